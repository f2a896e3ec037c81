import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { t } from "../util/text";
import { dataFolder } from "../util/dataFolder";

/** A move that was begun: whether it was done shows where the thing is. */
export interface Move {
  /** Which clean-up it belongs to: an ISO time. */
  readonly batch: string;
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
  /** Of the thing, on its disk: tells it from another that is there by now. Absent in journals of before. */
  readonly inode?: number;
  /** A file about it that the trash keeps, and that goes when it is taken back. */
  readonly info?: string;
}

/**
 * What was moved where, a line of JSON each, on the disk before anything moves: whatever ends us, it can be taken back. Lies
 * in the user's data folder.
 */
export class Journal {
  readonly path: string;

  /** @param root absolute path of the workspace folder */
  constructor(
    readonly root: string,
    folder = join(dataFolder(), "clean-up"),
  ) {
    const name = basename(root)
      .replace(/[^\w.-]/g, "_")
      .slice(0, 40);
    this.path = join(folder, `${name}-${createHash("sha256").update(root).digest("hex").slice(0, 12)}.jsonl`);
  }

  /** @throws if it can't be written to the disk: then nothing may be moved */
  intend(move: Move): void {
    this.append(move);
  }

  /** Notes what went to the system's trash, which alone can give it back. */
  discarded(batch: string, path: string, bytes: number): void {
    this.append({ batch, discarded: path, bytes });
  }

  undone(move: Move): void {
    this.append({ undone: move.to });
  }

  /** The moves that were not taken back, in the order begun. A line that is cut is one whose move never began. */
  moves(): Move[] {
    if (!existsSync(this.path)) return [];
    const moves = new Map<string, Move>();
    for (const line of readFileSync(this.path, "utf8").split("\n")) {
      const entry = parse(line);
      if (typeof entry?.undone === "string") moves.delete(entry.undone);
      else if (isMove(entry)) {
        moves.delete(entry.to); // a place that is used again is the latest, not the first
        moves.set(entry.to, entry);
      }
    }
    return [...moves.values()];
  }

  private append(entry: object): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = openSync(this.path, "a", 0o600);
    try {
      // It begins a line of its own: one that was cut before it must not swallow it.
      const line = Buffer.from(`\n${JSON.stringify(entry)}\n`);
      if (writeSync(file, line) < line.length) throw new Error(t("it can’t be written down"));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

type Line = Partial<Move> & { readonly undone?: unknown };

function parse(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMove(entry: Line | undefined): entry is Move {
  const texts = [entry?.batch, entry?.from, entry?.to];
  return texts.every((text) => typeof text === "string") && typeof entry?.bytes === "number";
}
