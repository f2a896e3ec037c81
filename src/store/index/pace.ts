/** How a repeated piece of work may spend its time. */
export interface PaceOptions {
  /** The shortest and the longest time between two runs of the work, in milliseconds. */
  readonly least: number;
  readonly most: number;
  /** The share of the time that the work may take once nothing moves, and right after something did: 0.01 is 1 %. */
  readonly quietShare: number;
  readonly movingShare: number;
}

/**
 * Spaces out a repeated look by what it costs: often where it is cheap or where something moved lately, seldom where it is
 * dear and nothing moves. Each look that finds nothing halves the share of the time that the next ones may take.
 */
export class Pace {
  private share: number;

  constructor(private readonly options: PaceOptions) {
    this.share = options.movingShare;
  }

  /** Something moved: the next looks come soon again. */
  moved(): void {
    this.share = this.options.movingShare;
  }

  /**
   * How long to wait after a look.
   * @param cost what it took, in milliseconds
   * @param moved whether it found something new
   * @returns milliseconds
   */
  after(cost: number, moved: boolean): number {
    if (moved) this.moved();
    else this.share = Math.max(this.options.quietShare, this.share / 2);
    return this.within(cost / this.share);
  }

  /** How long to wait at least after a look that cost so much, if something moves meanwhile. Milliseconds. */
  soonest(cost: number): number {
    return this.within(cost / this.options.movingShare);
  }

  private within(wait: number): number {
    return Math.min(this.options.most, Math.max(this.options.least, wait));
  }
}
