import { mocha } from "../lib/mocha.mjs";
import { bundle } from "../lib/test-files.mjs";

/** @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) => mocha("unit", await bundle("unit", files), { grep });
