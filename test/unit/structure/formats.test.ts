import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";
import { formats } from "../../../src/readers/registry";
import { useTempFolder } from "../../support/tempFolder";

/** Rooms above readers/ that decide about runs. Of the others, some know tools for reasons of their own (trainings in Python). */
const rooms = [
  "runs",
  "store",
  "state",
  "shared",
  "host",
  "features/tree",
  "features/plots",
  "features/compare",
  "features/today",
];

/** Names of folders that only a format knows. */
const folders = formats
  .flatMap(({ notSearched = [] }) => notSearched)
  .flatMap(({ folder, parent }) => [folder, ...(typeof parent === "string" ? [parent] : [])])
  .filter((name) => name !== "cache" && name !== "tmp");
const words = [...formats.map(({ id }) => id), ...folders, "vis_data", "tf_logs", "ray/tune"];
const literal = new RegExp(`["'\`/^(:|](${words.map((word) => word.replace(/[.]/g, "\\.")).join("|")})["'\`/$)|]`);

/** What a table or a chart is saved as is no format that runs are read in, and promoted models lie in a folder of their own. */
const ofOthers = /\btype FileFormat\b|from "\.\.\/models\/|"lossline\.promote\.folder"|\bchooseFile\(/;

/** Lines below a folder that hold a format's id or a folder's name that belongs to one, in a string or a pattern. */
function leaks(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .split("\n")
        .filter((line) => !/^\s*(?:\*|\/\*|\/\/)/.test(line) && literal.test(line) && !ofOthers.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
}

describe("A format is one folder", () => {
  const temp = useTempFolder();

  for (const room of rooms) {
    it(`src/${room} names none`, () => assert.deepEqual(leaks(join(root, "src", room)), []));
  }

  for (const leak of ['source.format === "hf-trainer"', "/^(?:vis_data|x)$/.test(name)", '["mlruns", "models"]']) {
    it(`${leak} would be found`, () => {
      const folder = join(temp(), leak.replace(/\W+/g, "-"));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "a.ts"), `export const found = ${leak};\n// "csv" in a comment is none\n`);
      assert.deepEqual(leaks(folder), [`a.ts: export const found = ${leak};`]);
    });
  }
});
