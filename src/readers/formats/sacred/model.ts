import { basename, join } from "node:path";
import type { GitInfo } from "../../../shared/run";
import { listAt, objectAt, pushPoint, pushTree, textAt } from "../../parsing/documents/tree";
import type { NativeStatus, RawRun } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn } from "../../parsing/tables/numbers";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

export const metricsName = "metrics.json";

/** Writes a run's documents into an empty run. @returns why they are none of Sacred's */
export function fillRun(
  run: RawRun,
  folder: string,
  about: JsonValue | undefined,
  config: JsonValue | undefined,
  metrics: JsonValue | undefined,
): string | undefined {
  if (isJsonObject(config)) flattenParams(config, run.params);
  if (isJsonObject(metrics)) {
    const path = join(folder, metricsName);
    for (const name of Object.keys(metrics)) fillSeries(run, name, objectAt(metrics, name), path);
  }
  if (!isJsonObject(about)) return about === undefined ? undefined : t("Its run.json holds no run.");
  const experiment = objectAt(about, "experiment");
  const name = textAt(experiment, "name");
  if (name !== undefined) run.facts.name = `${name} ${basename(folder)}`;
  tell(run, about, experiment);
  pushTree(run, "result", own(about, "result"), { path: join(folder, "run.json"), step: 0, kind: "row" });
  return undefined;
}

function fillSeries(run: RawRun, name: string, metric: JsonObject, path: string): void {
  const steps = listAt(metric, "steps");
  const times = listAt(metric, "timestamps");
  listAt(metric, "values").forEach((value, at) => {
    // numpy's scalars are written with their type: {"dtype": "float64", "value": 0.5}.
    const number = numberIn(isJsonObject(value) ? own(value, "value") : value);
    const step = numberIn(steps[at]);
    if (number === undefined || step === undefined) {
      run.leftOut.add({ path, unit: "record", cause: number === undefined ? "not-a-number" : "no-step" });
      return;
    }
    const time = timeOf(times[at]);
    pushPoint(run, name, number, { path, step, wall: time === undefined ? undefined : time / 1000 });
  });
}

function tell(run: RawRun, about: JsonObject, experiment: JsonObject): void {
  const facts = {
    startedAt: timeOf(own(about, "start_time")),
    endedAt: timeOf(own(about, "stop_time")),
    status: statusOf(about),
    git: gitOf(experiment),
    command: [textAt(experiment, "mainfile"), textAt(about, "command")].filter(Boolean).join(" ") || undefined,
    notes: textAt(objectAt(about, "meta"), "comment"),
  };
  Object.assign(run.facts, Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));
}

function statusOf(about: JsonObject): NativeStatus | undefined {
  const status = textAt(about, "status");
  const trace = listAt(about, "fail_trace").at(-1);
  switch (status) {
    case "COMPLETED":
      return { status: "finished", reason: t("Sacred recorded the run as completed") };
    case "FAILED":
      return {
        status: "failed",
        reason: typeof trace === "string" ? trace.trim() : t("Sacred recorded the run as failed"),
      };
    case "INTERRUPTED":
    case "TIMEOUT":
      return { status: "killed", reason: t("Sacred recorded the run as {status}", { status: status.toLowerCase() }) };
    case "RUNNING":
      return { status: "running", reason: t("Sacred recorded the run as running") };
    default:
      return undefined;
  }
}

function gitOf(experiment: JsonObject): GitInfo | undefined {
  const repository = listAt(experiment, "repositories")[0];
  const commit = isJsonObject(repository) ? textAt(repository, "commit") : undefined;
  if (!isJsonObject(repository) || commit === undefined) return undefined;
  const [dirty, remote] = [own(repository, "dirty"), textAt(repository, "url")];
  return { commit, ...(typeof dirty === "boolean" && { dirty }), ...(remote !== undefined && { remote }) };
}

/** Unix milliseconds. Sacred writes UTC, without saying so. */
function timeOf(value: JsonValue | undefined): number | undefined {
  const time = typeof value === "string" ? Date.parse(`${value}Z`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
