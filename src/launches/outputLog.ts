import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { t } from "../util/text";
import { readAt, withFile } from "../readers/parsing/files/open";
import { plainText } from "./output";
import { maskText } from "../util/maskText";

/** So much of its end is looked through for the reason of a failure, in bytes. */
const tail = 256 * 1024;

/** The end of what a launch printed, plain, from the file that holds it; undefined where there is none. */
export function outputTail(path: string): string | undefined {
  try {
    return withFile(path, (file) => {
      const from = Math.max(0, fstatSync(file).size - tail);
      return plainText(readAt(file, from, tail).toString("utf8"));
    });
  } catch {
    return undefined; // nothing was printed, or nothing of it was captured
  }
}

/** More of a launch's output than this many characters is not kept. */
const most = 16 * 1024 * 1024;
/** A line that goes on longer is written in pieces. */
const longestLine = 64 * 1024;

/** The end of a line that is too long, without the rest of the word that was cut: it may be a secret that none would know by its rest. */
function lastOf(line: string): string {
  return line.length <= longestLine ? line : line.slice(-longestLine).replace(/^[^\s]{1,500}/, "");
}

/**
 * What a launch prints, as a file of plain lines, secrets masked: read for metrics where the script logs none, and part of the launch's provenance.
 * Only whole lines are written, since of one that is written over (a progress bar) only the last state counts.
 */
export class OutputLog {
  private file: number | undefined;
  private rest = "";
  private written = 0;
  private isOver = false;

  /** @param path absolute; the file is made with the first line */
  constructor(readonly path: string) {}

  /** Takes over what came from the terminal, controls and all. @throws the system's error */
  add(data: string): void {
    if (this.isOver) return;
    const lines = (this.rest + data).split("\n");
    this.rest = lines.pop() ?? "";
    // What was written over is of no use, and must not grow without end.
    if (this.rest.length > longestLine) this.rest = lastOf(this.rest.slice(this.rest.lastIndexOf("\r") + 1));
    if (lines.length > 0) this.write(lines);
  }

  /** Writes what came last. */
  close(): void {
    if (this.rest !== "") this.write([this.rest]);
    this.isOver = true;
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private write(lines: readonly string[]): void {
    const text = maskText(plainText(lines.join("\n"))) + "\n";
    if (this.file === undefined) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.file = openSync(this.path, "a");
    }
    const kept = text.slice(0, most - this.written);
    writeSync(this.file, kept);
    this.written += kept.length;
    if (kept.length < text.length) {
      const size = most / 1024 / 1024;
      writeSync(this.file, `\n[${t("Lossline keeps no more than {size} MB of output.", { size })}]\n`);
      this.rest = "";
      this.close();
    }
  }
}
