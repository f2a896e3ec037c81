/** From `index` on, this writer has started again at `step`: what it logged before at that step or later is superseded. */
export interface Restart {
  readonly index: number;
  readonly step: number;
  /** The last beginning of the source when it was noted; 0 for none. */
  readonly since?: number;
}

/** From `index` on, the log may be that of another training: the `ordinal`th of its source, counted from 1. */
export interface Beginning {
  readonly index: number;
  readonly ordinal: number;
}

/** What was noted of a series whose points are handed over part by part, from the first on. */
export class Marks {
  /** The last one first. */
  private readonly restarts: Restart[];
  private readonly beginnings: Beginning[];

  /** @param restarts by index, as `beginnings` @param born see PointsBuilder.born */
  constructor(
    restarts: readonly Restart[],
    beginnings: readonly Beginning[],
    private born: number,
  ) {
    this.restarts = restarts.toReversed();
    this.beginnings = beginnings.toReversed();
  }

  /** Those within the points from one index to another, where the part before it ended at `from`: counted from there. */
  take(from: number, to: number): { restarts: Restart[]; beginnings: Beginning[]; born: number } {
    const restarts = within(takeBefore(this.restarts, to), from);
    const born = this.born;
    const taken = takeBefore(this.beginnings, to);
    this.born = taken.at(-1)?.ordinal ?? born;
    const atStart = taken.findLast(({ index }) => index <= from);
    return { restarts, beginnings: within(taken, from), born: atStart?.ordinal ?? born };
  }
}

function takeBefore<T extends { readonly index: number }>(last: T[], index: number): T[] {
  const taken: T[] = [];
  while (last.length > 0 && last.at(-1)!.index < index) taken.push(last.pop()!);
  return taken;
}

function within<T extends { readonly index: number }>(marks: readonly T[], from: number): T[] {
  return marks.filter(({ index }) => index > from).map((mark) => ({ ...mark, index: mark.index - from }));
}
