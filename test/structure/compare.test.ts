import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

const text = readFileSync(join(root, "docs", "compare.md"), "utf8");
const [table = "", sources = ""] = text.split("\n## Sources\n");

/** The cells of each feature: its id, its name, ours, where ours is, and theirs. */
function features(markdown: string): string[][] {
  const rows = markdown.split("\n").filter((line) => /^\| [A-Z]\d+ /.test(line));
  return rows.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Which ids each tool's sources tell of. */
function told(markdown: string): ReadonlyMap<string, readonly string[]> {
  const parts = markdown.split("\n### ").slice(1);
  return new Map(
    parts.map((part) => {
      const [title = "", ...lines] = part.split("\n");
      const ids = lines.flatMap(
        (line) => /^- ((?:[A-Z]\d+(?:, )?)+): .*<https:\/\/[^>]+>/.exec(line)?.[1]?.split(", ") ?? [],
      );
      return [title, ids];
    }),
  );
}

const tools = ["TensorBoard", "MLflow UI", "Aim", "W&B", "SwanLab", "trackio", "DVC's extension"];

/** Claims on a tool without a source, and sources of what is not claimed. */
function faults(markdownTable: string, markdownSources: string): string[] {
  const known = told(markdownSources);
  return tools.flatMap((tool, at) => {
    const ids = known.get(tool) ?? [];
    return features(markdownTable).flatMap(([id = "", name = "", , , ...theirs]) => {
      const isClaimed = /^[●◐]/u.test(theirs[at] ?? "");
      return isClaimed === ids.includes(id) ? [] : [`${tool}: ${id} ${name}`];
    });
  });
}

describe("The page that compares tools", () => {
  it("has a source for whatever it says that another tool does", () => {
    assert.deepEqual(faults(table, sources), []);
    assert.ok(features(table).length > 60);
  });

  it("would not go unnoticed with a claim of its own making", () => {
    const seeded = table.replace(/^(\| P4 .*?\| )○/mu, "$1●");
    assert.notEqual(seeded, table);
    assert.deepEqual(faults(seeded, sources), ["TensorBoard: P4 runs colored by a param"]);
  });

  it("names the command, the page or the picture of each feature that Lossline has, and says of the others why not", () => {
    for (const [id = "", , ours, where = ""] of features(table)) {
      if (ours === "●") assert.ok(where !== "" && where !== "see below", id);
      else assert.match(table.slice(table.indexOf("## What is not here")), new RegExp(`\\b${id}\\b`), id);
    }
  });

  it("counts its features without a gap", () => {
    const counts = new Map<string, number>();
    for (const [id = ""] of features(table)) {
      const [letter, number] = [id.slice(0, 1), Number(id.slice(1))];
      assert.equal(number, (counts.get(letter) ?? 0) + 1, id);
      counts.set(letter, number);
    }
  });
});
