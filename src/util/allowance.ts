/** So many pieces of work may always be done, however slow the machine is. */
const least = 100;

/** How long work that can wait may keep its thread at a time: what is left over is done the next time. */
export class Allowance {
  private done = 0;
  private until: number | undefined;

  /**
   * @param milliseconds from the first piece of work on
   * @param now milliseconds from any fixed time
   */
  constructor(
    private readonly milliseconds: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether one more small piece may be done. */
  allows(): boolean {
    const now = this.now();
    this.until ??= now + this.milliseconds;
    return this.done++ < least || now < this.until;
  }

  renew(): void {
    this.done = 0;
    this.until = undefined;
  }
}
