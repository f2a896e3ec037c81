import assert from "node:assert/strict";
import { namesOf } from "../../../src/runs/describe/names";
import { makeRun } from "../../support/runs";

/** The names of runs at these paths, with what else is told of each. */
function named(...runs: readonly (readonly [path: string, more?: Parameters<typeof makeRun>[2]])[]): string[] {
  const made = runs.map(([path, more]) => makeRun(path, { loss: [1] }, more));
  const names = namesOf(made);
  return made.map(({ id }) => names.get(id)!);
}

describe("The name of a run", () => {
  it("is its own where no other has it", () => {
    assert.deepEqual(named(["exp/a"], ["exp/b"]), ["a", "b"]);
  });

  it("is that of the folder above where it only says what is in it", () => {
    assert.deepEqual(named(["exp7/results"], ["exp8/output/tf"], ["weights"]), ["exp7", "exp8", "weights"]);
  });

  it("has the project in front where it only counts", () => {
    assert.deepEqual(named(["cifar/version_3"], ["mnist/version_3"]), ["cifar/version_3", "mnist/version_3"]);
  });

  it("has the project in front, and not the logger's own folder, and is told by what differs within the project", () => {
    const run = (path: string, lr: number) => [path, { params: { lr, model: "cnn" } }] as const;
    assert.deepEqual(
      named(
        run("cifar/lightning_logs/version_0", 0.1),
        run("cifar/lightning_logs/version_1", 0.3),
        run("mnist/lightning_logs/version_0", 0.1),
      ),
      ["cifar/version_0 · lr 0.1", "cifar/version_1 · lr 0.3", "mnist/version_0"],
    );
  });

  it("is told by params rather than by folders that a tool calls by ids", () => {
    const run = (id: string, params: Record<string, number>) =>
      [`mlruns/43/${id.repeat(32)}`, { name: "XGBoost", params }] as const;
    assert.deepEqual(
      named(run("a", { eta: 0.1, depth: 3 }), run("b", { eta: 0.3, depth: 3 }), run("c", { eta: 0.3, depth: 6 })),
      ["XGBoost · eta 0.1, depth 3", "XGBoost · eta 0.3, depth 3", "XGBoost · eta 0.3, depth 6"],
    );
  });

  it("is told by folders that differ, without those that all share", () => {
    assert.deepEqual(named(["a/seed1/x/model"], ["a/seed2/x/model"]), ["model · seed1", "model · seed2"]);
  });

  it("is told by as few params as it takes, those first that differ most", () => {
    const run = (id: number, params: object) =>
      [`mlflow.db#${id}`, { name: "XGBoost", params: { max_depth: 6, ...params } }] as const;
    assert.deepEqual(
      named(
        run(1, { "model.eta": 0.1, subsample: 1, seed: 0 }),
        run(2, { "model.eta": 0.2, subsample: 1, seed: 0 }),
        run(3, { "model.eta": 0.3, subsample: 0.5, seed: 0 }),
      ),
      ["XGBoost · eta 0.1", "XGBoost · eta 0.2", "XGBoost · eta 0.3"],
    );
  });

  it("is told by the start where nothing else differs, and by the id in the end", () => {
    const at = (startedAt: number, id: number) => [`mlflow.db#${id}`, { name: "fit", startedAt }] as const;
    assert.deepEqual(named(at(1.7e12, 1), at(1.7001e12, 2)), ["fit · 2023-11-14 22:13", "fit · 2023-11-16 02:00"]);
    assert.deepEqual(named(at(1.7e12, 1), at(1.7e12, 2)), ["fit · 1", "fit · 2"]);
  });

  it("is different for every run of a thousand, whatever they share", () => {
    const runs = Array.from({ length: 1000 }, (_, at) =>
      makeRun(`mlflow.db#${at}`, {}, { name: "run", params: { lr: (at % 10) / 10, seed: Math.floor(at / 10) % 10 } }),
    );
    assert.equal(new Set(namesOf(runs).values()).size, 1000);
  });

  it("is a text like any other where a param has the name of an object's own", () => {
    const params = (value: number) => ({ params: JSON.parse(`{"__proto__": ${value}}`) as Record<string, number> });
    assert.deepEqual(named(["a/1/m", params(1)], ["a/1/m#x", { name: "m", ...params(2) }]), [
      "m · __proto__ 1",
      "m · __proto__ 2",
    ]);
  });
});
