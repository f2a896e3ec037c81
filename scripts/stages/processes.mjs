import { mocha, timeout } from "../lib/mocha.mjs";
import { getNodeWithSqlite } from "../lib/node24.mjs";
import { bundle } from "../lib/test-files.mjs";

/** What starts other programs: Git, shells, the reader's own process. @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) =>
  mocha("processes", await bundle("processes", files), { grep, args: timeout, node: await getNodeWithSqlite() });
