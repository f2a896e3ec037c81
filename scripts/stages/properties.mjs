import { inParallel } from "../lib/mocha.mjs";

/** What tries hundreds of made inputs, or measures how the time grows with their size. @param {import("../test.mjs").Choice} choice */
export default (choice) => inParallel("properties", choice);
