import type { At, Direction, RunSummary } from "../../shared/run";
import { standOf } from "../../shared/table";
import type { AssembledRun } from "../assembly/summary";
import { standingOf } from "../points/known";
import { parseRule, type StandRule } from "../judging/stands/rule";
import { endAt, valueBy, type MemberSeries } from "../judging/stands/value";

/** So many values of runs whose points were given back are remembered. */
const mostKnown = 200_000;

interface Known {
  /** When the run was last written then. */
  readonly written: number;
  readonly at: At | undefined;
}

/**
 * What columns by a rule of their own show of a run: its value at a step, or the mean of its last. They need points: of runs whose
 * points were given back, what was learned while they were there.
 */
export class StandValues {
  private readonly known = new Map<string, Known>();

  /** Undefined where the run has nothing there, and where that is not known. @param name as `standName` makes it */
  at(run: AssembledRun, name: string, direction: Direction): At | undefined {
    if (run.isReleased) return this.known.get(keyOf(run.summary, name))?.at;
    return standAt(run, name, direction);
  }

  /** It takes the run's points, which were given back. */
  isLacking({ isReleased, summary }: AssembledRun, name: string): boolean {
    return isReleased && this.known.get(keyOf(summary, name))?.written !== summary.lastWriteAt;
  }

  /** Remembers what a run has. @param run with its points */
  learn(run: AssembledRun, name: string, direction: Direction): void {
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(keyOf(run.summary, name), { written: run.summary.lastWriteAt, at: standAt(run, name, direction) });
  }
}

function standAt(run: AssembledRun, name: string, direction: Direction): At | undefined {
  const { rule: text, metric } = standOf(name);
  const [rule, found] = [parseRule(text), run.series.get(metric)];
  if (!rule || !found) return undefined;
  const { points } = standingOf(found.raw);
  const series: MemberSeries = { points, stepKind: found.summary.stepKind, firstWall: run.firstWall };
  return valueBy(rule, series, direction, lastFor(rule, series));
}

/** Index of the last point that counts: none where the run's steps don't go so far, so that nothing stands for what was not trained. */
function lastFor(rule: StandRule, series: MemberSeries): number {
  const last = series.points.length - 1;
  if (rule.kind !== "step") return last;
  return series.points.steps[last]! < rule.step ? -1 : endAt(series, "step", rule.step);
}

function keyOf({ id }: RunSummary, name: string): string {
  return `${id}\n${name}`;
}
