import type { AssembledRun } from "../../src/runs/assembly/summary";
import { hostileNames } from "./hostileNames";
import type { ParamValue, RunStatus, SeriesSummary } from "../../src/shared/run";

/** As the index has runs whose points were given back: their summaries are all that the table needs. */
export function madeTable(runs: number, metrics: number, params: number): AssembledRun[] {
  return Array.from({ length: runs }, (_, at) => madeRun(at, metrics, params));
}

/** The same with names that must stay names: of runs, metrics, params, and what params say. */
export function madeHostile(runs: number): AssembledRun[] {
  return madeTable(runs, 2, 4).map((run, at) => {
    const { summary } = run;
    const name = `${at} ${hostileNames[at % hostileNames.length]!}`;
    const params = Object.fromEntries(hostileNames.map((key, place) => [key, `${hostileNames[place]!} ${at}`]));
    const more = hostileNames.map((metric): SeriesSummary => ({ ...summary.series[0]!, name: metric, tag: metric }));
    return {
      ...run,
      summary: { ...summary, id: `/project/${name}`, name, params, series: [...summary.series, ...more] },
    };
  });
}

const statuses: readonly RunStatus[] = ["finished", "finished", "finished", "failed", "running", "killed"];

function madeRun(at: number, metrics: number, params: number): AssembledRun {
  const [rate, seed] = [[0.3, 0.1, 0.03, 0.01][Math.floor(at / 5) % 4]!, at % 5];
  const own: Record<string, ParamValue> = { lr: rate, seed, optimizer: at % 40 < 20 ? "adam" : "sgd" };
  for (let i = 3; i < params; i++) own[`model.layer_${i}`] = i % 7 === 0 ? (at >> 2) % (i + 2) : i;
  own["batch"] = 16 * (1 + (Math.floor(at / 40) % 400));
  const name = at === 7 ? "<script>alert(1)</script>" : `resnet${at}_lr${rate}_s${seed}`;
  const series = Array.from({ length: metrics }, (_, metric) => madeSeries(at, metric, rate));
  const path = `runs/${name}`;
  return {
    summary: {
      id: `/project/${path}`,
      name,
      root: "/project",
      path,
      folder: "runs",
      formats: ["csv"],
      sources: [],
      status: statuses[at % statuses.length]!,
      statusCause: "marker",
      statusReason: "made up",
      startedAt: 1.7e12 + at * 60_000,
      endedAt: 1.7e12 + at * 60_000 + 1e6,
      lastWriteAt: 1.7e12 + at * 60_000 + 1e6,
      params: own,
      series,
    },
    series: new Map(),
    duplicates: [],
    firstWall: undefined,
    agesAt: Infinity,
    isReleased: true,
  };
}

const metricNames = ["val/acc", "val/loss", "train/acc", "train/loss"];

function madeSeries(at: number, metric: number, rate: number): SeriesSummary {
  const name = metricNames[metric] ?? `eval/task_${metric}/f1`;
  const noise = (((at * 7919 + metric * 104_729) % 1000) / 1000 - 0.5) * 0.02;
  const isLoss = name.endsWith("loss");
  const value =
    at % 50 === 13 && isLoss ? NaN : (isLoss ? 0.4 : 0.9) + (isLoss ? -1 : 1) * (rate === 0.1 ? 0.05 : 0) + noise;
  const last = { value, step: 1000 };
  const finite = Number.isNaN(value) ? { value: 1, step: 10 } : last;
  return {
    name,
    tag: name,
    source: "",
    stepKind: "step",
    hasWalls: false,
    hasEpochs: false,
    superseded: 0,
    direction: "unknown",
    count: 100,
    nanCount: Number.isNaN(value) ? 1 : 0,
    infCount: 0,
    first: { value: 1, step: 0 },
    last,
    min: finite,
    max: finite,
    sum: 0,
    firstNanStep: undefined,
  };
}
