import { getBrowser } from "../lib/browser.mjs";
import { mocha } from "../lib/mocha.mjs";
import { getNodeWithSqlite } from "../lib/node24.mjs";
import { sum } from "../lib/results.mjs";
import { getServerBuild } from "../lib/server-build.mjs";
import { bundle } from "../lib/test-files.mjs";
import { packageExtension } from "../lib/vsix.mjs";

/** @typedef {import("../lib/results.mjs").Results} Results */

/** A workbench takes seconds to open, and a training run in its terminal longer. */
const args = ["--timeout", "60000", "--slow", "15000", "--exit"];

/**
 * A file at a time, so that what one leaves behind meets no other. A file that fails is tried once more, in a workbench of its
 * own, and is named as flaky if it passes then: the browser, the server and the shells are timed by the machine, not by us.
 * @param {import("../test.mjs").Choice} choice
 */
export default async ({ files, grep }) => {
  const bundles = await bundle("e2e", files);
  const { file } = await packageExtension();
  await getServerBuild();
  const env = { LOSSLINE_BROWSER: await getBrowser(), LOSSLINE_VSIX: file };
  const node = await getNodeWithSqlite();
  const all = [];
  for (const path of bundles) {
    const attempt = () => mocha("e2e", [path], { grep, args, env, node });
    const first = await attempt();
    all.push(first.failed.length === 0 ? first : second(first, await attempt()));
  }
  return sum(all);
};

/** The second try counts; what failed in the first only is named. @param {Results} first @param {Results} again @returns {Results} */
function second({ failed }, again) {
  const flaky = failed.filter((title) => !again.failed.includes(title));
  return { ...again, flaky };
}
