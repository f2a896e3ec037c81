import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { writeLossRun } from "../../support/lossRuns";
import { useTempFolder } from "../../support/tempFolder";

/** Below these, the names are the user's: parameters, by their names. */
const users = new Set(["params"]);

/** The names of all fields in a document, those that the user gave apart. */
function fieldsIn(value: unknown, under = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => fieldsIn(one, under));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    users.has(under) ? [] : [key, ...fieldsIn(inner, Array.isArray(inner) ? "" : key)],
  );
}

/** The words that docs/cli.md has as code: in a line of text, or as a key of an example. */
function documented(): ReadonlySet<string> {
  const text = readFileSync("docs/cli.md", "utf8");
  const inText = [...text.matchAll(/`([\w.]+)`/g)].flatMap(([, name]) => [name!, ...name!.split(".")]);
  const inExamples = [...text.matchAll(/"(\w+)":/g)].map(([, name]) => name!);
  return new Set([...inText, ...inExamples]);
}

describe("docs/cli.md", () => {
  const temp = useTempFolder();
  const answers = (): Readonly<Record<string, readonly string[]>> => ({
    scan: ["scan", temp(), "--json", "--stats"],
    show: ["show", "runs/new_s0", "--json", "--dir", temp()],
    diff: ["diff", "runs/new_s*", "--baseline", "runs/base_s*", "--json", "--dir", temp()],
    check: [
      "check",
      join(temp(), "runs"),
      "--baseline",
      "runs/base_s*",
      "--metric",
      "val_loss",
      "--format",
      "json",
      "--dir",
      temp(),
    ],
  });
  beforeEach(() => {
    for (const seed of [0, 1, 2]) {
      writeLossRun(temp(), `runs/base_s${seed}`, [1, 0.5, 0.3 + seed / 100], { lr: 0.1, seed });
      writeLossRun(temp(), `runs/new_s${seed}`, [1, 0.5, 0.2 + seed / 100], { lr: 0.3, seed });
    }
    writeLossRun(temp(), "runs/broken", [NaN, NaN, NaN], { lr: 9 });
  });

  for (const verb of ["scan", "show", "diff", "check"]) {
    it(`has every field that ${verb} gives`, async () => {
      const { out } = await lossline(...answers()[verb]!);
      const fields = new Set(fieldsIn(JSON.parse(out)));
      assert.ok(fields.size > 5, out);
      const known = documented();
      assert.deepEqual([...fields].filter((field) => !known.has(field)).sort(), []);
    });
  }

  it("has those of Git, which not every run tells", () => {
    const known = documented();
    for (const field of ["commit", "branch", "dirty", "remote"]) assert.ok(known.has(field), field);
  });
});
