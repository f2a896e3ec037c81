// Mocha's own report for people, and the same as a file that LOSSLINE_RESULTS names, for scripts/test.mjs to count.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/**
 * @typedef {object} Results
 * @property {number} passed
 * @property {string[]} failed full titles
 * @property {string[]} skipped full titles, with what was absent
 */

/** Begins every line of the report inside VS Code, where the editor writes to the same console. */
export const mark = "\u2502 ";

export default class Reporter extends Mocha.reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
    /** @type {Results} */
    const results = { passed: 0, failed: [], skipped: [] };
    runner.on(EVENT_TEST_PASS, () => results.passed++);
    runner.on(EVENT_TEST_FAIL, (test) => results.failed.push(test.fullTitle())); // hooks, too
    runner.on(EVENT_TEST_PENDING, (test) => results.skipped.push(test.fullTitle()));
    const file = process.env["LOSSLINE_RESULTS"];
    if (file) runner.once(EVENT_RUN_END, () => writeFileSync(file, JSON.stringify(results)));
  }
}
