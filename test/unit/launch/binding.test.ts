import assert from "node:assert/strict";
import { bind } from "../../../src/launches/launchBinding";
import { launch, noon, run } from "./support";

const second = 1000;

describe("a run", () => {
  it("belongs to the launch during which it was written", () => {
    assert.equal(bind(run(), [launch()])?.id, "L");
    assert.equal(bind(run({ lastWriteAt: noon - 60 * second }), [launch()]), undefined);
    assert.equal(bind(run({ lastWriteAt: noon + 60 * second }), [launch({ endedAt: noon + 30 * second })]), undefined);
  });

  it("that was there before belongs to the launch that resumes it", () => {
    assert.equal(bind(run({ startedAt: noon - 3600 * second }), [launch()])?.id, "L");
  });

  it("found just after a short launch still belongs to it", () => {
    const short = launch({ endedAt: noon + second });
    assert.equal(bind(run({ lastWriteAt: noon + second }), [short])?.id, "L");
  });

  it("that started when the launch had ended does not belong to it, however soon that was", () => {
    const short = launch({ endedAt: noon + second });
    const soon = { lastWriteAt: noon + 1.5 * second };
    assert.equal(bind(run({ ...soon, startedAt: noon + second }), [short])?.id, "L");
    assert.equal(bind(run({ ...soon, startedAt: noon + 1.2 * second }), [short]), undefined);
  });

  it("elsewhere belongs to it only if an argument names its folder", () => {
    const far = run({ id: "/elsewhere/runs/a" });
    assert.equal(bind(far, [launch()]), undefined);
    assert.equal(bind(far, [launch({ args: ["--out", "/elsewhere/runs/a"] })])?.id, "L");
    assert.equal(bind(far, [launch({ args: ["--out=../elsewhere/runs"] })])?.id, "L");
    assert.equal(bind(far, [launch({ args: ["--out", "/elsewhere/ru"] })]), undefined);
  });

  it("that says it came from another script does not belong to it", () => {
    assert.equal(bind(run({ command: "python eval.py" }), [launch()]), undefined);
    assert.equal(bind(run({ command: "python /w/train.py --lr 1" }), [launch()])?.id, "L");
    assert.equal(bind(run({ command: "python -m pkg.train" }), [launch()])?.id, "L");
  });
});

describe("a run that several launches could have written", () => {
  const first = launch({ id: "first" });
  const later = launch({ id: "later", startedAt: noon + second / 2 });

  it("belongs to the latest started if nothing else tells", () => {
    assert.equal(bind(run(), [first, later])?.id, "later");
    assert.equal(bind(run(), [later, first])?.id, "later");
  });

  it("belongs to the one whose argument names its folder", () => {
    assert.equal(bind(run(), [{ ...first, args: ["--out", "runs/a"] }, later])?.id, "first");
  });

  it("belongs to the one whose script it names", () => {
    const other = { ...later, script: "/w/other.py" };
    assert.equal(bind(run({ command: "train.py --lr 1" }), [first, other])?.id, "first");
  });

  it("belongs to the one whose script lies around it", () => {
    const inner = { ...first, script: "/w/runs/train.py" };
    assert.equal(bind(run(), [inner, later])?.id, "first");
  });

  it("belongs to the one whose arguments its params repeat", () => {
    const low = { ...first, args: ["--learning-rate", "1e-2", "--amp=true"] };
    const high = { ...later, args: ["--learning-rate", "0.1"] };
    assert.equal(bind(run({ params: { "optim.learning_rate": 0.01, amp: true } }), [low, high])?.id, "first");
    assert.equal(bind(run({ params: { "optim.learning_rate": 0.1 } }), [low, high])?.id, "later");
  });

  it("belongs to a training rather than to tests", () => {
    assert.equal(bind(run(), [first, { ...later, kind: "tests" }])?.id, "first");
    const printing = { ...first, id: "printed", printed: "/storage/printed/a.log", startedAt: 0, endedAt: 1 };
    assert.equal(bind(run({ sources: ["/storage/printed/a.log"] }), [printing, later])?.id, "printed");
  });
});
