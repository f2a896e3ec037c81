import assert from "node:assert/strict";
import { ChartData } from "../../../media/plots/chartData";
import type { Curve, CurveQuery } from "../../../src/shared/curve";

const want = { x: "step", smoothing: 0, smoothWay: "average", maxPoints: 100 } as const;

function curveOf({ run, name }: CurveQuery): Curve {
  return { run, name, xs: Float64Array.of(1, 2), ys: Float64Array.of(3, 4), total: 2 };
}

/** A chart's data, whose questions are answered by hand. */
function asked() {
  const questions: { queries: readonly CurveQuery[]; answer: (curves: readonly Curve[]) => void; fail: () => void }[] =
    [];
  const data = new ChartData(
    "loss",
    (queries) =>
      new Promise((resolve, reject) => {
        questions.push({ queries, answer: resolve, fail: () => reject(new Error("The reader ended.")) });
      }),
    () => undefined,
  );
  return { data, questions };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the curves of a chart", () => {
  it("are asked for once, until a stamp is another", async () => {
    const { data, questions } = asked();
    data.refresh([{ run: "a", stamp: 1 }], want);
    data.refresh([{ run: "a", stamp: 1 }], want);
    assert.equal(questions.length, 1);
    assert.equal(data.waiting, true);
    questions[0]!.answer(questions[0]!.queries.map(curveOf));
    await settled();
    assert.deepEqual([...data.curve("a")!.ys], [3, 4]);
    data.refresh([{ run: "a", stamp: 1 }], want);
    assert.equal(questions.length, 1);
    data.refresh([{ run: "a", stamp: 2 }], want);
    assert.equal(questions.length, 2);
    data.dispose();
  });

  it("that are wanted meanwhile are asked for once the answer has come", async () => {
    const { data, questions } = asked();
    data.refresh([{ run: "a", stamp: 1 }], want);
    data.refresh([{ run: "b", stamp: 1 }], want);
    assert.equal(questions.length, 1);
    questions[0]!.answer(questions[0]!.queries.map(curveOf));
    await settled();
    assert.deepEqual(
      questions[1]?.queries.map(({ run }) => run),
      ["b"],
    );
    data.dispose();
  });

  it("that could not be had are asked for again after a while, and the error is said until then", async () => {
    const { data, questions } = asked();
    data.refresh([{ run: "a", stamp: 1 }], want);
    questions[0]!.fail();
    await settled();
    assert.equal(data.error, "The reader ended.");
    assert.equal(questions.length, 1, "not at once");
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(questions.length, 2);
    questions[1]!.answer(questions[1]!.queries.map(curveOf));
    await settled();
    assert.equal(data.error, undefined);
    assert.ok(data.curve("a"));
    data.dispose();
  });

  it("that the reader no longer has are empty, and not asked for again and again", async () => {
    const { data, questions } = asked();
    data.refresh([{ run: "gone", stamp: 1 }], want);
    questions[0]!.answer([]);
    await settled();
    assert.equal(data.curve("gone")?.total, 0);
    assert.equal(questions.length, 1);
    data.dispose();
  });
});
