import type { ReadOutcome } from "../../format";
import { LineTail } from "./lines";
import { parsePythonJson, type JsonValue } from "../documents/pythonJson";

/** Follows a log of one JSON value a line, as Python's json module writes it. Each pass parses only what is new. */
export class JsonLog {
  /** Lines that are no JSON, and were left out. */
  badLines = 0;
  private readonly lines: LineTail;

  constructor(readonly path: string) {
    this.lines = new LineTail(path);
  }

  /**
   * Reads on, about `budget` bytes.
   * @param restart called before anything else if the file is another than before: what was taken of it no longer holds
   */
  read(budget: number, restart: () => void, take: (value: JsonValue) => void): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) {
      this.badLines = 0;
      restart();
    }
    if (problem !== undefined) return { state: "broken", reason: problem };
    for (const line of bytes.toString("utf8").split("\n")) {
      if (line.trim() === "") continue;
      const parsed = parsePythonJson(line);
      if (parsed.ok) take(parsed.value);
      else this.badLines++;
    }
    this.lines.consume(bytes.length);
    // An object or a list ends with its bracket: one that parses is whole, whether or not the line's end is there yet.
    const last = /[\]}]\s*$/.test(open.toString("utf8")) ? parsePythonJson(open.toString("utf8")) : undefined;
    if (last?.ok) {
      take(last.value);
      this.lines.consumeOpen(open);
    }
    return { state: more ? "more" : "idle" };
  }
}
