import { basename, dirname, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { systemProblem } from "../../parsing/lines/lines";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { memo } from "../../../util/memo";
import { fillFacts, metricOf, noteParam, notesTag, statusName, type RunInfo } from "./facts";
import { MetaFile, numberAt, textIn, type Meta } from "./meta";
import { Artifacts } from "./artifacts";
import { keysBelow } from "./keys";
import { MetricFile } from "./metricFile";
import { ValueFiles } from "./valueFiles";
import { t } from "../../../util/text";

/** So long after its end a run's files are still looked at: milliseconds. */
const mayFollow = 10 * 60_000;

/** Files of experiments, which all of their runs look at. */
const experimentFile = memo((path) => new MetaFile(path));

/** Reads one run of MLflow's file store: mlruns/<experiment>/<run>/{meta.yaml, metrics/, params/, tags/}. */
export class RunFolderReader implements SourceReader {
  private readonly meta: MetaFile;
  private readonly experiment: MetaFile;
  private metrics = new Map<string, MetricFile>();
  private params: ValueFiles;
  private tags: ValueFiles;
  private artifacts: Artifacts;
  private isLive = true;
  private run: RawRun | undefined;

  constructor(private readonly folder: string) {
    this.meta = new MetaFile(join(folder, "meta.yaml"));
    this.params = new ValueFiles(join(folder, "params"));
    this.tags = new ValueFiles(join(folder, "tags"));
    this.artifacts = new Artifacts(this.artifactsFolder);
    this.experiment = experimentFile(join(dirname(folder), "meta.yaml"));
  }

  /**
   * What changes when something is logged. A run that has ended is looked at by its meta.yaml, which going on with it
   * changes, its folders, which a new key changes, and its notes: it need not cost a look at each of its files.
   */
  get files(): readonly string[] {
    const folders = ["metrics", "params", "tags", "artifacts"].map((name) => join(this.folder, name));
    const notes = this.tags.values.has(notesTag) ? [join(this.folder, "tags", notesTag)] : [];
    const fixed = [this.meta.path, ...folders, ...notes];
    return this.isLive ? [...fixed, ...[...this.metrics.keys()].map((key) => this.metricPath(key))] : fixed;
  }

  /** The experiment's name stands there, for all of its runs; it may be half-written when the first one is read. */
  get alsoWatched(): readonly string[] {
    return [this.experiment.path];
  }

  get warnings(): readonly string[] {
    return [];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    try {
      const meta = this.meta.look();
      if (meta === undefined)
        return { state: "broken", reason: t("It has no meta.yaml, without which MLflow can’t read it either.") };
      if (typeof meta === "string")
        return { state: "broken", reason: t("Its meta.yaml {problem}.", { problem: meta }) };
      if (textIn(meta, "lifecycle_stage") === "deleted") {
        this.forget(into);
        this.isLive = false;
        return { state: "idle" };
      }
      return this.readRun(into, meta, budget);
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
  }

  private readRun(into: RawSource, meta: Meta, budget: number): ReadOutcome {
    const id = idIn(meta) ?? basename(this.folder);
    // The id before was half-written.
    if ([...into.runs.keys()].some((known) => known !== id)) this.forget(into);
    const run = into.run(id);
    if (run !== this.run) this.begin(run);
    const info = this.infoOf(meta);
    this.isLive = isLive(info, Date.now());
    for (const key of this.params.look()) noteParam(run, key, this.params.values.get(key) ?? "");
    this.tags.look();
    fillFacts(run, info, this.tags.values);
    this.artifacts.look(run.records);
    const outcome = this.takeMetrics(run, budget);
    if (outcome === "replaced") this.forget(into);
    return outcome === "idle" ? { state: "idle" } : { state: "more" };
  }

  private infoOf(meta: Meta): RunInfo {
    const experiment = this.experiment.look();
    const status = meta.get("status");
    return {
      name: textIn(meta, "run_name"),
      status: typeof status === "string" ? status : statusName(numberAt(meta, "status") ?? 1),
      startTime: numberAt(meta, "start_time"),
      endTime: numberAt(meta, "end_time"),
      experiment: experiment instanceof Map ? textIn(experiment as Meta, "name") : undefined,
    };
  }

  private takeMetrics(run: RawRun, budget: number): "idle" | "more" | "replaced" {
    let left = budget;
    for (const key of keysBelow(join(this.folder, "metrics"))) {
      const path = this.metricPath(key);
      const signature = signatureOf(path);
      const file = this.metrics.get(key) ?? new MetricFile(path);
      this.metrics.set(key, file);
      if (file.isAsRead(signature)) continue;
      if (left <= 0) return "more";
      const { replaced, used, more } = file.read(() => metricOf(run, key), left, signature);
      run.leftOut.set({ path, unit: "line", cause: "form" }, file.malformed);
      if (replaced) return "replaced";
      left -= used;
      if (more) return "more";
    }
    return "idle";
  }

  private get artifactsFolder(): string {
    return join(this.folder, "artifacts");
  }

  private metricPath(key: string): string {
    return join(this.folder, "metrics", ...key.split("/"));
  }

  private begin(run: RawRun): void {
    this.run = run;
    this.metrics = new Map();
    this.params = new ValueFiles(join(this.folder, "params"));
    this.tags = new ValueFiles(join(this.folder, "tags"));
    this.artifacts = new Artifacts(this.artifactsFolder);
  }

  private forget(into: RawSource): void {
    into.clear();
    this.run = undefined;
  }
}

/** Whether something may yet be logged: a client that logs in the background is done a while after the run. @param now unix milliseconds */
function isLive({ status, endTime = -Infinity }: RunInfo, now: number): boolean {
  return status === "RUNNING" || status === "SCHEDULED" || Math.abs(now - endTime) < mayFollow;
}

function signatureOf(path: string): string {
  return stampOf(fileStat(path));
}

/** The run's id. 32 digits without quotes, or with an `e` among them, are a number to YAML, and no longer the id: the folder is called so. */
function idIn(meta: Meta): string | undefined {
  const told = meta.get("run_id") ?? meta.get("run_uuid");
  return typeof told === "string" && told !== "" ? told : undefined;
}
