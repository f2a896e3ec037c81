import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../../src/cli/load";
import { dayOf } from "../../../src/cli/today";
import { secondsLeft, timeText } from "../../../src/runs/day/when";
import { attentionOf } from "../../../src/runs/day/today";
import { lossline } from "../../support/commandLine";
import { overnight, writeOvernight } from "../../support/overnight";
import { useTempFolder } from "../../support/tempFolder";

describe("the day's sentence", () => {
  const temp = useTempFolder();
  const night = (name: string, baseline?: string) => {
    const folder = join(temp(), name);
    writeOvernight(folder, overnight());
    if (baseline === undefined) return folder;
    mkdirSync(join(folder, ".lossline"));
    const group = { version: 1, baselines: { base: { group: baseline } }, baseline: "base" };
    writeFileSync(join(folder, ".lossline", "state.json"), JSON.stringify(group));
    return folder;
  };

  it("counts the 40 runs of a night, names the best with its spread, and what went wrong", async () => {
    const { sentence, news } = dayOf(await load(night("plain")), undefined, Date.now());
    const best = "Best lr0.3, 5 seeds, 0.9574 ± 0.0053.";
    equal(sentence, `In the last 24 hours: 40 runs. ${best} 5 diverged, 1 stopped at step 90.`);
    equal(attentionOf(news), 5);
  });

  it("gives the one judge's verdict where there is a baseline", async () => {
    const loaded = await load(night("judged", "runs/lr0.003_s0"));
    const { sentence, better, worse } = dayOf(loaded, undefined, Date.now());
    match(sentence, /Best lr0\.3, 5 seeds, 0\.9574 ± 0\.0053, better than your baseline\./);
    deepEqual(
      worse.map(({ name }) => name),
      ["lr0.001"],
    );
    deepEqual(better.map(({ name }) => name).sort(), ["lr0.01", "lr0.03", "lr0.1", "lr0.3", "lr1"]);
    // The greatest difference first.
    const deltas = better.map(({ verdict }) => verdict?.delta ?? 0);
    deepEqual(
      deltas,
      [...deltas].sort((a, b) => b - a),
    );
  });

  it("says that the best is better than all that was there before, and not where an older group is", async () => {
    const recordAmong = async (name: string, ...older: string[]) => {
      const folder = night(name);
      for (const run of Object.keys(overnight().runs).filter((each) => older.some((lr) => each.startsWith(`${lr}_`))))
        utimesSync(join(folder, "runs", run, "metrics.csv"), 1.7e9, 1.7e9);
      return dayOf(await load(folder), undefined, Date.now()).sentence;
    };
    match(
      await recordAmong("record", "lr0.001"),
      /35 runs\. Best lr0\.3, 5 seeds, 0\.9574 ± 0\.0053, the best so far\./,
    );
    match(await recordAmong("no record", "lr0.3"), /Best lr0\.03, 5 seeds, 0\.9540 ± 0\.0045\. 5 diverged/);
  });

  it("is pleasant where nothing happened", async () => {
    const folder = night("quiet");
    for (const name of Object.keys(overnight().runs))
      utimesSync(join(folder, "runs", name, "metrics.csv"), 1.7e9, 1.7e9);
    const { sentence, news } = dayOf(await load(folder), undefined, Date.now());
    deepEqual([sentence, news], ["Nothing happened in the last 24 hours. All quiet.", []]);
  });

  it("is what lossline today prints, with a line for each run", async () => {
    const folder = night("printed");
    const { out } = await lossline("today", folder, "--since", "2h");
    match(out, /^Since (yesterday )?\d\d:\d\d: 40 runs\. Best/);
    equal(out.trim().split("\n").length, 41);
    const json = JSON.parse((await lossline("today", folder, "--json")).out) as { readonly total: number };
    equal(json.total, 40);
    equal((await lossline("today", folder, "--since", "tomorrow")).code, 2);
  });

  it("says times as people do, and how long a run will take at its pace", () => {
    const now = new Date(2026, 10, 26, 9, 30).getTime();
    equal(timeText(new Date(2026, 10, 26, 8, 4).getTime(), now), "08:04");
    equal(timeText(new Date(2026, 10, 25, 18, 4).getTime(), now), "yesterday 18:04");
    equal(timeText(new Date(2026, 9, 3, 18, 4).getTime(), now), "2026-10-03 18:04");
    const run = {
      startedAt: now - 100_000,
      lastWriteAt: now - 10_000,
      progress: { done: 45, total: 90, unit: "step" },
    } as const;
    equal(secondsLeft(run, now), 80);
    equal(secondsLeft({ ...run, progress: { ...run.progress, done: 0 } }, now), undefined);
  });
});
