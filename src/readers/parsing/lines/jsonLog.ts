import type { ReadOutcome } from "../../format";
import { isReadOnce } from "../files/readOnce";
import { LineTail } from "./lines";
import { parsePythonJson, type JsonValue } from "../documents/pythonJson";

/** Follows a log of one JSON value a line, as Python's json module writes it. Each pass parses only what is new. */
export class JsonLog {
  private bad = 0;
  /** The last line is not all there, and no more is waited for. */
  private isCut = false;
  private readonly lines: LineTail;

  constructor(readonly path: string) {
    this.lines = new LineTail(path);
  }

  /** Lines that are no JSON, and were left out. */
  get badLines(): number {
    return this.bad + (this.isCut ? 1 : 0);
  }

  /**
   * Reads on, about `budget` bytes.
   * @param restart called before anything else if the file is another than before: what was taken of it no longer holds
   */
  read(budget: number, restart: () => void, take: (value: JsonValue) => void): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) {
      this.bad = 0;
      restart();
    }
    if (problem !== undefined) return { state: "broken", reason: problem };
    for (const line of bytes.toString("utf8").split("\n")) {
      if (line.trim() === "") continue;
      const parsed = parsePythonJson(line);
      if (parsed.ok) take(parsed.value);
      else this.bad++;
    }
    this.lines.consume(bytes.length);
    // An object or a list ends with its bracket: one that parses is whole, whether or not the line's end is there yet.
    const last = /[\]}]\s*$/.test(open.toString("utf8")) ? parsePythonJson(open.toString("utf8")) : undefined;
    if (last?.ok) {
      take(last.value);
      this.lines.consumeOpen(open);
    }
    this.isCut = !last?.ok && open.toString("utf8").trim() !== "" && isReadOnce();
    return { state: more ? "more" : "idle" };
  }
}
