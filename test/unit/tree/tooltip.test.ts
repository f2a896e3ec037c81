import { equal, match, ok } from "node:assert/strict";
import { contextWords } from "../../../src/features/tree/contextValue";
import { sparkline } from "../../../src/features/tree/sparkline";
import { escape, metricTooltip, runTooltip } from "../../../src/features/tree/tooltip";
import { makeRun } from "../../support/runs";
import { find, treeOf } from "../../support/drawnTree";

const hostile = "[x](command:evil) ![i](http://e/i.png) <b>|`$(bug)` https://evil.example a@b.c\n# head &lt;";

describe("a tooltip", () => {
  it("takes nothing from a file for Markdown, HTML, a link or a table's bar", () => {
    const text = escape(hostile);
    ok(!/(?<!\\)[[\]()<>|`!#&:@$_*~]/.test(text), text);
    ok(!text.includes("\n"));
  });

  it("says what was left out, and links the file, whatever that is called", () => {
    const leftOut = [1, 2].map((count) => ({
      path: "/w/a)[x](command:evil) <b>/m.csv",
      count,
      unit: "row" as const,
      reason: "wider than the header",
      cause: "width" as const,
    }));
    const { items } = treeOf([makeRun("a", { acc: [1] }, { leftOut })]);
    const text = runTooltip(makeRun("a", { acc: [1] }, { leftOut }), items, undefined, 0);
    match(text, /3 rows left out/);
    match(text, /\[Show File\]\(file:\/\/[^\s()<>[\]]+\/m\.csv\)$/m);
    ok(!text.includes("](command"));
  });

  it("says where a promoted run's model went, and its row offers to demote it", () => {
    const shown = treeOf([makeRun("a", { acc: [1] }), makeRun("b", { acc: [1] })], {
      promoted: { a: `models/${hostile}` },
    });
    const words = (name: string) => contextWords(find(shown, name), shown.items).split(" ");
    ok(words("a").includes("promoted") && !words("a").includes("canPromote"));
    ok(words("b").includes("canPromote") && !words("b").includes("promoted"));
    const text = runTooltip(makeRun("a", { acc: [1] }), shown.items, undefined, 0);
    ok(text.includes(escape(`Promoted to models/${hostile}`)), text);
  });

  it("escapes every name, value and reason", () => {
    const run = makeRun(
      "a",
      { [`acc ${hostile}`]: [1] },
      {
        name: hostile,
        statusReason: hostile,
        params: { [hostile]: hostile },
        notes: hostile,
        command: hostile,
        git: { commit: hostile, branch: hostile },
      },
    );
    const { items } = treeOf([run]);
    const text = runTooltip(run, items, undefined, 0);
    ok(!/\]\(|<b>|https:\/\//.test(text), text);
    equal(text.split("\n").filter((line) => line.startsWith("#")).length, 0);
  });

  it("has a run's tags, and its note without the marks of Markdown", () => {
    const note = "# Warm start\n> from **bert** with `lr` 3e-5\n* not a heading #1";
    const run = makeRun("a", { acc: [1] }, { tags: ["team: vision", hostile], notes: note });
    const text = runTooltip(run, treeOf([run]).items, undefined, 0);
    ok(text.includes(escape(`Tags: team: vision, ${hostile}`)), text);
    ok(text.includes(escape("Warm start\nfrom bert with lr 3e-5\n* not a heading #1")), text);
  });

  it("has a run's metrics beside the baseline's, and the parameters that differ", () => {
    const runs = [
      makeRun("base", { acc: [0.9] }, { params: { lr: 1, seed: 3 } }),
      makeRun("a", { acc: [0.95] }, { params: { lr: 2, seed: 3 } }),
    ];
    const { items } = treeOf(runs, { baseline: "base" });
    const text = runTooltip(runs[1]!, items, "data:image/svg+xml;base64,AAAA", 3_600_000);
    match(text, /\| acc \| 0\\\.95 \| 0\\\.9 \| \\\+0\\\.05 unclear \|/);
    match(text, /Differs from baseline\\: lr 2 \\\(1\\\)/);
    match(text, /!\[acc\]\(data:image\/svg\+xml;base64,AAAA\)/);
    ok(!text.includes("seed 3"));
  });

  it("stays short for a run with thousands of metrics and parameters", () => {
    const names = Array.from({ length: 3000 }, (_, index) => [`m${index}`, [1]] as const);
    const params = Object.fromEntries(names.map(([name]) => [name, "x".repeat(100)]));
    const run = makeRun("a", Object.fromEntries(names), { params });
    const text = runTooltip(run, treeOf([run]).items, undefined, 0);
    match(text, /and 2992 more/);
    ok(text.length < 3000, String(text.length));
  });

  it("tells of a metric what its row has no room for", () => {
    const tree = treeOf([makeRun("a", { acc: [0.5, 0.9, NaN, Infinity] })]);
    const node = find(tree, "a", "Metrics", "acc");
    ok(node.kind === "metric");
    const text = metricTooltip(node, tree.items, undefined);
    match(text, /higher is better/);
    match(text, /\| max \| 0\\\.9 at step 10 \|/);
    match(text, /\| NaN \| 1 from step 20 \|/);
    match(text, /\| infinite \| 1 \|/);
  });
});

describe("a sparkline", () => {
  const curve = (...ys: number[]) => ({
    run: "a",
    name: "m",
    xs: Float64Array.from(ys.keys()),
    ys: Float64Array.from(ys),
    total: ys.length,
  });
  const svg = (uri: string | undefined) => Buffer.from(uri?.split(",")[1] ?? "", "base64").toString();

  it("is a picture of the curve, with the baseline's behind it", () => {
    const text = svg(sparkline(curve(1, 2, 3), curve(3, 2, 1)));
    equal(text.match(/<path/g)?.length, 2);
    match(text, /d="M3\.0 45\.0L120\.0 24\.0L237\.0 3\.0"/);
  });

  it("has gaps where values are not finite, and never a number that is none", () => {
    const text = svg(sparkline(curve(1, NaN, 2, Infinity, 3, 4)));
    equal(text.match(/M/g)?.length, 3);
    ok(!/NaN|Infinity/.test(text));
  });

  it("is a level line for a constant, and nothing for less than two points", () => {
    match(svg(sparkline(curve(2, 2))), /M3\.0 24\.0L237\.0 24\.0/);
    equal(sparkline(curve(1)), undefined);
    equal(sparkline(curve(NaN, NaN)), undefined);
  });
});
