import { check, sum } from "../lib/results.mjs";

const tsc = "typescript/bin/tsc";

export default async () =>
  sum(
    await Promise.all([
      check("types of the extension and its tests", tsc, ["-p", "."]),
      check("types of the pages", tsc, ["-p", "media"]),
      check("types of the scripts", tsc, ["-p", "scripts"]),
    ]),
  );
