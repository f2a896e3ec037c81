/** Steps of plain work, and how long they take on a quiet machine of two cores: milliseconds. */
const steps = 20_000_000;
const quiet = 100;

/**
 * How many times slower this machine is now than a quiet one, by the clock and by the processor's time; 1 if it is not. What is
 * promised in milliseconds is promised there: a test on a slow machine, or beside others, multiplies by it.
 */
export function slowness(): { readonly clock: number; readonly processor: number } {
  const begun = performance.now();
  const before = process.cpuUsage();
  let sum = 0;
  for (let step = 0; step < steps; step++) sum = (sum * 31 + step) | 0;
  const { user, system } = process.cpuUsage(before);
  const times = (took: number) => (sum === 0 ? 1 : Math.max(1, took / quiet)); // the sum is used, or an engine might leave it out
  return { clock: times(performance.now() - begun), processor: times((user + system) / 1000) };
}
