import { inParallel } from "../lib/mocha.mjs";

/** @param {import("../test.mjs").Choice} choice */
export default (choice) => inParallel("unit", choice);
