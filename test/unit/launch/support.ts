import type { RunSummary } from "../../../src/shared/run";
import type { Launch, LaunchStart } from "../../../src/launches/launch";

/** A moment to count from, in unix milliseconds. */
export const noon = Date.UTC(2026, 4, 1, 12);

export function start(more: Partial<LaunchStart> = {}): LaunchStart {
  return {
    kind: "train",
    script: "/w/train.py",
    command: "python train.py",
    args: [],
    cwd: "/w",
    startedAt: noon,
    watched: true,
    ...more,
  };
}

export function launch(more: Partial<Launch> = {}): Launch {
  return { ...start(), id: "L", state: more.ending ? "ended" : "running", runs: [], ...more };
}

export function run(more: Partial<RunSummary> = {}): RunSummary {
  const id = more.id ?? "/w/runs/a";
  return {
    id,
    name: "a",
    root: "/w",
    path: "runs/a",
    folder: "runs",
    formats: ["csv"],
    sources: [`${id}/metrics.csv`],
    status: "unknown",
    statusCause: "none",
    statusReason: "its format does not say",
    lastWriteAt: noon + 1000,
    params: {},
    series: [],
    ...more,
  };
}
