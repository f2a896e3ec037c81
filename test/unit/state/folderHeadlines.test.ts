import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeJudge } from "../../../src/runs/judging/judge";
import type { FileUserState } from "../../../src/state/userState";
import { makeRun } from "../../support/runs";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("a folder's own headline metric", () => {
  let folder: string;
  let second: string;
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ folder, second, file, state } = made));

  it("goes before the workspace's for the runs below it, the innermost first", async () => {
    await state.setHeadlineMetric("val/acc");
    await state.setHeadline(join(folder, "detect"), "val/mAP");
    await state.setHeadline(join(folder, "detect", "small"), "val/mAP50");
    await state.setHeadline(second, "val/loss");
    equal(state.headlineFor(join(folder, "detect", "a")), "val/mAP");
    equal(state.headlineFor(join(folder, "detect", "study.db#7")), "val/mAP");
    equal(state.headlineFor(join(folder, "detect", "small", "a")), "val/mAP50");
    equal(state.headlineFor(join(folder, "detector", "a")), "val/acc");
    equal(state.headlineFor(join(second, "a")), "val/loss");
    const headlines = { detect: "val/mAP", "detect/small": "val/mAP50" };
    deepEqual(JSON.parse(readFileSync(file, "utf8")), { headlines, primaryMetric: "val/acc", version: 1 });
  });

  it("is taken away again", async () => {
    await state.setHeadline(join(folder, "detect"), "val/mAP");
    await state.setHeadline(join(folder, "detect"), undefined);
    equal(state.headlineFor(join(folder, "detect", "a")), undefined);
    deepEqual(JSON.parse(readFileSync(file, "utf8")), { version: 1 });
  });

  it("is passed over and reported where it is no metric or lies outside of the folder", async () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{"headlines": {"../elsewhere": "val/acc", "detect": 3, "b": "val/loss"}}');
    await state.reload();
    equal(state.headlineFor(join(folder, "b", "run")), "val/loss");
    equal(state.headlineFor(join(folder, "detect", "a")), undefined);
    match(state.problems[0]?.message ?? "", /"..\/elsewhere" must be a path inside the workspace folder/);
    match(state.problems[1]?.message ?? "", /"detect" must be a non-empty string/);
  });

  it("is what the judge goes by", () => {
    const run = makeRun("detect/a", { "val/acc": [1], "val/mAP50": [1] });
    const headlineFor = (id: string) => (id === run.id ? "val/mAP50" : "val/acc");
    const chosen = {
      version: 1,
      headlineMetric: "val/acc",
      headlineFor,
      direction: () => undefined,
      at: "last",
    } as const;
    const judge = makeJudge(undefined, chosen);
    equal(judge.criteria.headlineOf(run)?.series.name, "val/mAP50");
    equal(judge.criteria.headlineOf({ ...run, id: "/work/b" })?.series.name, "val/acc");
  });
});
