import { readdirSync } from "node:fs";
import { join } from "node:path";
import { listAt, numberAt, textAt } from "../../parsing/documents/tree";
import { isJsonObject, parsePythonJson, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";

/** How a trial stands, as its experiment knows it. Times in unix milliseconds. */
export interface TrialState {
  /** PENDING, RUNNING, PAUSED, TERMINATED or ERROR. */
  readonly status: string;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

const stateName = /^experiment_state-.*\.json$/;

/** Absolute path of the state that an experiment's latest session wrote: names hold its start. */
export function newestState(folder: string): string | undefined {
  try {
    const name = readdirSync(folder)
      .filter((file) => stateName.test(file))
      .sort()
      .at(-1);
    return name === undefined ? undefined : join(folder, name);
  } catch {
    return undefined;
  }
}

/** The experiment last looked at: its trials, of which there may be thousands, are read one after the other. */
let latest: { readonly file: WholeJsonFile; trials: ReadonlyMap<string, TrialState> } | undefined;

/** The trials of an experiment by trial_id, from its newest state file. */
export function trialsOf(folder: string): ReadonlyMap<string, TrialState> {
  const path = newestState(folder);
  if (path === undefined) return new Map();
  if (latest?.file.path !== path) latest = { file: new WholeJsonFile(path), trials: new Map() };
  const look = latest.file.look();
  if (look.state === "read") latest.trials = trialsIn(look.value);
  return latest.trials;
}

/**
 * Each trial is a pair of JSON texts: what it is, and how it went. Ray 1 and the first releases of 2 have one text, with both.
 * Source: ray.tune.execution.tune_controller, before ray.tune.trial_runner.
 */
function trialsIn(state: JsonValue): ReadonlyMap<string, TrialState> {
  const trials = new Map<string, TrialState>();
  const given = isJsonObject(state) ? [...listAt(state, "trial_data"), ...listAt(state, "checkpoints")] : [];
  for (const texts of given) {
    const [what, how = what] = (Array.isArray(texts) ? (texts as JsonValue[]) : [texts]).map(objectIn);
    const id = what && textAt(what, "trial_id");
    if (!what || !how || id === undefined) continue;
    trials.set(id, {
      status: textAt(what, "status") ?? "",
      startedAt: milliseconds(numberAt(how, "start_time")),
      endedAt: milliseconds(numberAt(how, "last_result_time") ?? numberAt(how, "last_update_time")),
    });
  }
  return trials;
}

function objectIn(text: JsonValue): JsonObject | undefined {
  const parsed = typeof text === "string" ? parsePythonJson(text) : undefined;
  return parsed?.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
