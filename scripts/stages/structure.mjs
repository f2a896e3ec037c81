import { inParallel } from "../lib/mocha.mjs";

/** What the sources hold of themselves: walls, texts and their translations, what the start loads. @param {import("../test.mjs").Choice} choice */
export default (choice) => inParallel("structure", choice);
