import { mocha } from "../lib/mocha.mjs";
import { getNodeWithSqlite } from "../lib/node24.mjs";
import { bundle } from "../lib/test-files.mjs";

/** @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) =>
  mocha("unit", await bundle("unit", files), { grep, node: await getNodeWithSqlite() });
