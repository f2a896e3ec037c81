import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { activityText, newestRun } from "../../../src/launches/activityText";
import { judgeOne } from "../../../src/runs/judging/verdicts/judge";
import { comparison } from "../../support/verdicts";
import { launch, noon } from "./support";

const nothing = { running: 0, waiting: 0, secondsLeft: undefined, newest: undefined };
const seeds = [0.91, 0.92, 0.93, 0.94];
const verdict = (value: number) => judgeOne(comparison([value], seeds, { direction: "higher" }));

describe("the status bar", () => {
  it("is empty before anything ran", () => {
    equal(activityText(nothing), undefined);
    equal(activityText({ ...nothing, newest: { name: "a", verdict: undefined } }), undefined);
  });

  it("tells what runs, how long, and how the newest run stands by the words of every other place", () => {
    const told = activityText({
      ...nothing,
      running: 2,
      secondsLeft: 90,
      newest: { name: "lr0.5", verdict: verdict(0.93) },
    });
    equal(told?.text, "$(loading~spin) 2 running, 1 min left · lr0.5 +0.005 within noise");
    equal(told.spoken, "2 running, 1 min left, lr0.5 +0.005 within noise");
    match(told.reason, /^within noise: /);
  });

  it("keeps the verdict when the run has ended, with an icon for news only", () => {
    const text = (value: number) => activityText({ ...nothing, newest: { name: "a", verdict: verdict(value) } })?.text;
    equal(text(0.5), "$(triangle-down) a −0.43 worse");
    match(text(0.93) ?? "", /^\$\(graph-line\) a /);
  });

  it("says what waits, and shows no icon that a run's name spells", () => {
    const told = activityText({ ...nothing, waiting: 3, newest: { name: "$(flame)", verdict: verdict(0.93) } });
    match(told?.text ?? "", /^\$\(clock\) 0 running, 3 waiting · /);
    doesNotMatch(told?.text ?? "", /\$\(flame\)/);
  });
});

describe("the newest run", () => {
  const began = (minute: number, runs: readonly string[], ended?: number) =>
    launch({
      startedAt: noon + minute * 60_000,
      runs,
      ...(ended === undefined
        ? { state: "running" as const }
        : { state: "ended" as const, ending: "exited" as const, endedAt: noon + ended * 60_000 }),
    });

  it("is of what runs before what ended, the last begun before others; of several runs the last", () => {
    equal(newestRun([began(0, ["a"], 9), began(1, ["b", "c"]), began(2, [])], noon), "c");
    equal(newestRun([began(1, ["b"]), began(2, ["d"])], noon), "d");
    equal(newestRun([began(0, ["a"], 3), began(1, ["b"], 2)], noon), "a");
  });

  it("is none of an earlier window", () => {
    deepEqual([newestRun([began(0, ["a"], 3)], noon + 4 * 60_000), newestRun([], noon)], [undefined, undefined]);
  });
});
