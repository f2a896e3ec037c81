import { deepEqual, match, ok } from "node:assert/strict";
import { evaluationPoints, evaluationsMarkdown } from "../../../src/models/evaluationsPage";
import type { PromotedMetric } from "../../../src/models/promotion";
import { makeRun } from "../../support/runs";

const metric: PromotedMetric = { metric: "val/acc", value: 0.96, direction: "higher", headline: true };
const at = (path: string, value: number, day: number) =>
  makeRun(path, { "val/acc": [value] }, { lastWriteAt: Date.UTC(2026, 10, day) });

describe("The page of a promoted model's evaluations", () => {
  const points = evaluationPoints(metric, [
    at("evals/a", 0.961, 1),
    at("evals/b", 0.959, 2),
    at("evals/c|<b>", 0.71, 3),
    at("evals/d", NaN, 4),
    makeRun("evals/none", { loss: [1] }),
  ]);
  const page = evaluationsMarkdown("digits, version 1", metric, points);

  it("judges each by those before it, and passes over what lacks the metric", () => {
    deepEqual(
      points.map(({ isWorse }) => isWorse),
      [false, false, true, true],
    );
  });

  it("has the newest first, with the difference from the promoted value, and no markup of a run's name", () => {
    match(page, /^# Evaluations of digits, version 1\n\nval\/acc was 0\.96 when it was promoted\.\n\n/);
    const rows = page.split("\n").filter((line) => line.startsWith("| 2026-11-"));
    deepEqual(
      rows.map((row) => row.slice(2, 12)),
      ["2026-11-04", "2026-11-03", "2026-11-02", "2026-11-01"],
    );
    match(rows[1]!, /evals\/c\\\|&lt;b\\> \| 0\.71 \| −0\.25 \| worse by more than its evaluations differ \|$/);
    match(rows[2]!, /−0\.001 \| not worse \|$/);
  });

  it("calls a loss at the first evaluation unclear, since nothing is known of noise", () => {
    const words = (value: number) =>
      evaluationsMarkdown("m", metric, evaluationPoints(metric, [at("evals/a", value, 1)]))
        .trimEnd()
        .split(" | ")
        .at(-1);
    deepEqual([0.5, 0.96, 0.97].map(words), ["unclear |", "not worse |", "not worse |"]);
  });

  it("draws one series, with the promoted value behind it", () => {
    const [, base64 = ""] = /\(data:image\/svg\+xml;base64,([\w+/=]+)\)/.exec(page) ?? [];
    const svg = Buffer.from(base64, "base64").toString();
    ok(svg.startsWith("<svg ") && !svg.includes("<script"));
    ok(!/>1\.5</.test(svg) && />4</.test(svg), "evaluations are counted in whole numbers");
    match(svg, /◆ when it was promoted<\/text>[\s\S]*>evaluations<\/text>/);
  });

  it("has a chart without a page of its own where the editor is dark", () => {
    const dark = evaluationsMarkdown("m", metric, points, true);
    const [, base64 = ""] = /\(data:image\/svg\+xml;base64,([\w+/=]+)\)/.exec(dark) ?? [];
    const svg = Buffer.from(base64, "base64").toString();
    ok(svg.includes('fill="none"/>') && !/#ffffff|#1f1f1f|#3b3b3b/.test(svg), svg.slice(0, 500));
  });

  it("says what to do where there is none", () => {
    match(evaluationsMarkdown("m", metric, []), /No run names it\. Evaluate it with its path/);
  });
});
