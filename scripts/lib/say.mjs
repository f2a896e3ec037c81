// What the scripts tell the person in front of them: one short line for each thing that takes time.

const colours = process.stdout.isTTY && !process.env["NO_COLOR"];

/** @param {string} text */
export const bold = (text) => (colours ? `\x1b[1m${text}\x1b[22m` : text);

/** @param {string} text */
export const red = (text) => (colours ? `\x1b[31m${text}\x1b[39m` : text);

/** @param {string} text */
export const say = (text) => console.log(text);

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Names a step before it runs and says how long it took.
 * @template T
 * @param {string} what a gerund, such as "Packaging"
 * @param {() => Promise<T>} work
 */
export async function step(what, work) {
  const begun = performance.now();
  say(`${what} …`);
  const result = await work();
  say(`  done in ${seconds(performance.now() - begun)}`);
  return result;
}

/**
 * Runs a whole script: its exit code is what the work returns, and a failure is one message; LOSSLINE_STACK=1 adds the stack.
 * @param {() => Promise<number | void>} work
 */
export async function main(work) {
  try {
    process.exit((await work()) ?? 0);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error(red(process.env["LOSSLINE_STACK"] ? (stack ?? message) : message));
    process.exit(1);
  }
}
