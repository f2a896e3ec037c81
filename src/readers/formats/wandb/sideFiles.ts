/**
 * The files beside the log. Releases before 0.10 wrote nothing else, into the run's folder (wandb/run_manager.py of
 * 0.9.7); since then they are in files/, for runs that are uploaded, and have no history.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ParamValue } from "../../../shared/run";
import type { ReadOutcome, SourceReader } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { LineTail } from "../../parsing/lines/lines";
import { numberIn, wallOf } from "../../parsing/tables/numbers";
import { isJsonObject, own, parsePythonJson, type JsonObject } from "../../parsing/documents/pythonJson";
import { readText } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";
import { parseYaml } from "../../parsing/documents/yaml";
import { RunBuilder } from "./builder";
import { configFile, historyFile, metadataFile, summaryFile } from "./names";

const newline = 10;

/** A configuration longer than this is not read: bytes. */
const longestConfig = 4 * 1024 * 1024;

/** Follows the side files of one run, but for its system metrics. */
export class SideFilesReader {
  readonly warnings: readonly string[] = [];
  private readonly folder: string;
  private readonly isNew: boolean;
  /** Absolute paths of what there may be. */
  private readonly all: readonly string[];
  private run: RawRun | undefined;
  private builder: RunBuilder | undefined;
  private history: LineTail | undefined;
  private summary: WholeJsonFile | undefined;
  private metadata: WholeJsonFile | undefined;
  private configRead = "";

  constructor(runFolder: string) {
    const isNew = !existsSync(join(runFolder, historyFile)) && existsSync(join(runFolder, "files"));
    this.isNew = isNew;
    this.folder = isNew ? join(runFolder, "files") : runFolder;
    const names = [summaryFile, metadataFile, configFile, ...(isNew ? [] : [historyFile])];
    this.all = names.map((name) => join(this.folder, name));
  }

  get files(): readonly string[] {
    return this.all.filter((path) => existsSync(path));
  }

  get alsoWatched(): readonly string[] {
    return this.all;
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const builder = this.builderFor(into);
    const history = join(this.folder, historyFile);
    if (this.files.includes(history)) this.history ??= new LineTail(history);
    const taken = this.history
      ? takeRows(
          this.history,
          budget,
          (row) => takeRow(builder, row),
          () => badLine(into, history),
        )
      : "idle";
    if (taken === "replaced") {
      into.clear();
      return { state: "more" };
    }
    this.takeConfig(builder);
    const metadata = this.metadata?.look();
    if (metadata?.state === "read" && isJsonObject(metadata.value)) builder.facts.takeMetadata(metadata.value);
    const summary = this.summary?.look();
    if (summary?.state === "read" && isJsonObject(summary.value)) {
      for (const [key, value] of Object.entries(summary.value)) builder.summary.set([key], value);
    }
    builder.settle();
    builder.history.count(history);
    return { state: taken };
  }

  private builderFor(into: RawSource): RunBuilder {
    const run = into.run();
    if (!this.builder || run !== this.run) {
      this.run = run;
      this.builder = new RunBuilder(run, this.folder);
      // The exit stands in the log, which a run since 0.10 has from the start: this one was taken away.
      this.builder.facts.endsUntold = this.isNew;
      const path = (name: string) => join(this.folder, name);
      this.history = undefined;
      this.summary = new WholeJsonFile(path(summaryFile));
      this.metadata = new WholeJsonFile(path(metadataFile));
      this.configRead = "";
    }
    return this.builder;
  }

  /** config.yaml: `{lr: {desc: null, value: 0.1}}`, and `wandb_version: 1`. */
  private takeConfig(builder: RunBuilder): void {
    const path = join(this.folder, configFile);
    const stat = fileStat(path);
    const signature = stampOf(stat);
    if (!stat || stat.size > longestConfig || signature === this.configRead) return;
    this.configRead = signature;
    const parsed = parseYaml(readText(path, longestConfig));
    if (!parsed.ok || !(parsed.value instanceof Map)) return;
    const params = new Map<string, ParamValue>();
    for (const [key, entry] of parsed.value as Map<unknown, unknown>) {
      if (key !== "_wandb" && entry instanceof Map) flattenParams(entry.get("value"), params, String(key));
    }
    builder.config.clear(); // what was read of it half-written does not hold
    for (const [name, value] of params) builder.config.set([name], value);
  }
}

/** Follows the system metrics of a run of before 0.10: `{"system.cpu": 50.0, …, "_timestamp": 1795316517}` a line. */
export class SystemMetricsReader implements SourceReader {
  readonly files: readonly string[];
  readonly warnings: readonly string[] = [];
  private tail: LineTail;
  private run: RawRun | undefined;
  private builder: RunBuilder | undefined;

  constructor(private readonly path: string) {
    this.files = [path];
    this.tail = new LineTail(path);
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const run = into.run();
    if (!this.builder || run !== this.run) {
      this.run = run;
      this.builder = new RunBuilder(run, dirname(this.path));
      this.tail = new LineTail(this.path);
    }
    const { builder } = this;
    const taken = takeRows(
      this.tail,
      budget,
      (row) => takeEvent(builder, row),
      () => badLine(into, this.path),
    );
    if (taken === "replaced") into.clear();
    return { state: taken === "idle" ? "idle" : "more" };
  }
}

/** Takes the whole lines that were added. @returns "replaced", and nothing taken, if the file is another than before */
function takeRows(
  tail: LineTail,
  budget: number,
  take: (row: JsonObject) => void,
  refuse: () => void,
): "idle" | "more" | "replaced" {
  const { replaced, bytes, more } = tail.pull(budget);
  if (replaced) return "replaced";
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(newline, start);
    const parsed = parsePythonJson(bytes.toString("utf8", start, end));
    if (parsed.ok && isJsonObject(parsed.value)) take(parsed.value);
    else if (end > start) refuse();
    start = end + 1;
  }
  tail.consume(bytes.length);
  return more ? "more" : "idle";
}

function badLine(into: RawSource, path: string): void {
  into.run().leftOut.add({ path, unit: "line", cause: "not-json" });
}

function takeRow({ history }: RunBuilder, row: JsonObject): void {
  for (const [key, value] of Object.entries(row)) history.value(key, value);
  history.end(undefined);
}

function takeEvent(builder: RunBuilder, row: JsonObject): void {
  const wall = wallOf(numberIn(own(row, "_timestamp")) ?? NaN);
  for (const [key, value] of Object.entries(row)) {
    const number = numberIn(value);
    if (number !== undefined && key.startsWith("system.")) builder.system(key.slice("system.".length), number, wall);
  }
}
