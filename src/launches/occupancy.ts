/**
 * Whether a terminal is in use. Two things say so, and neither alone is enough: what we started in it and have not heard the end of,
 * and what the shell reports as begun. The shell reports a start some time after the command was typed, on a busy machine
 * seconds after; what is typed into the terminal in between comes with the editor's Ctrl+C, which ends the other command.
 */
export class Occupancy {
  private readonly held = new Set<symbol>();
  private begun = 0;

  get isIdle(): boolean {
    return this.held.size === 0 && this.begun === 0;
  }

  /** Takes the terminal for something of ours. @returns gives it back, once its end is known */
  hold(): () => void {
    const hold = Symbol();
    this.held.add(hold);
    return () => void this.held.delete(hold);
  }

  /** The shell reports that a command began, ours or one that the user typed. */
  begin(): void {
    this.begun++;
  }

  /** The shell reports that a command ended; of one that it never reported as begun this means nothing. */
  end(): void {
    this.begun = Math.max(0, this.begun - 1);
  }
}
