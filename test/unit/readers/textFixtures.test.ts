import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource, type RawRun } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain, readRun, type PlainSeries } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { fixtureCases, type Truth, type TruthSeries } from "../../support/truth/schema";

/** Budgets of a pass: the whole file at once, and so few bytes that most passes end inside a line. */
const budgets = [1 << 20, 37];

/** Where a log is quiet, its last line counts, ended or not; this one is to be taken for one that is being written. */
const beingWritten = new Set(["csv/partial_last_line"]);

/** Cases in which nothing is there to claim: no rows, or no numbers. */
const unclaimed = new Set(["csv/header_only"]);

describe("what the tools' own readers say of", () => {
  const temp = useTempFolder();

  for (const format of ["lightning-csv", "keras-csv", "csv", "jsonl"]) {
    const cases = fixtureCases(format);
    it(`${format}: there are cases`, () => assert.ok(cases.length > 0));

    for (const { name, folder, truth } of cases) {
      const key = `${format}/${name}`;
      it(`${key} is what Lossline reads${truth.note === undefined ? "" : `: ${truth.note}`}`, () => {
        const copy = join(temp(), key);
        cpSync(folder, copy, { recursive: true });
        setTimes(copy, beingWritten.has(key) ? Date.now() : Date.now() - 3_600_000);
        const claims = claimsBelow(copy);
        assert.deepEqual(
          claims.map((claim) => claim.format.id),
          unclaimed.has(key) ? [] : truth.runs.map(() => format),
        );
        for (const run of truth.runs) {
          for (const budget of budgets) {
            const claim = claims.find(({ claim: { runFolder } }) => runFolder === resolve(copy, run.path));
            const read = claim && readRun(claim.format, claim.claim.path, budget);
            compare(read, run.series, format);
            if (run.params) compareParams(read!, run.params);
          }
        }
      });
    }
  }

  const trainerCases = fixtureCases("hf-trainer");
  it("hf-trainer: there are cases", () => assert.ok(trainerCases.length > 0));

  for (const { name, folder, truth } of trainerCases) {
    it(`hf-trainer/${name} is what Lossline reads: ${truth.note ?? ""}`, () => {
      const claims = claimsBelow(resolve(folder)).filter(({ format }) => format.id === "hf-trainer");
      assert.deepEqual(
        claims.map(({ claim }) => claim.path),
        [resolve(folder, "out")],
        "one run",
      );
      const states = truth.runs.filter(({ series }) => series[0]?.source?.endsWith("trainer_state.json"));
      const fullest = states.reduce((a, b) => (countPoints(b.series) >= countPoints(a.series) ? b : a));
      compare(readRun(claims[0]!.format, claims[0]!.claim.path), fullest.series, "hf-trainer");
    });

    it(`hf-trainer/${name}: every state can be opened by itself`, () => {
      for (const run of truth.runs) {
        if (!run.series[0]?.source?.endsWith("trainer_state.json") || run.path === "out") continue;
        const [claim] = claimsBelow(resolve(folder, run.path));
        assert.ok(claim);
        compare(readRun(claim.format, claim.claim.path), run.series, "hf-trainer");
      }
    });
  }

  it("the sample's text logs is what Lossline reads", () => {
    const truth = JSON.parse(readFileSync("test/fixtures/sample.truth.json", "utf8")) as Truth;
    for (const run of truth.runs) {
      const source = run.series[0]?.source ?? "";
      if (!/\.(csv|jsonl|json)$/.test(source)) continue;
      const path = resolve("sample", source);
      const found = claimsBelow(resolve("sample", run.path)).find(
        ({ claim }) => claim.path === path || (source.endsWith(".json") && claim.path === resolve("sample", run.path)),
      );
      assert.ok(found, `${source} is claimed`);
      compare(readRun(found.format, found.claim.path), run.series, found.format.id);
    }
  });
});

describe("data that is no run", () => {
  it("is never claimed", () => {
    const folder = resolve("test/fixtures/not-runs");
    assert.ok(readdirSync(folder).length > 5);
    assert.deepEqual(
      claimsBelow(folder).map(({ claim }) => claim.path),
      [],
    );
  });

  it("is not read even when it is opened by a format that it is not of", () => {
    const folder = resolve("test/fixtures/not-runs");
    for (const name of readdirSync(folder).filter((file) => statSync(join(folder, file)).isFile())) {
      for (const id of ["csv", "jsonl", "keras-csv", "lightning-csv"]) {
        const outcome = drain(formatOf(id).open(join(folder, name)), new RawSource());
        assert.notEqual(outcome.state, "more");
      }
    }
  });
});

/** Compares every point, both ways: no series too few, none too many. */
function compare(run: RawRun | undefined, series: readonly TruthSeries[], format: string): void {
  const expected = Object.fromEntries(
    series
      // pandas' name for a column without one, which is an index and no metric.
      .filter(({ tag }) => !tag.startsWith("Unnamed: "))
      .map(({ tag, x, steps, values, epochs }) => [
        // The truth flattens JSON with dots, Lossline as TensorBoard does.
        format === "jsonl" ? tag.replaceAll(".", "/") : tag,
        {
          kind: x === "epoch" ? "epoch" : "step",
          steps: [...steps],
          values: values.map(Number),
          ...(epochs && { epochs: epochs.map(Number) }),
        },
      ]),
  );
  const read = Object.fromEntries(
    Object.entries(run ? plain(run) : {}).map(([tag, points]) => [
      tag,
      withoutPartialEpochs(points, expected[tag]?.epochs),
    ]),
  );
  assert.deepEqual(read, expected);
}

/** The truth leaves the epochs of a series out unless every row has one, and has no times. */
function withoutPartialEpochs({ kind, steps, values, epochs }: PlainSeries, wanted: unknown): object {
  return wanted === undefined ? { kind, steps, values } : { kind, steps, values, epochs };
}

function compareParams(run: RawRun, params: Readonly<Record<string, unknown>>): void {
  const expected = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? `[${value.join(", ")}]` : value,
  ]);
  assert.deepEqual(Object.fromEntries(run.params), Object.fromEntries(expected));
}

function countPoints(series: readonly TruthSeries[]): number {
  return series.reduce((sum, { steps }) => sum + steps.length, 0);
}

function setTimes(folder: string, time: number): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), time / 1000, time / 1000);
  }
}
