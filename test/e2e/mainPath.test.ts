import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatDelta, formatSpread, formatValue } from "../../src/runs/describe/numbers";
import { sampleOf } from "../../src/runs/judging/statistics/sample";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** What the libraries' own readers say of sample/; see test/fixtures/README.md. */
interface Truth {
  readonly mergedRuns: readonly string[];
  readonly runs: readonly {
    readonly run: string;
    readonly path: string;
    readonly series: readonly {
      readonly tag: string;
      readonly steps: number[];
      readonly values: (number | string)[];
    }[];
  }[];
}

const truth = JSON.parse(readFileSync("test/fixtures/sample.truth.json", "utf8")) as Truth;

function seriesOf(path: string, tag: string): { steps: number[]; values: number[] } {
  const series = truth.runs.find((run) => run.path === path)!.series.find((one) => one.tag === tag)!;
  return { steps: series.steps, values: series.values.map(Number) };
}
const lastOf = (path: string, tag: string) => seriesOf(path, tag).values.at(-1)!;

const baseline = "runs/digits_lr0.05_s0";
const better = "runs/digits_lr0.3_s0";
/** Lightning counts its runs: what differs between them stands beside the number. */
const versions: Readonly<Record<string, string>> = {
  version_0: "version_0 · lr 0.005",
  version_1: "version_1 · lr 0.0005",
};
const nameOf = (path: string) => path.split("/").at(-1)!;
const labelOf = (path: string) => versions[nameOf(path)] ?? nameOf(path);

/** The numbers in a row's text, as they are written alone: rows of a list are written to the same place behind the point. */
const valuesIn = (row: string) => (row.match(/\d+(?:\.\d+)?/g) ?? []).map((text) => formatValue(Number(text)));

/** The line of the script's main guard, counted from 1: the lenses are above it. */
const guard =
  readFileSync("sample/train_plain.py", "utf8")
    .split("\n")
    .findIndex((line) => line.startsWith("if __name__")) + 1;

describe("the main path", function () {
  const workbench = useWorkbench({ size: { width: 1400, height: 1100 } });
  const runs = () => workbench().tree("Runs");
  const chart = (name: string) => workbench().webview().locator(`section.chart[data-name="${name}"]`);

  before(() => workbench().showSideBar("Lossline"));

  it("runs that differ only in their seed are one row with mean and spread, which opens to its runs", async () => {
    const values = [0, 1, 2].map((seed) => lastOf(`runs/digits_lr0.3_s${seed}`, "val/acc"));
    const { mean, sd } = sampleOf(values);
    await runs().reveal("digits_lr0.3");
    await runs().shows(`digits_lr0.3 ${formatSpread(mean, sd)} 3 seeds`);
    for (const group of ["digits_lr0.005", "digits_lr0.05", "digits_lr0.3", "lr0.1"]) {
      await runs().reveal(group);
      await runs().expand(group);
    }
  });

  it("every run of the sample is in the tree, with the last value that the library's own reader gives", async () => {
    for (const path of truth.mergedRuns) await runs().reveal(labelOf(path));
    for (const [path, tag] of [
      ...truth.mergedRuns.filter((path) => path.startsWith("runs/")).map((path) => [path, "val/acc"] as const),
      ...truth.mergedRuns.filter((path) => path.startsWith("plain_runs/")).map((path) => [path, "val/acc"] as const),
      ...truth.mergedRuns.filter((path) => path.startsWith("sklearn_runs/")).map((path) => [path, "val_acc"] as const),
      ...truth.mergedRuns
        .filter((path) => path.startsWith("lightning_logs/"))
        .map((path) => [path, "val_acc"] as const),
      ["hf_out/vit_lr0.003", "eval_accuracy"],
      ["keras_logs/adam_lr0.003_dropout0", "val_accuracy"],
    ] as const) {
      const row = await (await runs().reveal(labelOf(path))).locator(".label-description").innerText();
      assert.ok(valuesIn(row).includes(formatValue(lastOf(path, tag))), `${path}: ${row}`);
    }
  });

  it("a run that diverged says since which step", async () => {
    const { steps, values } = seriesOf("runs/lr3.0", "val/loss");
    await runs().reveal("lr3.0");
    await runs().shows(new RegExp(`^lr3\\.0 NaN from step ${steps[values.findIndex(Number.isNaN)]}`));
  });

  it("setting a baseline shows every other run's difference to it", async () => {
    await runs().reveal(nameOf(baseline));
    await runs().inlineAction(nameOf(baseline), "Set as Baseline");
    const difference = formatDelta(lastOf(better, "val/acc") - lastOf(baseline, "val/acc"));
    await runs().reveal(nameOf(better));
    // The verdict is worked out in the reader from the seeds of the sample.
    await runs().shows(new RegExp(`${nameOf(better)} \\${difference} (better|worse|within noise|unclear)`));
    const state: unknown = JSON.parse(readFileSync(`${workbench().folder}/.lossline/state.json`, "utf8"));
    assert.equal((state as { baseline: string }).baseline, baseline);
  });

  it("a click plots a run with the baseline, every point of both, and the baseline's difference in the legend", async () => {
    await (await runs().reveal(nameOf(better))).click();
    await workbench().page.locator('.tabs-container .tab[aria-label^="Plots"]').waitFor();
    const accuracy = chart("val/acc");
    await accuracy.scrollIntoViewIfNeeded();
    const points = seriesOf(better, "val/acc").steps.length + seriesOf(baseline, "val/acc").steps.length;
    await eventually(
      () => accuracy.getAttribute("data-points"),
      (count) => count === String(points),
    );
    for (const path of [baseline, better]) {
      const row = accuracy.locator(`.row[data-run$="${path}"]`);
      assert.equal(Number(await row.getAttribute("data-last")), lastOf(path, "val/acc"));
    }
  });

  it("the cursor walks over each point with its value", async () => {
    const { steps, values } = seriesOf(better, "val/acc");
    const accuracy = chart("val/acc");
    const row = accuracy.locator(`.row[data-run$="${better}"]`);
    await accuracy.locator(".body").focus();
    await workbench().page.keyboard.press("Home");
    for (const [index, step] of steps.entries()) {
      await eventually(
        () => accuracy.locator(".legend .where").innerText(),
        (where) => where.includes(String(step)),
      );
      // It may have more zeros than it needs, to stand under the baseline's.
      const shown = Number(await row.locator(".value").innerText());
      assert.equal(formatValue(shown), formatValue(values[index]!), `at step ${step}`);
      await workbench().page.keyboard.press("ArrowRight");
    }
  });

  it("a training started from CodeLens runs in the terminal; its run appears, its curve grows, and it ends finished", async function () {
    this.timeout(120_000); // it trains for 20 s, so that even a busy machine sees it grow
    await workbench().openFile("train_plain.py", guard);
    await workbench().codeLens("With Arguments").click();
    const { input } = workbench().quickInput;
    await input.fill("--epochs 40 --delay 0.5 --out plain_runs/from_codelens");
    await workbench().page.keyboard.press("Enter");
    await workbench().terminalShows(/train_plain\.py --epochs 40/);
    const row = await runs().reveal("from_codelens");
    assert.match(await row.innerText(), /from_codelens/);
    await row.click();
    const accuracy = chart("val/acc");
    await accuracy.scrollIntoViewIfNeeded();
    const own = () => accuracy.getAttribute("data-points").then(Number);
    const first = await eventually(own, (count) => count > 64);
    const later = await eventually(own, (count) => count > first);
    assert.ok(later > first, "the curve grew while the script was writing");
    await eventually(own, (count) => count === 64 + 40, 60_000);
    await eventually(
      () => row.getAttribute("aria-label"),
      (label) => /finished/.test(label ?? ""),
    );
  });

  it("a training that crashes is failed, with its exit code", async () => {
    await workbench().openFile("train_plain.py", guard);
    await workbench().codeLens("With Arguments").click();
    const { input } = workbench().quickInput;
    await input.fill("--epochs 5 --fail-at 3 --out plain_runs/crashed");
    await workbench().page.keyboard.press("Enter");
    await runs().reveal("crashed");
    await runs().shows(/^crashed exit code 1/);
  });
});
