import { availableParallelism } from "node:os";
import { mocha } from "../lib/mocha.mjs";
import { getNodeWithSqlite } from "../lib/node24.mjs";
import { bundle } from "../lib/test-files.mjs";

/** Only what hangs should meet it, on a busy machine, too. */
const args = ["--timeout", "20000", "--parallel", "--jobs", String(Math.max(2, availableParallelism()) + 1)];

/** @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) =>
  mocha("unit", await bundle("unit", files), { grep, args, node: await getNodeWithSqlite() });
