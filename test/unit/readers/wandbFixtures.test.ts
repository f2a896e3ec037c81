import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource, type RawRun } from "../../../src/readers/raw";
import { wandb } from "../../../src/readers/formats/wandb/format";
import { readAll } from "../../support/eventFolder";

type Numbers = readonly (number | string)[];

interface TruthSeries {
  readonly tag: string;
  readonly x: string;
  readonly steps: Numbers;
  readonly values: Numbers;
  readonly wallTimes?: Numbers;
  readonly goal?: string;
}

interface TruthRun {
  readonly path: string;
  readonly exitCode?: number;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly series: readonly TruthSeries[];
}

const root = join("test", "fixtures", "wandb");
const ending = ".truth.json";
const cases = readdirSync(root)
  .filter((name) => name.endsWith(ending))
  .map((name) => name.slice(0, -ending.length));

const truthOf = (name: string) =>
  JSON.parse(readFileSync(join(root, `${name}${ending}`), "utf8")) as { readonly runs: readonly TruthRun[] };

function readRun(folder: string): RawRun {
  const source = new RawSource();
  const reader = wandb.open(folder);
  assert.deepEqual(readAll(reader, source), { state: "idle" });
  assert.deepEqual(reader.warnings, []);
  return source.run();
}

/** The series of the history: not the machine's, and not the results that only the summary has. */
function logged(run: RawRun, expected: readonly TruthSeries[]): string[] {
  const isResult = (tag: string) => /^(best|deep\.score|test\/acc|test\.loss)$/.test(tag);
  const hasSystem = expected.some(({ tag }) => tag.startsWith("system/"));
  return [...run.series.keys()].filter((tag) => !isResult(tag) && (hasSystem || !tag.startsWith("system/"))).sort();
}

const only = (name: string) => {
  const { runs } = truthOf(name);
  assert.equal(runs.length, 1);
  return readRun(join(root, name, runs[0]!.path));
};

describe("The logs of Weights & Biases itself", () => {
  it("are there", () => assert.ok(cases.length >= 20, `only ${cases.length} cases in ${root}`));

  for (const name of cases) {
    it(`${name}: every point of every series is as W&B's own reader has it`, () => {
      for (const expected of truthOf(name).runs) {
        const run = readRun(join(root, name, expected.path));
        assert.deepEqual(logged(run, expected.series), expected.series.map(({ tag }) => tag).sort());
        for (const { tag, x, steps, values, wallTimes, goal } of expected.series) {
          const { points, stepKind, direction } = run.seriesOf(tag);
          const view = points.view();
          assert.deepEqual(Array.from(view.steps), steps.map(Number), `steps of ${tag}`);
          assert.deepEqual(Array.from(view.values), values.map(Number), `values of ${tag}`);
          if (wallTimes) assert.deepEqual(Array.from(view.walls ?? []), wallTimes.map(Number), `wall times of ${tag}`);
          assert.equal(stepKind, x === "row" ? "row" : x === "epoch" ? "epoch" : "step", tag);
          const ways = { GOAL_MINIMIZE: "lower", GOAL_MAXIMIZE: "higher" } as const;
          assert.equal(direction, goal === undefined ? undefined : ways[goal as keyof typeof ways], tag);
        }
      }
    });

    it(`${name}: params, facts and the exit code are as W&B's own reader has them`, () => {
      for (const expected of truthOf(name).runs) {
        const { params, facts } = readRun(join(root, name, expected.path));
        for (const [key, value] of Object.entries(expected.params ?? {})) {
          const text = Array.isArray(value) ? `[${value.join(", ")}]` : value;
          assert.equal(params.get(key), text, key);
        }
        if (expected.params) assert.equal(params.size, Object.keys(expected.params).length);
        if (expected.facts) assert.equal(facts.name, expected.facts["display_name"]);
        if (expected.facts) assert.equal(facts.notes, expected.facts["notes"]);
        const states: Record<string, string> = { 0: "finished", 255: "killed", undefined: "running" };
        assert.equal(facts.status?.status, states[String(expected.exitCode)] ?? "failed");
      }
    });
  }

  it("name the group, the tags, the job and the command, and nobody's name or machine", () => {
    const { facts } = only("v0_31_everything");
    assert.equal(facts.group, "trials");
    assert.deepEqual(facts.tags, ["small", "cpu", "job: train"]);
    assert.equal(facts.command, "python train.py --lr 0.1 --name 'it'\\''s mine'");
    for (const name of cases) {
      const run = only(name);
      const all = JSON.stringify([run.facts, [...run.params], [...run.series.keys()]]);
      assert.doesNotMatch(all, /workstation|someone/, name);
    }
  });

  it("say what is media, which is no metric", () => {
    for (const name of ["v0_12_everything", "v0_17_everything", "v0_18_everything", "v0_31_everything"]) {
      assert.deepEqual(Object.fromEntries(only(name).records.kinds), {
        text: "text",
        picture: "image",
        histogram: "histogram",
      });
    }
  });

  it("have results that only the summary knows: one point each, at the last step", () => {
    for (const name of ["v0_12_everything", "v0_18_everything", "v0_31_everything"]) {
      const run = only(name);
      for (const [tag, value] of [
        ["best", 0.875],
        ["deep.score", 1],
      ] as const) {
        const { steps, values } = run.seriesOf(tag).points.view();
        assert.deepEqual([Array.from(steps), Array.from(values)], [[30], [value]], `${name} ${tag}`);
      }
    }
    const results = only("v0_31_only_results");
    assert.deepEqual([...results.series.keys()].sort(), ["test.loss", "test/acc"]);
  });

  it("begin and end in the order that they must", () => {
    for (const name of cases) {
      const { startedAt = NaN, endedAt = Infinity } = only(name).facts;
      assert.ok(startedAt > Date.UTC(2026, 0) && startedAt <= endedAt, name);
    }
  });

  it("claim the run's folder once, by its own name and not by the link's", () => {
    const folder = join(root, "v0_31_everything", "wandb");
    const run = truthOf("v0_31_everything").runs[0]!;
    const real = join(root, "v0_31_everything", run.path);
    const heads = { head: () => undefined };
    for (const path of [real, join(folder, "latest-run")]) {
      const claims = wandb.claim({ path, files: readdirSync(path), folders: ["files"] }, heads);
      assert.deepEqual(claims, [{ path: real, runFolder: real, scope: "folder" }]);
    }
    assert.deepEqual(wandb.claim({ path: folder, files: [], folders: readdirSync(folder) }, heads), []);
  });
});
