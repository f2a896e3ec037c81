import { basename, dirname, join } from "node:path";
import type { Format } from "../../format";
import { objectAt, pushPoint, textAt } from "../../parsing/documents/tree";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun } from "../../raw";
import { LineReader, type LineLog } from "../../parsing/lines/lineReader";
import { numberIn, numberOf } from "../../parsing/tables/numbers";
import {
  isJsonObject,
  own,
  parsePythonJson,
  type JsonObject,
  type JsonValue,
} from "../../parsing/documents/pythonJson";
import { telling } from "../../parsing/params/telling";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";

const folderName = /^offline-[0-9a-f]{32}$/;
const [metricsFile, taskFile] = ["metrics.jsonl", "task.json"];
const scalarType = "training_stats_scalar";
/** The iteration of a value that has none (report_single_value). */
const noIteration = -(2 ** 31);

/**
 * A task that ClearML kept offline: a folder which it zips when the task is closed. Sources: clearml.Task.set_offline,
 * clearml.backend_interface.metrics.
 */
export const clearml: Format = {
  id: "clearml",
  title: "ClearML offline",
  claim({ path, files }) {
    const isTask = folderName.test(basename(path)) && files.includes(metricsFile) && files.includes(taskFile);
    return isTask ? [{ path: join(path, metricsFile), runFolder: path, scope: "folder" }] : [];
  },
  open(path) {
    const task = join(dirname(path), taskFile);
    const file = new WholeJsonFile(task);
    let told: JsonValue | undefined;
    const tell = (run: RawRun) => {
      const look = file.look();
      if (look.state === "read") told = look.value;
      if (isJsonObject(told)) tellTask(run, told);
    };
    return telling(new LineReader(path, (run) => eventsOf(run, path), new SideFiles(dirname(path), [])), tell, [task]);
  },
  homeOf: (environment, home) => join(environment["CLEARML_CACHE_DIR"] ?? join(home, ".clearml", "cache"), "offline"),
};

/** Each line is a list of events, as they were to be sent. */
function eventsOf(run: RawRun, path: string): LineLog {
  return {
    take(line) {
      // Parsing what is no list, to be told so, would take long where there are many such lines.
      if (!line.startsWith("[")) return false;
      const parsed = parsePythonJson(line);
      if (!parsed.ok || !Array.isArray(parsed.value)) return false;
      for (const event of parsed.value as readonly JsonValue[]) {
        if (!isJsonObject(event)) run.leftOut.add({ path, unit: "record", cause: "form" });
        else if (!takeEvent(run, event, path)) run.leftOut.add({ path, unit: "record", cause: "not-a-number" });
      }
      return true;
    },
    isWhole: (line) => parsePythonJson(line).ok,
  };
}

/** @returns whether it was a scalar with a value, or something else than a scalar, which is noted */
function takeEvent(run: RawRun, event: JsonObject, path: string): boolean {
  const [metric, variant] = [textAt(event, "metric") ?? "", textAt(event, "variant") ?? ""];
  const [value, step, time] = ["value", "iter", "timestamp"].map((key) => numberIn(own(event, key)));
  const type = textAt(event, "type") ?? "";
  if (type !== scalarType) {
    run.records.count({ tag: `${metric}/${variant}`, kind: type, step: step ?? 0 });
    return true;
  }
  if (value === undefined || step === undefined) return false;
  const wall = time === undefined ? undefined : time / 1000;
  if (step === noIteration) pushPoint(run, variant, value, { path, step: 0, kind: "row", wall });
  else pushPoint(run, variant === metric ? metric : `${metric}/${variant}`, value, { path, step, wall });
  return true;
}

/** Parameters are texts in sections, with the type that they had; of those in "General", only the name is shown. */
function tellTask(run: RawRun, task: JsonObject): void {
  const sections = objectAt(task, "hyperparams");
  for (const section of Object.keys(sections)) {
    const params = objectAt(sections, section);
    for (const key of Object.keys(params)) {
      const value = paramOf(objectAt(params, key));
      if (value !== undefined) run.params.set(section === "General" ? key : `${section}/${key}`, value);
    }
  }
  const script = objectAt(task, "script");
  const [commit, branch, remote] = ["version_num", "branch", "repository"].map((key) => textAt(script, key));
  const tags = own(task, "tags");
  const facts = {
    name: textAt(task, "name"),
    group: textAt(task, "project_name"),
    notes: textAt(task, "comment"),
    command: textAt(script, "entry_point"),
    tags: Array.isArray(tags) && tags.length > 0 ? (tags as JsonValue[]).map(String) : undefined,
    git: commit && {
      commit,
      dirty: textAt(script, "diff") !== undefined,
      ...(branch !== undefined && { branch }),
      ...(remote !== undefined && { remote }),
    },
  };
  Object.assign(run.facts, Object.fromEntries(Object.entries(facts).filter(([, value]) => Boolean(value))));
}

function paramOf(param: JsonObject) {
  const value = textAt(param, "value");
  if (value === undefined) return undefined;
  const type = textAt(param, "type");
  if (type === "int" || type === "float") return numberOf(value) ?? value;
  return type === "bool" ? value === "True" : value;
}
