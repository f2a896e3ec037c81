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
  const { ranks, count } = ranksOf(points.steps);
  if (takeTurns(passes, ranks)) return [];
  const known = new Counted(count);
  let greatest = -1;
  const found: number[] = [];
  for (const pass of passes) {
    if (pass.from > 0 && wentOn(pass, points.walls) && goesOver(pass, ranks, known, greatest)) found.push(pass.from);
    for (let at = pass.from; at < pass.to; at++) known.add(ranks[at]!);
    greatest = Math.max(greatest, ranks[pass.to - 1]!);
  }
  return found;
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

/**
 * Whether two writers of the same steps take turns: each pass but the first two begins right after where the last but one
 * ended, at least three times over.
 */
function takeTurns(passes: readonly Pass[], ranks: Uint32Array): boolean {
  if (passes.length < 4 || ranks[passes[0]!.from] !== ranks[passes[1]!.from]) return false;
  return passes.every((pass, at) => at < 2 || ranks[pass.from] === ranks[passes[at - 2]!.to - 1]! + 1);
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
    if (this.seen[rank] === 1) return;
    this.seen[rank] = 1;
    for (let at = rank + 1; at < this.sums.length; at += at & -at) this.sums[at]!++;
  }

  has(rank: number): boolean {
    return this.seen[rank] === 1;
  }

  /** How many ranks from `least` to `greatest` were seen, both included. */
  within(least: number, greatest: number): number {
    return least > greatest ? 0 : this.below(greatest + 1) - this.below(least);
  }

  private below(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.sums[at]!;
    return sum;
  }
}
