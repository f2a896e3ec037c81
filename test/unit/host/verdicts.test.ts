import assert from "node:assert/strict";
import { Verdicts } from "../../../src/host/verdicts";
import { usualGrouping } from "../../../src/host/runGroups";
import type { BoardQuery, JudgedGroup } from "../../../src/runs/judging/verdicts/query";
import { becauseText } from "../../../src/runs/judging/verdicts/words";
import { judgeFor } from "../../support/drawnTree";
import { makeRun } from "../../support/runs";

describe("The verdicts that a window holds", () => {
  const spelled = makeRun("spelled", { val_acc: [0.8], f1: [0.1] });
  const runs = [makeRun("base", { "val/acc": [0.9] }), makeRun("other", { "val/acc": [0.8] })];
  const group = (...ids: string[]): JudgedGroup => ({
    key: ids[0]!,
    name: ids[0]!,
    runs: ids,
    by: "params",
    verdict: { verdict: "unclear" } as JudgedGroup["verdict"],
    each: ids.map(() => ({ verdict: "worse" }) as JudgedGroup["verdict"]),
  });

  /** Verdicts over a store that answers when it is told to. */
  function opened() {
    let baseline: string | undefined = "base";
    const asked: BoardQuery[] = [];
    const questions: number[] = [];
    const answers: ((groups: readonly JudgedGroup[]) => void)[] = [];
    const store = {
      runs: new Map(runs.map((run) => [run.id, run])),
      scanned: true,
      verdicts: (queries: readonly BoardQuery[]) => {
        questions.push(queries.length);
        const found = queries.map((query) => {
          asked.push(query);
          return new Promise<readonly JudgedGroup[]>((resolve) => answers.push(resolve));
        });
        return Promise.all(found);
      },
    };
    const judging = { now: () => judgeFor(runs, baseline === undefined ? {} : { baseline }) };
    const verdicts = new Verdicts(
      store,
      { sameMetrics: [], rules: { seedLike: [], at: undefined } },
      judging,
      { grouping: usualGrouping },
      { error: (text) => assert.fail(String(text)) },
    );
    const changed = () => new Promise<void>((resolve) => verdicts.onDidChange(() => resolve()));
    const setBaseline = (id: string | undefined) => {
      baseline = id;
      verdicts.invalidate();
    };
    return { verdicts, asked, questions, answers, changed, setBaseline };
  }

  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it("say that the baseline has the metric in another spelling, and judge by it only where the user said so", () => {
    const { verdicts, asked } = opened();
    const said = (metric: string) => becauseText(verdicts.of(spelled, metric)!.verdict);
    assert.match(said("val_acc"), /^The baseline lacks this metric; its val\/acc is likely the same/);
    assert.equal(said("f1"), "The baseline lacks this metric.");
    assert.deepEqual(asked, []);
  });

  it("are asked for by the baseline's headline metric, and found by run", async () => {
    const { verdicts, asked, answers, changed } = opened();
    assert.equal(verdicts.of(runs[1]!), undefined, "not known yet");
    await until(() => answers.length === 1);
    assert.deepEqual([asked[0]!.metric, asked[0]!.direction], ["val/acc", "higher"]);
    const told = changed();
    answers[0]!([group(runs[1]!.id)]);
    await told;
    assert.equal(verdicts.of(runs[1]!)?.verdict.verdict, "worse");
    assert.equal(verdicts.of(runs[0]!), undefined, "the baseline itself");
    verdicts.dispose();
  });

  it("of several metrics are one question, and each metric's answer is its own", async () => {
    const two = makeRun("other", { "val/acc": [0.8], "val/loss": [0.3] });
    runs.splice(0, 2, makeRun("base", { "val/acc": [0.9], "val/loss": [0.2] }), two);
    const { verdicts, asked, questions, answers, changed } = opened();
    verdicts.of(two, "val/acc");
    verdicts.of(two, "val/loss");
    await until(() => answers.length === 2);
    assert.deepEqual(questions, [2]);
    assert.deepEqual([asked[0]!.metric, asked[1]!.metric], ["val/acc", "val/loss"]);
    const told = changed();
    answers[0]!([group(two.id)]);
    answers[1]!([]);
    await told;
    assert.equal(verdicts.of(two, "val/acc")?.verdict.verdict, "worse");
    assert.equal(verdicts.of(two, "val/loss"), undefined);
    verdicts.dispose();
  });

  it("that come late, of another baseline than the one now, are passed over", async () => {
    const { verdicts, answers, setBaseline } = opened();
    verdicts.of(runs[1]!);
    await until(() => answers.length === 1);
    setBaseline("other");
    let isShown = false;
    verdicts.onDidChange(() => (isShown ||= verdicts.of(runs[0]!) !== undefined));
    answers[0]!([group(runs[0]!.id, runs[1]!.id)]);
    await until(() => answers.length === 2);
    assert.deepEqual([isShown, verdicts.of(runs[0]!)], [false, undefined]);
    answers[1]!([group(runs[0]!.id)]);
    await until(() => verdicts.of(runs[0]!) !== undefined);
    verdicts.dispose();
  });

  it("of a baseline that is none any more are forgotten at once, and an answer that comes late is passed over", async () => {
    const { verdicts, answers, changed, setBaseline } = opened();
    assert.equal(verdicts.of(runs[1]!), undefined, "not known yet");
    await until(() => answers.length === 1);
    const told = changed();
    answers[0]!([group(runs[1]!.id)]);
    await told;
    const again = changed();
    setBaseline(undefined);
    await again;
    assert.equal(verdicts.of(runs[1]!), undefined);
    verdicts.dispose();
  });
});
