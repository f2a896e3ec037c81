// Faults in pages.

/** @type {readonly import("../mutate.mjs").Mutation[]} */
export const page = [
  {
    fault: "a curve that could not be had is not asked for again",
    file: "media/plots/chartData.ts",
    find: "this.askAgainLater();",
    put: "",
    tests: "media/chartData",
  },
  {
    fault: "the curve of the log as it was is kept when it was rewritten",
    file: "media/plots/held.ts",
    find: "piece?.stamp !== stamp ||",
    put: "",
    tests: "media/",
  },
  {
    fault: "a page draws a delta as if it were the model",
    file: "media/page/line.ts",
    find: "page.applyDelta(shown.model, delta)",
    put: "delta as unknown as typeof shown.model",
    tests: "host/secondPage",
  },
  {
    fault: "an error in the page is told to nobody",
    file: "media/page/line.ts",
    find: "editor.onError(fail);",
    put: "",
    tests: "host/secondPage",
  },
  {
    fault: "a page never says that it listens",
    file: "media/page/line.ts",
    find: `base.show("ready");`,
    put: "",
    tests: "host/secondPage",
  },
  {
    fault: "values are made up beyond a curve's end",
    file: "src/runs/drawing/lookup.ts",
    find: "if (index < 0 || x < xs[0]! - margin || x > xs[xs.length - 1]! + margin) return undefined;",
    put: "if (index < 0) return undefined;",
    tests: "media/plots",
  },
  {
    fault: "the worst run stands first in the legend",
    file: "media/plots/entries.ts",
    find: `direction === "lower" ? a! - b! : b! - a!`,
    put: `direction === "lower" ? b! - a! : a! - b!`,
    tests: "media/plots",
  },
  {
    fault: "NaN stands before numbers in the legend",
    file: "media/plots/entries.ts",
    find: "value === undefined ? 2 : Number.isFinite(value) ? 0 : 1",
    put: "value === undefined ? 2 : 0",
    tests: "media/plots",
  },
  {
    fault: "a line is drawn across NaN",
    file: "src/runs/drawing/line.ts",
    find: `      endColumn();
      continue;`,
    put: "      continue;",
    tests: "media/plots",
  },
  {
    fault: "a search finds letters in any order",
    file: "media/page/search.ts",
    find: "from = at + letter.length;",
    put: "",
    tests: "media/plots",
  },
  {
    fault: "an axis that a later version saved is taken",
    file: "media/plots/view.ts",
    find: `x: axisOf(view["x"]) ?? whole.x,`,
    put: `x: (view["x"] as typeof whole.x | undefined) ?? whole.x,`,
    tests: "media/plots",
  },
];
