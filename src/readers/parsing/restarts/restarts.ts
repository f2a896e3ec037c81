import type { Points } from "../../points";

/** Steps that do not fall: points `from` … `to - 1`. */
interface Pass {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a writer really started again: indices of points, each less in step than the one before it, from which on the log
 * goes over what it held already. A falling step alone shows nothing, since asynchronous writers, workers that take turns
 * and late evaluations let steps fall, too. So what follows a fall must have logged again what was there (a half of it if
 * it goes on beyond it, three quarters else, and more than one point), and, where times are known, later. Writers that
 * take turns over the same steps have not started again. See docs/decisions/0012.
 */
export function restartsIn(points: Pick<Points, "steps" | "walls">): number[] {
  const passes = passesIn(points.steps);
  if (passes.length < 2) return [];
  const restarts = new Restarts(points, passes);
  return passes.filter(({ from }) => restarts.startsAt(from)).map(({ from }) => from);
}

/** The same of a log that is cut time and again: asked forward only, it looks at each point a few times, however often it is cut. */
export class Restarts {
  private readonly ranks: Uint32Array;
  /** By rank, the last point at it. */
  private readonly lasts: Uint32Array;
  private readonly known: Counted;
  /** The greatest rank that is known. */
  private greatest = -1;
  private from = 0;
  /** The first pass that is not known yet. */
  private at = 0;
  private areTurns: boolean | undefined;

  constructor(
    private readonly points: Pick<Points, "steps" | "walls">,
    private readonly passes: readonly Pass[] = passesIn(points.steps),
  ) {
    const { ranks, count } = ranksOf(points.steps);
    this.ranks = ranks;
    this.lasts = new Uint32Array(count);
    ranks.forEach((rank, at) => (this.lasts[rank] = at));
    this.known = new Counted(count);
  }

  /**
   * Whether the writer started again at a point.
   * @param from the log begins at this point; neither may be less than when last asked
   */
  startsAt(index: number, from = 0): boolean {
    if (from > this.from) this.beginAt(from);
    while (this.at < this.passes.length && this.passes[this.at]!.to <= index) this.learn(this.passes[this.at++]!);
    const pass = this.passes[this.at];
    if (pass?.from !== index || index <= this.from || !wentOn(pass, this.points.walls)) return false;
    this.areTurns ??= this.takeTurns();
    return !this.areTurns && goesOver(pass, this.ranks, this.known, this.greatest);
  }

  private beginAt(from: number): void {
    const end = this.passes[this.at]?.from ?? this.ranks.length;
    for (let at = this.from; at < end; at++) this.known.remove(this.ranks[at]!);
    this.greatest = -1;
    this.from = from;
    while (this.at > 0 && (this.passes[this.at]?.from ?? Infinity) > from) this.at--;
    while (this.at < this.passes.length && this.passes[this.at]!.to <= from) this.at++;
    this.areTurns = undefined;
  }

  private learn({ from, to }: Pass): void {
    for (let at = Math.max(from, this.from); at < to; at++) this.known.add(this.ranks[at]!);
    this.greatest = Math.max(this.greatest, this.ranks[to - 1]!);
  }

  /**
   * Whether two writers of the same steps take turns: each pass but the first two begins right after where the last but one
   * ended, at least three times over.
   */
  private takeTurns(): boolean {
    const { passes, ranks, from } = this;
    let first = this.at;
    while (passes[first]!.from > from) first--;
    if (passes.length - first < 4 || ranks[from] !== ranks[passes[first + 1]!.from]) return false;
    for (let at = first + 2; at < passes.length; at++)
      if (!this.isNext(ranks[passes[at - 2]!.to - 1]!, ranks[passes[at]!.from]!)) return false;
    return true;
  }

  /** Whether no step between these two ranks is left in the log. */
  private isNext(rank: number, next: number): boolean {
    let above = rank + 1;
    while (above < next && this.lasts[above]! < this.from) above++;
    return above === next;
  }
}

function passesIn(steps: Float64Array): Pass[] {
  const passes: Pass[] = [];
  let from = 0;
  for (let at = 1; at <= steps.length; at++) {
    if (at < steps.length && !(steps[at]! < steps[at - 1]!)) continue;
    passes.push({ from, to: at });
    from = at;
  }
  return passes;
}

/** Numbers the distinct steps in their order, and says which one each point is at. */
function ranksOf(steps: Float64Array): { ranks: Uint32Array; count: number } {
  // A plain array: its sort makes use of stretches that are in order already.
  const order = Array.from(steps.keys()).sort((a, b) => steps[a]! - steps[b]!);
  const ranks = new Uint32Array(steps.length);
  let rank = 0;
  order.forEach((point, at) => {
    if (at > 0 && steps[point] !== steps[order[at - 1]!]) rank++;
    ranks[point] = rank;
  });
  return { ranks, count: rank + 1 };
}

/** Whether the time went on from the point before the pass; it is not known to have done anything else. */
function wentOn({ from }: Pass, walls: Float64Array | undefined): boolean {
  return !(walls !== undefined && walls[from]! < walls[from - 1]!);
}

/** @param greatest the greatest rank before the pass */
function goesOver({ from, to }: Pass, ranks: Uint32Array, known: Counted, greatest: number): boolean {
  const top = Math.min(ranks[to - 1]!, greatest);
  let again = 0;
  let distinct = 0;
  for (let at = from; at < to; at++) {
    if (at > from && ranks[at] === ranks[at - 1]) continue;
    distinct++;
    if (known.has(ranks[at]!)) again++;
  }
  const before = known.within(ranks[from]!, top);
  if (again === 0) return false;
  return ranks[to - 1]! > greatest ? again * 2 >= before : distinct > 1 && again * 4 >= before * 3;
}

/** Which of so many ranks were seen, and how many within a range: a Fenwick tree. */
class Counted {
  private readonly seen: Uint8Array;
  private readonly sums: Uint32Array;

  constructor(count: number) {
    this.seen = new Uint8Array(count);
    this.sums = new Uint32Array(count + 1);
  }

  add(rank: number): void {
    if (this.seen[rank] === 0) this.set(rank, 1);
  }

  remove(rank: number): void {
    if (this.seen[rank] === 1) this.set(rank, 0);
  }

  has(rank: number): boolean {
    return this.seen[rank] === 1;
  }

  /** How many ranks from `least` to `greatest` were seen, both included. */
  within(least: number, greatest: number): number {
    return least > greatest ? 0 : this.below(greatest + 1) - this.below(least);
  }

  private set(rank: number, seen: 0 | 1): void {
    this.seen[rank] = seen;
    for (let at = rank + 1; at < this.sums.length; at += at & -at) this.sums[at]! += seen === 1 ? 1 : -1;
  }

  private below(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.sums[at]!;
    return sum;
  }
}
