import { PointsBuilder } from "../../src/readers/points";
import { hostileNames } from "./hostileNames";
import type { At, RunStatus, RunSummary, SeriesSummary } from "../../src/shared/run";

/** A run that nobody trained, and that looks as if somebody had. */
export interface MadeRun {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly series: ReadonlyMap<string, PointsBuilder>;
  readonly params: RunSummary["params"];
  /** Logs so many more points of every series. */
  log(points: number): void;
}

interface Metric {
  readonly name: string;
  /** Steps between two points. */
  readonly every: number;
  /** @param t from 0 to 1 over the whole run @param noise from −1 to 1 */
  readonly value: (t: number, rate: number, noise: number) => number;
}

const fall = (t: number, rate: number) => Math.exp(-6 * rate * t);

const metrics: readonly Metric[] = [
  { name: "val/acc", every: 20, value: (t, r, n) => 0.97 - 0.03 / r - 0.85 * fall(t, 2 * r) + 0.006 * n },
  {
    name: "val/loss",
    every: 20,
    value: (t, r, n) => 0.11 + 0.05 / r + 2.2 * fall(t, 2 * r) + 0.35 * t * t * r + 0.012 * n,
  },
  { name: "train/loss", every: 1, value: (t, r, n) => (0.03 + 2.3 * fall(t, 1.5 * r)) * (1 + 0.35 * n) },
  { name: "train/acc", every: 1, value: (t, r, n) => Math.min(1, 0.99 - 0.9 * fall(t, 1.5 * r) + 0.04 * n) },
  { name: "train/grad_norm", every: 1, value: (t, r, n) => (0.4 + 6 * fall(t, r)) * Math.exp(0.9 * n) },
  { name: "train/lr", every: 1, value: (t, r) => 0.05 * r * (0.5 + 0.5 * Math.cos(Math.PI * t)) },
  { name: "system/gpu_util", every: 10, value: (_, __, n) => 91 + 6 * n },
  { name: "system/memory_gb", every: 10, value: (t, _, n) => 11 + 2 * Math.min(1, t * 20) + 0.1 * n },
  { name: "epoch", every: 40, value: (t) => Math.floor(t * 20) },
];

function numbered(count: number): Metric[] {
  return Array.from({ length: Math.max(0, count) }, (_, at) => ({
    name: `eval/task_${at}`,
    every: 10,
    value: (t, r, n) => 0.9 - fall(t, r) + 0.01 * n,
  }));
}

const names = [
  "digits_lr0.05_s0",
  "digits_lr0.05_s1",
  "digits_lr0.05_s2",
  "digits_lr0.3_s0",
  "digits_lr0.3_s1",
  "digits_lr0.3_s2",
  "digits_lr0.005_s0",
  "digits_lr0.005_s1",
  "big_batch_killed",
  "lr3.0",
  "<script>alert(1)</script>",
  "augment_mixup_long_name_that_needs_room_s0",
];

/** The same with names that must stay names: its own, its metrics', its params'. */
export function madeHostileRun(index: number, points: number): MadeRun {
  const run = madeRun(index, points, 2);
  const series = new Map([...run.series, ...hostileNames.map((name) => [name, run.series.get("val/acc")!] as const)]);
  const name = `${index} ${hostileNames[index % hostileNames.length]!}`;
  const params = Object.fromEntries(hostileNames.map((key) => [key, `${key} ${index}`]));
  return { ...run, id: `/project/runs/${name}`, name, series, params };
}

/** @param points of its longest series @param metricCount more than there are names for are numbered */
export function madeRun(index: number, points: number, metricCount: number): MadeRun {
  const name = names[index] ?? `sweep_${String(index).padStart(3, "0")}`;
  const random = randomFrom(index + 1);
  const rate = 0.4 + 1.6 * random();
  const series = new Map<string, PointsBuilder>();
  const own = [...metrics.slice(0, metricCount), ...numbered(metricCount - metrics.length)].filter(
    (_, i) => !(index === 8 && i === 1) && !(index > 3 && i === 8),
  );
  for (const metric of own) series.set(metric.name, new PointsBuilder());
  const status = index === 8 ? "killed" : index === 5 ? "running" : "finished";
  const end = index === 8 ? points * 0.4 : index === 5 ? points * 0.55 : points;
  let step = 0;
  const log = (more: number): void => {
    for (const until = step + more; step < until; step++) {
      for (const metric of own) {
        if (step % metric.every !== 0 && step !== points - 1) continue;
        const noise = random() + random() - 1;
        const broken = name === "lr3.0" && step > points * 0.05 && metric.name.endsWith("loss");
        const value = broken ? NaN : metric.value(step / points, rate, noise);
        series.get(metric.name)!.push(step, value, 1.7e9 + index * 400 + step * 0.4);
      }
    }
  };
  log(Math.floor(end));
  const params = {
    lr: 0.05 * rate,
    optimizer: ["adam", "sgd", "lion"][index % 3]!,
    batch: 2 ** (3 + (index % 6)),
    dropout: (index % 5) / 10,
    layers: 2 + (index % 7),
    augment: index % 2 === 0,
    warmup: 10 * (index % 11),
  };
  return { id: `/project/runs/${name}`, name, status, series, params, log };
}

export function summaryOf(run: MadeRun): RunSummary {
  return {
    id: run.id,
    name: run.name,
    root: "/project",
    path: `runs/${run.name}`,
    folder: "runs",
    formats: ["tensorboard"],
    sources: [],
    status: run.status,
    statusCause: "marker",
    statusReason: run.status === "killed" ? "exit code 137" : "",
    lastWriteAt: 0,
    params: run.params,
    series: [...run.series].map(([name, points]) => seriesSummary(name, points)),
  };
}

function seriesSummary(name: string, builder: PointsBuilder): SeriesSummary {
  const { steps, values, length } = builder.view();
  const at = (i: number): At | undefined => (i < 0 ? undefined : { step: steps[i]!, value: values[i]! });
  const nan = values.findIndex(Number.isNaN);
  return {
    name,
    tag: name,
    source: "",
    stepKind: "step",
    hasWalls: true,
    hasEpochs: false,
    count: length,
    superseded: 0,
    nanCount: values.filter(Number.isNaN).length,
    infCount: 0,
    first: at(0),
    last: at(length - 1),
    min: undefined,
    max: undefined,
    sum: values.reduce((sum, value) => (Number.isFinite(value) ? sum + value : sum), 0),
    firstNanStep: nan < 0 ? undefined : steps[nan],
    direction: "unknown",
  };
}

/** The same numbers from 0 to 1 at every start (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
