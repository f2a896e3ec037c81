/** Runs a piece of work that pauses often to its end, without pausing. @returns what it gives */
export function drain<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
