/** Runs a piece of work that pauses often to its end, without pausing. */
export function drain(work: Generator<void>): void {
  while (!work.next().done);
}
