import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Points } from "../../../src/readers/points";
import { RawSource, type RawRun } from "../../../src/readers/raw";
import { tensorboard } from "../../../src/readers/formats/tensorboard/format";
import { standing } from "../../../src/runs/points/supersede";
import { leftOutLines } from "../../../src/runs/describe/leftOut";
import { readAll } from "../../support/eventFolder";

/** JSON has no NaN and infinities: the truth files hold them as text. */
type Numbers = readonly (number | string)[];

interface TruthSeries {
  readonly tag: string;
  readonly steps: Numbers;
  readonly values: Numbers;
  readonly wallTimes: Numbers;
}

interface TruthRun {
  readonly path: string;
  readonly series: readonly TruthSeries[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly otherTags?: readonly string[];
  readonly texts?: readonly { readonly tag: string }[];
}

interface Truth {
  readonly runs: readonly TruthRun[];
  readonly rust: Readonly<
    Record<string, Readonly<Record<string, { readonly steps: Numbers; readonly values: Numbers }>>>
  >;
}

const root = join("test", "fixtures", "tensorboard");
const ending = ".truth.json";
const cases = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith(ending)) : [];

/** Where our answer differs from EventAccumulator's on purpose. */
const ours: Readonly<Record<string, (series: TruthSeries) => TruthSeries | undefined>> = {
  // It stops at the first bad checksum; we leave that record out and go on.
  flipped_data_byte: (series) => ({ ...series, ...afterTheFlippedByte }),
  // A placeholder is no result.
  lightning_tensorboard_logger: (series) => (series.tag === "hp_metric" ? undefined : series),
};

const afterTheFlippedByte = {
  steps: [0, 1, 2, 3, 5],
  values: [2.5, 1.75, 1.100000023841858, 0.800000011920929, 0.5],
  wallTimes: [1795314746.938889, 1795314746.9389133, 1795314746.9389253, 1795314746.9389353, 1795314746.9389548],
};

/** Where the Rust server's answer is another one on purpose. */
const rustDiffers = new Set([
  "flipped_data_byte", // it does not look at checksums, and serves the damaged value
  "all_steps_zero", // it keeps only the last of the points that share a step; we number them
]);

function readRun(folder: string): RawRun {
  const source = new RawSource();
  const outcome = readAll(tensorboard.open(folder), source);
  assert.equal(outcome.state, "idle");
  return source.run();
}

function sameNumbers(actual: Float64Array | undefined, expected: Numbers, what: string): void {
  assert.deepEqual(Array.from(actual ?? []), expected.map(Number), what);
}

/** The points that EventAccumulator keeps: it drops what a START supersedes, and nothing when steps merely go back. */
function afterStarts(all: Points, restarts: readonly { index: number; step: number }[]): Points {
  const isKept = (at: number) => !restarts.some(({ index, step }) => at < index && all.steps[at]! >= step);
  const keep = (column: Float64Array) => column.filter((_, at) => isKept(at));
  return {
    length: 0,
    steps: keep(all.steps),
    values: keep(all.values),
    ...(all.walls && { walls: keep(all.walls) }),
  };
}

describe("The event files of the tools themselves", () => {
  it("are there", () => assert.ok(cases.length >= 25, `only ${cases.length} cases in ${root}`));

  for (const file of cases) {
    const name = file.slice(0, -ending.length);
    const truth = JSON.parse(readFileSync(join(root, file), "utf8")) as Truth;

    it(`${name}: every point of every series is as EventAccumulator has it`, () => {
      for (const run of truth.runs) {
        const read = readRun(join(root, name, run.path));
        const change = ours[name] ?? ((series: TruthSeries) => series);
        const expected = run.series.map(change).filter((series) => series !== undefined);
        assert.deepEqual([...read.series.keys()].sort(), expected.map((series) => series.tag).sort());
        for (const series of expected) {
          const { points } = read.seriesOf(series.tag);
          const kept = afterStarts(points.view(), points.restarts);
          sameNumbers(kept.steps, series.steps, `steps of ${series.tag}`);
          sameNumbers(kept.values, series.values, `values of ${series.tag}`);
          sameNumbers(kept.walls, series.wallTimes, `wall times of ${series.tag}`);
        }
      }
    });

    it(`${name}: params and tags of other kinds are found`, () => {
      for (const run of truth.runs) {
        const read = readRun(join(root, name, run.path));
        for (const [key, value] of Object.entries(run.params ?? {})) assert.equal(read.params.get(key), value, key);
        for (const tag of run.otherTags ?? []) assert.ok(read.records.kinds.has(tag), tag);
        for (const { tag } of run.texts ?? []) assert.equal(read.records.kinds.get(tag), "text", tag);
      }
    });

    if (rustDiffers.has(name)) continue;
    it(`${name}: the points that stand are those that TensorBoard's Rust server shows`, () => {
      for (const [path, series] of Object.entries(truth.rust)) {
        const read = readRun(join(root, name, path));
        for (const [tag, expected] of Object.entries(series)) {
          if (tag === "hp_metric") continue;
          const points = lastOfEachStep(standing(read.seriesOf(tag).points).points);
          sameNumbers(points.steps, expected.steps, `steps of ${tag}`);
          sameNumbers(points.values, expected.values, `values of ${tag}`);
        }
      }
    });
  }

  it("show more than TensorBoard's Rust server: doubles, and every dtype but float", () => {
    const shown = (name: string) => [...readRun(join(root, name)).series.keys()];
    const rust = (name: string) => {
      const truth = JSON.parse(readFileSync(join(root, `${name}${ending}`), "utf8")) as Truth;
      return Object.keys(truth.rust["."] ?? {});
    };
    assert.deepEqual(
      [shown("torch_double_precision"), rust("torch_double_precision")],
      [["loss", "simple"], ["simple"]],
    );
    assert.deepEqual(rust("tf2_dtypes"), ["float32"]);
    assert.ok(shown("tf2_dtypes").length > 10);
  });

  it("lose no point when a writer restarts: what TensorBoard purges is set apart", () => {
    const { points } = readRun(join(root, "restart_with_purge")).seriesOf("loss");
    assert.deepEqual(Array.from(points.view().steps), [0, 1, 2, 3, 4, 5, 3, 4, 5, 6]);
    assert.deepEqual(points.restarts, [{ index: 6, step: 3, since: 2 }]);
    assert.deepEqual(Array.from(standing(points).superseded.steps), [3, 4, 5]);
  });

  it("say so where a record was damaged", () => {
    const reader = tensorboard.open(join(root, "flipped_data_byte"));
    const source = new RawSource();
    readAll(reader, source);
    assert.match(leftOutLines(source.run().leftOut.list).join(), /^1 record left out: a bad checksum/);
  });

  it("give params that scripts log as text: CleanRL's table, and Hugging Face's JSON", () => {
    assert.deepEqual(Object.fromEntries(readRun(join(root, "text_hyperparameters")).params), {
      env_id: "CartPole-v1",
      learning_rate: 5e-5, // logged twice: the later text holds
      num_steps: 128,
      anneal_lr: true,
      target_kl: null,
      bf16: false,
      optim: "adamw_torch",
    });
  });
});

/** The Rust server keeps the last of several points at one step; Lossline shows them all. */
function lastOfEachStep({ steps, values }: Points): Pick<Points, "steps" | "values"> {
  const isLast = (_: number, at: number) => steps[at] !== steps[at + 1];
  return { steps: steps.filter(isLast), values: values.filter(isLast) };
}
