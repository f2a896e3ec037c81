/** Steps of plain work, and how long they take on a quiet machine of two cores: milliseconds. */
const steps = 20_000_000;
const quiet = 100;

/**
 * How many times slower this machine is now than a quiet one, by the clock; 1 if it is not. What is promised in seconds is promised
 * there: a test that shares a slow machine with others multiplies by it.
 */
export function slowness(): number {
  const begun = performance.now();
  let sum = 0;
  for (let step = 0; step < steps; step++) sum = (sum * 31 + step) | 0;
  const took = performance.now() - begun;
  return sum === 0 ? 1 : Math.max(1, took / quiet); // what it comes to is used, or an engine might leave it out
}
