import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markdown, xml } from "../../src/cli/reports/escape";
import { table } from "../../src/cli/table";
import { itemOf } from "../../src/features/tree/item";
import { runTooltip } from "../../src/features/tree/tooltip";
import { labelMistake } from "../../src/features/runCommands/labels";
import { Naming } from "../../src/host/naming";
import { Emitter } from "../../src/util/emitter";
import { shown, shownLines } from "../../src/util/shown";
import { t } from "../../src/util/text";
import type { RunsChange } from "../../src/store/runStore";
import { find, treeOf } from "../support/drawnTree";
import { makeRun } from "../support/runs";

const marks = [
  "\u202e",
  "\u202d",
  "\u2066",
  "\u2069",
  "\u200f",
  "\u061c",
  "\u0000",
  "\u0007",
  "\u001b",
  "\u0085",
  "\u2028",
];
const unseen = new RegExp(`[${marks.join("")}]`);
const odd = (mark: string) => `model${mark}gnp.exe`;

describe("a name with marks that can't be seen", () => {
  for (const mark of marks) {
    const name = odd(mark);
    const code = `U+${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;

    it(`(${code}) shows where each of them stands, wherever it is shown`, () => {
      equal(shown(name), "model\ufffdgnp.exe");
      const run = makeRun(name, { [name]: [1] }, { params: { [name]: name }, notes: name, statusReason: name });
      const tree = treeOf([run]);
      const { nameOf } = new Naming(
        { runs: new Map([[run.id, run]]), onDidChange: new Emitter<RunsChange>().event },
        { label: () => undefined },
      );
      const row = itemOf(find(tree, shown(name)), tree.items, Date.now());
      const texts = {
        row: [row.label, row.description, row.spoken, row.tooltip].join(),
        hover: runTooltip(run, tree.items, undefined, Date.now()),
        text: t("It has {name} in it.", { name }),
        terminal: table([[name]]),
        xml: xml(name),
        markdown: markdown(name),
        name: nameOf(run),
      };
      for (const [where, text] of Object.entries(texts)) {
        doesNotMatch(text, unseen, where);
        match(text, /gnp/, where);
      }
      notEqual(labelMistake(name), undefined);
    });
  }

  it("keeps its letters, whatever script they are in, and a text its lines", () => {
    for (const text of ["père", "שלום", "مرحبا", "中文", "👩‍🔬", "می‌خواهم"]) equal(shown(text), text);
    equal(shownLines("one\n\ttwo\r\n\u202ethree"), "one\n\ttwo\r\n\ufffdthree");
  });
});

it("what turns the direction of a text is known in one place, and to what is told to chat models in escapes", () => {
  const all = ["src", "media"].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => join(root, file)),
  );
  const knowing = all
    .filter((file) => file.endsWith(".ts") && !file.startsWith(join("media", "dev"))) // there, what is odd is made up
    .filter((file) => /u202[0-9a-e]/i.test(readFileSync(file, "utf8").replaceAll("\\u202f", "")));
  deepEqual(
    knowing.sort(),
    ["src/cli/mcp/answer.ts", "src/util/shown.ts"].map((file) => join(file)),
  );
});
