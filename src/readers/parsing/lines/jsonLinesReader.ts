import { splitAttempts } from "../restarts/attempts";
import type { ReadOutcome } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import type { ParamValue } from "../../../shared/run";
import { fillParams, reportProgress } from "../params/fillParams";
import { isReadOnce } from "../files/readOnce";
import { cutOff, LogReader } from "./logReader";
import { isJsonObject, parsePythonJson, parsePythonJsons, type JsonObject } from "../documents/pythonJson";
import { RowLogs } from "./rowLogs";

/** Why rows are numbered rather than placed by a counter of theirs. */
type Ordinals = "the counter starts again in every epoch" | "no row has a counter";

/** What was found out in the rows, by which they are to be read. */
interface Findings {
  readonly ordinals: Ordinals | undefined;
  readonly runs: boolean;
}

const nothingFound: Findings = { ordinals: undefined, runs: false };

/** A parameter, and what it was before the rows told it: undefined if it was not there. */
interface Told {
  readonly value: ParamValue;
  readonly before: ParamValue | undefined;
}

/** Reads a log of JSON objects, one a line, that grows. Each call parses only what is new. */
export class JsonLinesReader extends LogReader {
  private logs: RowLogs | undefined;
  private findings = nothingFound;
  private badLines = 0;
  /** Parameters that the rows told, by name, in each of the runs and of those before them. */
  private told = new Map<RawRun, Map<string, Told>>();

  read(into: RawSource, budget: number): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) this.startOver(into, nothingFound);
    if (!this.findings.runs) into.run();
    if (this.sides.refresh() || !this.logs) for (const run of into.runs.values()) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };

    this.logs ??= this.begin(into);
    this.take(bytes, this.logs);
    this.lines.consume(bytes.length);
    // An object ends with its brace: one that parses is whole, whether or not the line's end is there yet.
    const last = open.toString("utf8");
    const isWhole = rowsIn(last).length > 0;
    if (isWhole) {
      this.take(open, this.logs);
      this.lines.consumeOpen(open);
    }
    const findings = this.findingsOf(this.logs, more);
    if (findings.ordinals !== this.findings.ordinals || findings.runs !== this.findings.runs) {
      this.lines.rewind();
      this.startOver(into, findings);
      return { state: "more" };
    }
    if (!more && [...into.runs.values()].some((run) => !splitAttempts(run))) {
      this.lines.rewind();
      this.startOver(into, findings);
      return { state: "more" };
    }
    const isCut = !isWhole && last.trim() !== "" && isReadOnce();
    into.leftOut.set(cutOff(this.path), isCut ? 1 : 0);
    return this.conclude(into, this.logs, more);
  }

  private begin(into: RawSource): RowLogs {
    const runOf = (key: string) => {
      const isNew = !into.runs.has(key);
      const run = into.run(key);
      if (isNew) fillParams(run, this.sides);
      return run;
    };
    return new RowLogs(runOf, { ordinals: this.findings.ordinals !== undefined, runs: this.findings.runs });
  }

  private take(bytes: Buffer, logs: RowLogs): void {
    for (const line of bytes.toString("utf8").split("\n")) {
      if (line.trim() === "") continue;
      const rows = rowsIn(line);
      if (rows.length === 0) this.badLines++;
      for (const row of rows) logs.add(row);
    }
  }

  private conclude(into: RawSource, logs: RowLogs, more: boolean): ReadOutcome {
    // Anew: what was told of a training is of one before it once another has begun.
    this.takeBack();
    for (const training of logs.all) {
      const { run, log } = training;
      for (const [name, value] of logs.settingsOf(training)) if (!run.params.has(name)) this.tell(run, name, value);
      for (const one of [...run.earlier, run])
        for (const [name, value] of logs.toldOf(training, one)) this.tell(one, name, value);
      if (run.facts.progress) delete run.facts.status;
      delete run.facts.progress;
      reportProgress(run, log);
    }
    this.count(this.findings.runs ? into : into.run(), logs);
    if (more) return { state: "more" };
    return this.rest(into);
  }

  private tell(run: RawRun, name: string, value: ParamValue): void {
    const told = this.told.get(run) ?? new Map<string, Told>();
    this.told.set(run, told);
    const known = told.get(name);
    told.set(name, { value, before: known ? known.before : run.params.get(name) });
    run.params.set(name, value);
  }

  private takeBack(): void {
    for (const [{ params }, told] of this.told) {
      for (const [name, { value, before }] of told) {
        if (params.get(name) !== value) continue;
        if (before === undefined) params.delete(name);
        else params.set(name, before);
      }
    }
    this.told.clear();
  }

  private count({ leftOut }: RawRun | RawSource, logs: RowLogs): void {
    const { path } = this;
    const sum = (of: (log: (typeof logs.all)[number]["log"]) => number) =>
      logs.all.reduce((all, { log }) => all + of(log), 0);
    leftOut.set({ path, unit: "line", cause: "not-json" }, this.badLines);
    const unplaced = this.findings.ordinals === undefined ? sum((log) => log.unplacedRows) : 0;
    leftOut.set({ path, unit: "record", cause: "no-step" }, unplaced);
    logs.count(leftOut, path);
  }

  /** A file that the user named may have no counter at all; should one turn up after all, it is the axis. */
  private findingsOf(logs: RowLogs, more: boolean): Findings {
    const { ordinals } = this.findings;
    // Of several trainings, each counts for itself.
    if (logs.holdsSeveral) return { ordinals: undefined, runs: true };
    const { runs } = this.findings;
    const some = (is: (log: (typeof logs.all)[number]["log"]) => boolean) => logs.all.some(({ log }) => is(log));
    const hasPlaced = some(({ placedRows }) => placedRows > 0);
    if (some(({ counterIsWithinEpoch }) => counterIsWithinEpoch))
      return { ordinals: "the counter starts again in every epoch", runs };
    if (ordinals === "no row has a counter") return { ordinals: hasPlaced ? undefined : ordinals, runs };
    const isWithout = ordinals === undefined && !more && !hasPlaced && some(({ rowsWithoutX }) => rowsWithoutX > 0);
    return { ordinals: isWithout ? "no row has a counter" : ordinals, runs };
  }

  private startOver(into: RawSource, findings: Findings): void {
    into.clear();
    this.logs = undefined;
    this.findings = findings;
    this.badLines = 0;
    this.told = new Map();
  }
}

/** The objects on a line: two processes that write at once glue theirs together. */
function rowsIn(line: string): readonly JsonObject[] {
  const text = line.trim();
  const row = rowIn(text);
  if (row || !/\}\s{0,4}\{/.test(text) || !text.startsWith("{") || !text.endsWith("}")) return row ? [row] : [];
  return parsePythonJsons(text)?.filter(isJsonObject) ?? [];
}

/** The object on a line, behind which some writers leave a comma; undefined if there is none. */
export function rowIn(line: string): JsonObject | undefined {
  const text = line.trim().replace(/,$/, "");
  // Lines of a document that is printed over many are no rows; parsing each to be told so would take long.
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const parsed = parsePythonJson(text);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}
