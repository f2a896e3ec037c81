import type { Points } from "../../points";
import { Restarts } from "./restarts";

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
  /** Its points in the order in which they were logged. */
  points(): Pick<Points, "steps" | "walls">;
}

/** What is left of a series behind the trainings that were found. */
class Rest {
  from = 0;
  private looked: Looked | undefined;
  /** Of the points from `start` on. */
  private restarts: Restarts | undefined;
  private start = 0;

  /** How many points were logged before a mark. */
  readonly cutAt: (ordinal: number) => number;

  constructor(readonly series: MarkedSeries) {
    this.cutAt = cutterOf(series);
  }

  get length(): number {
    return this.series.length - this.from;
  }

  get mayBegin(): boolean {
    return !this.series.neverBegins && (this.series.marks.at(-1)?.index ?? 0) > this.from;
  }

  get falls(): boolean {
    return this.look().lastFall > this.from;
  }

  /** The steps of its first point, of the one before a mark, and of the one after it. @param index of the latter */
  around(index: number): { first: number; last: number; next: number } {
    const { steps } = this.look();
    return { first: steps.get(this.from)!, last: steps.get(index - 1)!, next: steps.get(index)! };
  }

  /** Whether its writer started again at a point. */
  startsAt(index: number): boolean {
    // Among steps some of which are NaN there is no order that holds for a part, too.
    const start = this.look().hasNaN ? this.from : 0;
    if (!this.restarts || start > this.start) {
      const { steps, walls } = this.series.points();
      this.restarts = new Restarts({ steps: steps.subarray(start), ...(walls && { walls: walls.subarray(start) }) });
      this.start = start;
    }
    return this.restarts.startsAt(index - start, this.from - start);
  }

  /** The same, at least those that are gone. */
  cut(ordinal: number): number {
    return Math.max(this.from, this.cutAt(ordinal));
  }

  private look(): Looked {
    return (this.looked ??= lookAt(this.series));
  }
}

/** What is asked of a series time and again, taken from its points once: they may be packed. */
interface Looked {
  /** By index, of its first point and of those beside its marks. */
  readonly steps: ReadonlyMap<number, number>;
  /** The last point whose step is less than that before it; 0 for none. */
  readonly lastFall: number;
  readonly hasNaN: boolean;
}

function lookAt(series: MarkedSeries): Looked {
  const { steps } = series.points();
  const indices = [0, ...series.marks.flatMap(({ index }) => [index - 1, index])];
  let lastFall = steps.length - 1;
  while (lastFall > 0 && !(steps[lastFall]! < steps[lastFall - 1]!)) lastFall--;
  return { steps: new Map(indices.map((index) => [index, steps[index]!])), lastFall, hasNaN: steps.includes(NaN) };
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
  if (sorted.length === 0) return found;
  const rests = log.map((series) => new Rest(series));
  let asked = askedOf(rests);
  for (const [at, ordinal] of sorted.entries()) {
    if (!isNewTraining(rests, ordinal, sorted[at + 1], asked, said)) continue;
    found.push(ordinal);
    for (const rest of rests) rest.from = rest.cut(ordinal);
    asked = askedOf(rests);
  }
  return found;
}

/** The longest series that may begin again. */
function askedOf(rests: readonly Rest[]): ReadonlySet<Rest> {
  const asked = new Set<Rest>();
  for (const rest of rests.filter(({ mayBegin }) => mayBegin).sort((a, b) => b.length - a.length)) {
    if (asked.size === mostAsked) break;
    if (rest.falls) asked.add(rest);
  }
  return asked;
}

function isNewTraining(
  rests: readonly Rest[],
  ordinal: number,
  after: number | undefined,
  asked: ReadonlySet<Rest>,
  said: ReadonlySet<number>,
): boolean {
  if (said.has(ordinal)) return hasBoth(rests, ordinal);
  let isShown = false;
  for (const rest of rests) {
    const cut = rest.cut(ordinal);
    const end = after === undefined ? rest.series.length : rest.cutAt(after);
    if (cut === rest.from || cut >= end) continue;
    const { first, last, next } = rest.around(cut);
    if (next > last) return false;
    isShown ||= next <= first && asked.has(rest) && rest.startsAt(cut);
  }
  return isShown;
}

/** Whether there are points before a mark, and after it. */
function hasBoth(rests: readonly Rest[], ordinal: number): boolean {
  return (
    rests.some((rest) => rest.cut(ordinal) > rest.from) && rests.some((rest) => rest.series.length > rest.cut(ordinal))
  );
}

/** Tells how many points of a series were logged before a mark. */
export function cutterOf({ born, marks, length }: Pick<MarkedSeries, "born" | "marks" | "length">) {
  // Late points of an earlier file can have left marks of lower ordinals behind: those are never the first.
  let top = 0;
  const tops = marks.map(({ ordinal }) => (top = Math.max(top, ordinal)));
  return (ordinal: number): number => {
    if (born >= ordinal) return 0;
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tops[middle]! < ordinal) low = middle + 1;
      else high = middle;
    }
    return marks[low]?.index ?? length;
  };
}
