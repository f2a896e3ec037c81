import assert from "node:assert/strict";
import { freshSeeds, parseSeeds, seedArgument, usedSeeds, withSeed } from "../../../src/launches/seeds";
import type { ArgSpec } from "../../../src/python/arguments/spec";

const declared: ArgSpec = {
  flags: ["--random-state", "-s"],
  dest: "random_state",
  kind: "integer",
  style: "option",
  required: false,
  at: { file: "/w/train.py", line: 1 },
  confidence: "exact",
};

describe("the argument that seeds a script", () => {
  it("is the one that it was started with", () => {
    const found = seedArgument(["--lr", "1", "--train.seed", "3"], [], {});
    assert.deepEqual([found.name, found.known], ["--train.seed", true]);
    assert.deepEqual(withSeed(["--lr", "1", "--train.seed", "3"], found, 7), ["--lr", "1", "--train.seed", "7"]);
    const joined = seedArgument(["--seed=3"], [], {});
    assert.deepEqual(withSeed(["--seed=3", "--amp"], joined, 7), ["--seed", "7", "--amp"]);
    const hydra = seedArgument(["model=a", "train.seed=3"], [], {});
    assert.deepEqual(withSeed(["model=a", "train.seed=3"], hydra, 7), ["model=a", "train.seed=7"]);
  });

  it("is the one that the script declares, under whichever of its names", () => {
    const found = seedArgument(["--lr", "1"], [declared], {});
    assert.deepEqual([found.name, found.known], ["--random-state", true]);
    assert.deepEqual(withSeed(["--lr", "1"], found, 7), ["--lr", "1", "--random-state", "7"]);
    assert.deepEqual(withSeed(["-s", "1"], found, 7), ["--random-state", "7"]);
  });

  it("is only proposed where nothing tells that the script takes one", () => {
    assert.deepEqual(
      [seedArgument([], [], { "config.seed": 1 }).name, seedArgument([], [], {}).known],
      ["--seed", false],
    );
    assert.equal(seedArgument(["model=a"], [], { "train.seed": 1 }).name, "train.seed");
    assert.equal(seedArgument(["--seedling", "3"], [], {}).known, false);
  });
});

describe("seeds", () => {
  it("are new ones if a number of them is asked for", () => {
    const used = usedSeeds([{ params: { seed: 0, lr: 5 } }, { params: { "train.random_state": 2, other: "x" } }]);
    assert.deepEqual([...used], [0, 2]);
    assert.deepEqual(freshSeeds(3, used), [1, 3, 4]);
    assert.deepEqual(parseSeeds(" 3 ", used), [1, 3, 4]);
  });

  it("are those that are listed, used or not", () => {
    const none = new Set<number>();
    assert.deepEqual(parseSeeds("1, 2 40-42,2", none), [1, 2, 40, 41, 42]);
    for (const text of ["", "0", "x", "1,x", "5-1", "1-1000", "999", "-1", "1.5, 2"])
      assert.equal(parseSeeds(text, none), undefined, text);
  });
});
