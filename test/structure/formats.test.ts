import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { formats } from "../../src/readers/registry";
import { useTempFolder } from "../support/tempFolder";

/** All of src above readers/. python/ reads scripts: which libraries they import is its own business, and none of it is about files. */
const rooms = [
  "runs",
  "store",
  "state",
  "shared",
  "host",
  "cleaning",
  "data",
  "models",
  "launches",
  "cli",
  "features",
  "util",
];

/** Names of folders that only a format knows. */
const folders = formats
  .flatMap(({ notSearched = [] }) => notSearched)
  .flatMap(({ folder, parent }) => [folder, ...(typeof parent === "string" ? [parent] : [])])
  .filter((name) => name !== "cache" && name !== "tmp");
const words = [...formats.map(({ id }) => id), ...folders, "vis_data", "tf_logs", "ray/tune"];

/** Where such a word means something else, by the end of a file's path. */
const exceptions: readonly (readonly [file: RegExp, words: readonly string[], why: string])[] = [
  [/^cleaning\/precious\.ts$/, ["dvc", ".dvc", "neptune"], "what DVC keeps and what nobody has synced yet stays"],
  [/^data\/(?:declared|look)\.ts$/, ["dvc", ".dvc", "csv", "jsonl"], "data, which no run is read from"],
  [/^util\/(?:secretShapes|maskText)\.ts$/, ["wandb", "neptune"], "whose keys are secrets"],
  [/^models\/(?:evaluations|checkpointNames)\.ts$/, ["models"], "a variable"],
  [/^cli\/(?:clean|monitor|narrow|promote)\.ts$/, ["models"], "where promoted models lie"],
  [/^host\/contributions\.ts$/, ["models"], "where promoted models lie"],
  [/^(?:cli\/verbs\/export|features\/table\/(?:leaving|register))\.ts$/, ["csv", "jsonl"], "what a table is saved as"],
  [/^features\/runCommands\/added\.ts$/, ["csv", "jsonl"], "endings that a dialog offers"],
  [/^features\/launch\/(?:register|queue\/askSweep)\.ts$/, ["hydra"], "a way to start a sweep"],
];

/** A chart or a table is saved as a file of some format, too; what is imported is held by the walls, but for what comes from a format. */
const ofOthers = /\btype FileFormat\b|\bchooseFile\(|(?: from |\bimport\()"(?!.*readers\/formats\/)/;

function literalOf(all: readonly string[]): RegExp {
  return new RegExp(`["'\`/^(:|]\\.?(${all.map((word) => word.replace(/[.]/g, "\\.")).join("|")})["'\`/$)|]`);
}

const wordsIn = (path: string) => {
  const others = exceptions.filter(([file]) => file.test(path)).flatMap(([, own]) => own);
  return words.filter((word) => !others.includes(word));
};

/** Lines below a folder that hold a format's id or a folder's name that belongs to one, in a string or a pattern. */
function leaks(folder: string, room = "", allowed = wordsIn): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.replaceAll("\\", "/"))
    .flatMap((name) => {
      const literal = literalOf(allowed(`${room}/${name}`));
      return readFileSync(join(folder, name), "utf8")
        .split("\n")
        .filter((line) => !/^\s*(?:\*|\/\*|\/\/)/.test(line) && literal.test(line) && !ofOthers.test(line))
        .map((line) => `${name}: ${line.trim()}`);
    });
}

describe("A format is one folder", () => {
  const temp = useTempFolder();

  for (const room of rooms) {
    it(`src/${room} names none`, () => assert.deepEqual(leaks(join(root, "src", room), room), []));
  }

  it("leaves no room above readers/ out but python/", () => {
    const all = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(all.map(({ name }) => name).sort(), [...rooms, "python", "readers"].sort());
  });

  it("needs each of its exceptions", () => {
    const found = rooms.flatMap((room) =>
      leaks(join(root, "src", room), room, () => words).map((line) => `${room}/${line.split(":")[0]!}`),
    );
    const unneeded = exceptions.filter(([file]) => !found.some((path) => file.test(path)));
    assert.deepEqual(unneeded, []);
  });

  for (const leak of [
    'source.format === "hf-trainer"',
    "/^(?:vis_data|x)$/.test(name)",
    'x from "../readers/formats/mlflow/meta"',
    '["mlruns", "models"]',
  ]) {
    it(`${leak} would be found`, () => {
      const folder = join(temp(), leak.replace(/\W+/g, "-"));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "a.ts"), `export const found = ${leak};\n// "csv" in a comment is none\n`);
      assert.deepEqual(leaks(folder), [`a.ts: export const found = ${leak};`]);
    });
  }
});
