import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";
import { sqlite } from "../../support/sqlite";
import { skip } from "../../support/skip";

type Numbers = readonly (number | string)[];

interface TruthRun {
  readonly run: string;
  readonly name: string;
  readonly experiment: string;
  readonly experimentId: string;
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly series: readonly {
    readonly tag: string;
    readonly steps: Numbers;
    readonly values: Numbers;
    readonly wallTimes: Numbers;
  }[];
}

const root = resolve("test", "fixtures", "mlflow");
const ending = ".truth.json";
const cases = readdirSync(root)
  .filter((name) => name.endsWith(ending))
  .map((name) => name.slice(0, -ending.length));

/** Every run below a case, found and read as the extension does it, by MLflow's own id. */
function runsBelow(name: string): Map<string, AssembledRun> {
  const index = new RootIndex({ path: join(root, name), exclude: [] });
  drain(index.discover(false));
  drain(index.read());
  index.update(Date.now());
  assert.deepEqual(index.problems, []);
  return new Map([...index.runs.values()].map((run) => [run.summary.id.split("#")[1]!, run]));
}

/** SQLite's store holds the largest double where infinity was logged, and MlflowClient leaves it at that. We do not. */
const logged = (value: number | string): number =>
  Math.abs(Number(value)) === Number.MAX_VALUE ? Number(value) * 2 : Number(value);

const columns = (points: readonly (readonly number[])[]) => points.map((point) => point.join(" "));

describe("MLflow's own stores", () => {
  it("are there, of both kinds", () => {
    for (const kind of ["file", "sqlite"]) assert.ok(cases.filter((name) => name.includes(kind)).length >= 3);
  });

  for (const name of cases) {
    const truth = (JSON.parse(readFileSync(join(root, `${name}${ending}`), "utf8")) as { runs: readonly TruthRun[] })
      .runs;

    it(`${name}: the runs, with every point, are those that MlflowClient finds`, function () {
      if (name.includes("sqlite") && !sqlite) skip(this, "needs node:sqlite");
      const runs = runsBelow(name);
      assert.deepEqual([...runs.keys()].sort(), truth.map(({ run }) => run).sort());
      for (const { run, series } of truth) {
        const found = runs.get(run)!;
        assert.deepEqual([...found.series.keys()].sort(), series.map(({ tag }) => tag).sort());
        for (const { tag, steps, values, wallTimes } of series) {
          const { steps: x, values: y, walls } = found.series.get(tag)!.raw.points.view();
          const expected = steps.map((step, index) => [step, values[index]!, wallTimes[index]!].map(logged));
          const actual = Array.from(x, (step, index) => [step, y[index]!, walls![index]!]);
          assert.deepEqual(columns(actual), columns(expected), `${run} ${tag}`);
        }
      }
    });

    it(`${name}: names, params, tags, status, times and parents are those that MlflowClient tells`, function () {
      if (name.includes("sqlite") && !sqlite) skip(this, "needs node:sqlite");
      const runs = runsBelow(name);
      for (const expected of truth) {
        const { summary } = runs.get(expected.run)!;
        const { tags } = expected;
        assert.equal(summary.name, expected.name);
        assert.equal(summary.status === "stale" ? "running" : summary.status, expected.status.toLowerCase());
        assert.equal(summary.startedAt, expected.startedAt);
        if (expected.endedAt !== null) assert.equal(summary.endedAt, expected.endedAt);
        assert.equal(summary.parent?.split("#")[1], tags["mlflow.parentRunId"]);
        if (summary.parent !== undefined)
          assert.ok(runs.get(summary.parent.split("#")[1]!)!.summary.id === summary.parent);
        assert.equal(summary.git?.commit, tags["mlflow.source.git.commit"]);
        assert.equal(summary.command, tags["mlflow.source.name"] && `python ${tags["mlflow.source.name"]}`);
        assert.equal(summary.notes, tags["mlflow.note.content"]);
        const own = Object.entries(tags).filter(([key]) => !key.startsWith("mlflow."));
        assert.deepEqual(
          [...(summary.tags ?? [])].sort(),
          own.map(([key, value]) => (value ? `${key}: ${value}` : key)).sort(),
        );
        const names: Record<string, string> = { true: "True", false: "False", null: "None" };
        assert.deepEqual(Object.keys(summary.params).sort(), Object.keys(expected.params).sort());
        for (const [key, value] of Object.entries(summary.params)) {
          const text = names[String(value)] ?? expected.params[key]!;
          if (typeof value === "number") assert.equal(value, Number(expected.params[key]));
          else assert.equal(typeof value === "string" ? value : text, expected.params[key]);
        }
      }
    });
  }
});
