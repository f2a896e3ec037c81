/** Tests wait for what they want to see, never for a time. */

const pause = 50;

/**
 * Reads again and again until the value is accepted.
 * @param accept returns false or throws while the value is not yet right
 * @param timeout in milliseconds
 * @returns the accepted value
 * @throws with the last value, and with what `accept` threw
 */
export async function eventually<T>(
  read: () => T | Promise<T>,
  accept: (value: T) => unknown,
  timeout = 15_000,
): Promise<T> {
  const end = performance.now() + timeout;
  for (;;) {
    const value = await read();
    const problem = refusal(value, accept);
    if (problem === undefined) return value;
    if (performance.now() > end) throw new Error(`not within ${timeout} ms; at last: ${show(value)}${problem}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Why a value is not accepted; undefined if it is. */
function refusal<T>(value: T, accept: (value: T) => unknown): string | undefined {
  try {
    return accept(value) === false ? "" : undefined;
  } catch (error) {
    return `\n${error instanceof Error ? error.message : String(error)}`;
  }
}

const show = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, undefined, 1));
