import type { ReadOutcome } from "../../format";
import { LogReader } from "../../parsing/lines/logReader";
import { splitAttempts } from "../../parsing/restarts/attempts";
import { fillParams } from "../../parsing/params/fillParams";
import { nothingFound, TextLog, type TextFindings } from "../../parsing/textlog/textLog";
import type { RawRun, RawSource } from "../../raw";
import { longestLine } from "../../parsing/textlog/clean";
import type { CommaUse } from "../../parsing/textlog/commas";
import { t } from "../../../util/text";

/** Follows a text log. There is a run only once three lines agree; until then the file is counted as one that may hold a run. */
export class TextLogReader extends LogReader {
  private log: TextLog | undefined;
  private findings = nothingFound;

  read(into: RawSource, budget: number): ReadOutcome {
    const pulled = this.lines.pull(budget);
    const { replaced, more, problem } = pulled;
    if (replaced) this.startOver(into, nothingFound);
    if (this.sides.refresh()) for (const run of into.runs.values()) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };

    const log = (this.log ??= new TextLog(() => this.runIn(into), this.findings));
    this.lines.hand(pulled, (bytes) => this.take(bytes, log));
    const found = this.foundIn(log);
    const run = into.runs.get("");
    if (found !== this.findings || (!more && run && !splitAttempts(run))) {
      this.lines.rewind();
      this.startOver(into, found);
      return { state: "more" };
    }
    return this.conclude(into, log, more);
  }

  /** What is to be known from the first line on; the same findings if nothing is new. */
  private foundIn(log: TextLog): TextFindings {
    const inner = this.findings.inner || log.innerRestarts;
    const nested = this.findings.nested || log.totalsTakeTurns;
    const before = this.findings;
    const labels = before.labels || log.labels.vary;
    const isSame = inner === before.inner && nested === before.nested && labels === before.labels;
    return isSame && !rereads(before.commas, log.commas) ? before : { inner, nested, commas: log.commas, labels };
  }

  private take(bytes: Buffer, log: TextLog): void {
    for (const line of bytes.toString("utf8").split("\n")) log.take(line);
  }

  private runIn(into: RawSource): RawRun {
    const isNew = !into.runs.has("");
    const run = into.run();
    if (isNew) fillParams(run, this.sides);
    return run;
  }

  private conclude(into: RawSource, log: TextLog, more: boolean): ReadOutcome {
    const run = into.runs.get("");
    if (run) tell(run, log);
    if (more) return { state: "more" };
    const reason = t("a text log that may hold a run: no three lines agree on a counter and names");
    const { path } = this;
    into.leftOut.set({ path, unit: "file", cause: "form", reason }, log.isLog ? 0 : 1);
    const unsure = t("two numbers behind one name, or commas that can’t be told");
    into.leftOut.set({ path, unit: "line", cause: "form", reason: unsure }, log.isLog ? log.passed.unsure : 0);
    const long = t("only the first {count} characters are read", { count: longestLine });
    into.leftOut.set({ path, unit: "line", cause: "too-large", reason: long }, log.isLog ? log.passed.long : 0);
    return this.rest(into);
  }

  private startOver(into: RawSource, findings: TextFindings): void {
    into.clear();
    this.log = undefined;
    this.findings = findings;
  }
}

/** Whether lines are read otherwise once it is known what a comma is. */
function rereads(before: CommaUse, now: CommaUse): boolean {
  return now !== before && (now === "decimal" || before === "decimal");
}

/** Tells what was recognized, and how far the training is, where its lines say how many epochs there are to be. */
function tell(run: RawRun, log: TextLog): void {
  if (log.pattern !== undefined) run.facts.pattern = log.pattern;
  const { epochs, firstEpoch, lastEpoch } = log;
  if (epochs === undefined || firstEpoch === undefined || lastEpoch === undefined) return;
  const done = Math.floor(firstEpoch === 0 ? lastEpoch + 1 : lastEpoch);
  run.facts.progress = { done: Math.min(done, epochs), total: epochs, unit: "epoch" };
}
