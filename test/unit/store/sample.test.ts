import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { standingOf } from "../../../src/runs/points/known";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";

/** What the libraries' own readers say; see test/fixtures/README.md. */
interface Truth {
  readonly mergedRuns: readonly string[];
  readonly runs: readonly TruthRun[];
}
interface TruthRun {
  readonly path: string;
  /** The run that these series are a part of. */
  readonly run: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly series: readonly {
    readonly tag: string;
    readonly source: string;
    readonly steps: readonly number[];
    readonly values: readonly (number | string)[];
  }[];
}

const sample = resolve("sample");
const truth = JSON.parse(readFileSync("test/fixtures/sample.truth.json", "utf8")) as Truth;

describe("the sample project", () => {
  const index = new RootIndex({ path: sample, exclude: [] });
  before(() => {
    drain(index.discover(false));
    drain(index.read());
    index.update(Date.now());
  });

  it("has each of its runs once, and nothing else", () => {
    const found = [...index.runs.values()].map(({ summary }) => summary.path).sort();
    assert.deepEqual(found, [...truth.mergedRuns].sort());
    assert.deepEqual(index.problems, []);
  });

  // The Trainer's checkpoints repeat the beginning of its last state, which is the one that is read.
  for (const part of truth.runs.filter(({ path }) => !path.includes("/checkpoint-"))) {
    it(`has every point of ${part.path} as the library's own reader gives it`, () => {
      const run = index.runs.get(join(sample, part.run))!;
      for (const series of part.series) {
        const { points } = standingOf(find(run, series.tag, join(sample, series.source)).raw);
        assert.deepEqual([...points.steps], series.steps, `steps of ${series.tag}`);
        assert.deepEqual([...points.values], series.values.map(Number), `values of ${series.tag}`);
      }
      for (const [key, value] of Object.entries(part.params ?? {})) assert.deepEqual(run.summary.params[key], value);
    });
  }
});

/** The series that was read from this source, whether views show it or the same metric of another logger. */
function find(run: AssembledRun, tag: string, source: string) {
  const all = [...run.series.values(), ...run.duplicates];
  const found = all.find(({ summary }) => summary.tag === tag && source.startsWith(summary.source));
  assert.ok(found, `${tag} of ${source} is in ${run.summary.path}`);
  return found;
}
