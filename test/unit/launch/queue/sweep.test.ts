import assert from "node:assert/strict";
import { gridSize, problemOfSweep, readSweep, variantsOf, type Strategy } from "../../../../src/launches/queue/sweep";

const labels = (line: string, strategy: Strategy = { kind: "grid" }, random?: () => number) =>
  variantsOf(readSweep(line.split(" ")), strategy, random).map(({ label }) => label);

describe("a sweep", () => {
  it("tries every combination of the values in braces, the last ones fastest", () => {
    const sweep = readSweep(["--lr", "{0.1,0.01}", "--seed", "{1..3}", "--out", "runs/a"]);
    assert.equal(gridSize(sweep), 6);
    const variants = variantsOf(sweep, { kind: "grid" });
    assert.deepEqual(variants[1], {
      args: ["--lr", "0.1", "--seed", "2", "--out", "runs/a"],
      label: "--lr 0.1 --seed 2",
    });
    assert.equal(variants.at(-1)?.label, "--lr 0.01 --seed 3");
  });

  it("reads ranges with steps, with counts, backward, and by logarithms", () => {
    assert.deepEqual(labels("--n {0..10..5}"), ["--n 0", "--n 5", "--n 10"]);
    assert.deepEqual(labels("--n {3..1}"), ["--n 3", "--n 2", "--n 1"]);
    assert.deepEqual(labels("--p {0..1:3}"), ["--p 0", "--p 0.5", "--p 1"]);
    assert.deepEqual(labels("--p {0.1..0.3..0.1}"), ["--p 0.1", "--p 0.2", "--p 0.3"]);
    assert.deepEqual(labels("--lr {1e-4..1e-1:log:4}"), ["--lr 0.0001", "--lr 0.001", "--lr 0.01", "--lr 0.1"]);
  });

  it("fills several braces of a word, as Hydra's overrides and paths have them", () => {
    assert.deepEqual(labels("optim.lr={1,2} --out=runs/{a,b}"), [
      "optim.lr=1 --out=runs/a",
      "optim.lr=1 --out=runs/b",
      "optim.lr=2 --out=runs/a",
      "optim.lr=2 --out=runs/b",
    ]);
  });

  it("takes what is no list of values as it is", () => {
    for (const line of ['--cfg {"a":1,"b":2}', "--fmt {name}", "--set {a:1,b:2}", "--empty {}", "--log {0..1:log}"]) {
      assert.equal(gridSize(readSweep(line.split(" "))), 1, line);
      assert.match(problemOfSweep(readSweep(line.split(" ")), { kind: "grid" }) ?? "", /^Nothing varies/, line);
    }
  });

  it("takes lists in step where they are equally long", () => {
    assert.deepEqual(labels("--a {1,2} --b {x,y}", { kind: "list" }), ["--a 1 --b x", "--a 2 --b y"]);
    assert.equal(
      problemOfSweep(readSweep(["{1,2}", "{1,2,3}"]), { kind: "list" }),
      "The lists of values differ in length",
    );
  });

  it("draws from a grid without repeating itself, and within a span", () => {
    const drawn = labels("--a {1..10} --b {1..10}", { kind: "random", count: 100 });
    assert.equal(new Set(drawn).size, 100);
    assert.equal(labels("--a {1..3}", { kind: "random", count: 50 }).length, 3);
    const halves = labels("--lr {1e-4..1e-2:log}", { kind: "random", count: 2 }, () => 0.5);
    assert.deepEqual(halves, ["--lr 0.001", "--lr 0.001"]);
    assert.match(problemOfSweep(readSweep(["{0..1:log}", "{0.1..0.2}"]), { kind: "grid" }) ?? "", /at random$/);
  });

  it("has an end: more launches than a queue takes are refused", () => {
    const sweep = readSweep(["{1..1000}", "{1..1000}", "{1..1000}"]);
    assert.equal(problemOfSweep(sweep, { kind: "grid" }), "More than 2000 launches");
    assert.deepEqual(variantsOf(sweep, { kind: "grid" }), []);
    assert.equal(gridSize(readSweep(["{1..1000000}"])), 1);
  });
});
