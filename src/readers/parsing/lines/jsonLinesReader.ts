import type { ReadOutcome, SourceReader } from "../../format";
import type { SideFiles } from "../params/sideFiles";
import type { RawRun, RawSource } from "../../raw";
import { fillParams, reportProgress } from "../params/fillParams";
import { LineTail } from "./lines";
import { isJsonObject, parsePythonJson, type JsonObject } from "../documents/pythonJson";
import { mostColumns } from "../tables/table";
import { t } from "../../../util/text";
import { RowLog } from "./rowLog";

/** Why rows are numbered rather than placed by a counter of theirs. */
type Ordinals = "the counter starts again in every epoch" | "no row has a counter";

/** Reads a log of JSON objects, one a line, that grows. Each call parses only what is new. */
export class JsonLinesReader implements SourceReader {
  private readonly lines: LineTail;
  private log: RowLog | undefined;
  private ordinals: Ordinals | undefined;
  private badLines = 0;

  constructor(
    private readonly path: string,
    private readonly sides: SideFiles,
  ) {
    this.lines = new LineTail(path);
  }

  get files(): readonly string[] {
    return [this.path, ...this.sides.files];
  }

  get alsoWatched(): readonly string[] {
    return this.sides.awaited(this.path);
  }

  get warnings(): readonly string[] {
    return this.sides.warnings;
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) this.startOver(into, undefined);
    const run = into.run();
    if (this.sides.refresh() || !this.log) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };

    this.log ??= new RowLog(run, this.ordinals !== undefined);
    this.take(bytes, this.log);
    this.lines.consume(bytes.length);
    // An object ends with its brace: one that parses is whole, whether or not the line's end is there yet.
    if (rowIn(open.toString("utf8")) !== undefined) {
      this.take(open, this.log);
      this.lines.consumeOpen(open);
    }
    const ordinals = this.ordinalsFor(this.log, more);
    if (ordinals !== this.ordinals) {
      this.lines.rewind();
      this.startOver(into, ordinals);
      return { state: "more" };
    }
    return this.conclude(run, this.log, more);
  }

  private take(bytes: Buffer, log: RowLog): void {
    for (const line of bytes.toString("utf8").split("\n")) {
      if (line.trim() === "") continue;
      const row = rowIn(line);
      if (row === undefined) this.badLines++;
      else log.add(row);
    }
  }

  private conclude(run: RawRun, log: RowLog, more: boolean): ReadOutcome {
    reportProgress(run, log);
    const { path } = this;
    run.leftOut.set({ path, unit: "line", cause: "not-json" }, this.badLines);
    const reason = t("only the first {count} metrics are read", { count: mostColumns });
    run.leftOut.set({ path, unit: "record", cause: "too-many", reason }, log.tagsLeftOut);
    if (more) return { state: "more" };
    for (const series of run.series.values()) series.points.trim();
    return { state: "idle" };
  }

  /** A file that the user named may have no counter at all; should one turn up after all, it is the axis. */
  private ordinalsFor(log: RowLog, more: boolean): Ordinals | undefined {
    if (log.counterIsWithinEpoch) return "the counter starts again in every epoch";
    if (this.ordinals === "no row has a counter") return log.placedRows > 0 ? undefined : this.ordinals;
    if (this.ordinals === undefined && !more && log.placedRows === 0 && log.rowsWithoutX > 0)
      return "no row has a counter";
    return this.ordinals;
  }

  private startOver(into: RawSource, ordinals: Ordinals | undefined): void {
    into.clear();
    this.log = undefined;
    this.ordinals = ordinals;
    this.badLines = 0;
  }
}

/** The object on a line; undefined if there is none. */
export function rowIn(line: string): JsonObject | undefined {
  const text = line.trim();
  // Lines of a document that is printed over many are no rows; parsing each to be told so would take long.
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const parsed = parsePythonJson(text);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}
