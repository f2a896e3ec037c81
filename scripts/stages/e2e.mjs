import { getBrowser } from "../lib/browser.mjs";
import { mocha } from "../lib/mocha.mjs";
import { getNodeWithSqlite } from "../lib/node24.mjs";
import { getServerBuild } from "../lib/server-build.mjs";
import { bundle } from "../lib/test-files.mjs";
import { packageExtension } from "../lib/vsix.mjs";

/** A workbench takes seconds to open, and a training run in its terminal longer. */
const args = ["--timeout", "60000", "--slow", "15000", "--exit"];

/** @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) => {
  const bundles = await bundle("e2e", files);
  const { file } = await packageExtension();
  await getServerBuild();
  const env = { LOSSLINE_BROWSER: await getBrowser(), LOSSLINE_VSIX: file };
  return mocha("e2e", bundles, { grep, args, env, node: await getNodeWithSqlite() });
};
