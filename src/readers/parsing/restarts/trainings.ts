import type { Points } from "../../points";
import { restartsIn } from "./restarts";

/** Series that are asked whether the log began anew: the longest ones. */
const mostAsked = 3;

/** One metric of a log, with the marks of where the log may have begun anew. */
export interface MarkedSeries {
  readonly length: number;
  /** Its steps are known never to fall, or their order means nothing. */
  readonly neverBegins: boolean;
  /** The last mark of the log before its first point; 0 for none. */
  readonly born: number;
  /** In order. `index`: of the first point after the mark. */
  readonly marks: readonly { readonly index: number; readonly ordinal: number }[];
  /** Its points from an index on, in the order in which they were logged. */
  points(from: number): Pick<Points, "steps" | "walls">;
}

/** What is left of a series behind the trainings that were found. */
interface Rest {
  readonly series: MarkedSeries;
  readonly from: number;
}

/**
 * The marks at which a log began another training, in order: the log says so, or a series began again at its first step or
 * before it, and none simply went on. Works it out anew from all points, so it says the same however the log has come to be.
 * @param said marks of which the log itself says that they are
 */
export function trainingsIn(log: readonly MarkedSeries[], said: ReadonlySet<number>): readonly number[] {
  const ordinals = new Set(log.flatMap(({ marks }) => marks.map(({ ordinal }) => ordinal)));
  const sorted = [...ordinals].sort((a, b) => a - b);
  const found: number[] = [];
  let rest: readonly Rest[] = log.map((series) => ({ series, from: 0 }));
  let starts = sorted.length > 0 ? startsIn(rest) : undefined;
  for (const [at, ordinal] of sorted.entries()) {
    if (!isNewTraining(rest, ordinal, sorted[at + 1], starts!, said)) continue;
    found.push(ordinal);
    rest = rest.map(({ series, from }) => ({ series, from: Math.max(from, cutOf(series, ordinal)) }));
    starts = startsIn(rest);
  }
  return found;
}

/** The points of the longest series at which their writers started again. */
function startsIn(rest: readonly Rest[]): ReadonlyMap<MarkedSeries, ReadonlySet<number>> {
  const starts = new Map<MarkedSeries, ReadonlySet<number>>();
  const marked = rest.filter(
    ({ series, from }) => !series.neverBegins && series.marks.some(({ index }) => index > from),
  );
  for (const { series, from } of marked.sort((a, b) => lengthOf(b) - lengthOf(a))) {
    if (starts.size === mostAsked) break;
    const points = series.points(from);
    if (!falls(points.steps)) continue;
    starts.set(series, new Set(restartsIn(points).map((index) => index + from)));
  }
  return starts;
}

function lengthOf({ series, from }: Rest): number {
  return series.length - from;
}

function falls(steps: Float64Array): boolean {
  for (let at = 1; at < steps.length; at++) if (steps[at]! < steps[at - 1]!) return true;
  return false;
}

function isNewTraining(
  rest: readonly Rest[],
  ordinal: number,
  after: number | undefined,
  starts: ReadonlyMap<MarkedSeries, ReadonlySet<number>>,
  said: ReadonlySet<number>,
): boolean {
  if (said.has(ordinal)) return hasBoth(rest, ordinal);
  let isShown = false;
  for (const { series, from } of rest) {
    const cut = Math.max(from, cutOf(series, ordinal));
    const end = after === undefined ? series.length : cutOf(series, after);
    if (cut === from || cut >= end) continue;
    const { steps } = series.points(from);
    const [first, last, next] = [steps[0]!, steps[cut - from - 1]!, steps[cut - from]!];
    if (next > last) return false;
    isShown ||= next <= first && starts.get(series)?.has(cut) === true;
  }
  return isShown;
}

/** Whether there are points before a mark, and after it. */
function hasBoth(rest: readonly Rest[], ordinal: number): boolean {
  const all = rest.map(({ series, from }) => ({ series, from, cut: Math.max(from, cutOf(series, ordinal)) }));
  return all.some(({ from, cut }) => cut > from) && all.some(({ series, cut }) => series.length > cut);
}

/** How many points of a series were logged before a mark. */
export function cutOf(
  { born, marks, length }: Pick<MarkedSeries, "born" | "marks" | "length">,
  ordinal: number,
): number {
  if (born >= ordinal) return 0;
  return marks.find((mark) => mark.ordinal >= ordinal)?.index ?? length;
}
