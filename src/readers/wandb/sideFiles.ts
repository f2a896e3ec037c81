/**
 * The files beside the log. Releases before 0.10 wrote nothing else, into the run's folder (wandb/run_manager.py of
 * 0.9.7); since then they are in files/, for runs that are uploaded, and have no history.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ParamValue } from "../../shared/run";
import type { ReadOutcome } from "../format";
import type { RawRun, RawSource } from "../raw";
import { flattenParams } from "../text/flatten";
import { LineTail } from "../text/lines";
import { numberIn, wallOf } from "../text/numbers";
import { isJsonObject, own, parsePythonJson, type JsonObject } from "../text/pythonJson";
import { WholeJsonFile } from "../text/wholeFile";
import { parseYaml } from "../text/yaml";
import { RunBuilder } from "./builder";
import { configFile, eventsFile, historyFile, metadataFile, summaryFile } from "./names";

const newline = 10;

/** A configuration longer than this is not read: bytes. */
const longestConfig = 4 * 1024 * 1024;

/** Follows the side files of one run. */
export class SideFilesReader {
  readonly files: readonly string[];
  readonly warnings: readonly string[] = [];
  private readonly folder: string;
  private run: RawRun | undefined;
  private builder: RunBuilder | undefined;
  private history: LineTail | undefined;
  private events: LineTail | undefined;
  private summary: WholeJsonFile | undefined;
  private metadata: WholeJsonFile | undefined;
  private configRead = "";

  constructor(runFolder: string) {
    const isNew = !existsSync(join(runFolder, historyFile)) && existsSync(join(runFolder, "files"));
    this.folder = isNew ? join(runFolder, "files") : runFolder;
    const names = [summaryFile, metadataFile, configFile, ...(isNew ? [] : [historyFile, eventsFile])];
    this.files = names.map((name) => join(this.folder, name)).filter((path) => existsSync(path));
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const builder = this.builderFor(into);
    const outcomes = [
      this.takeLines(this.history, budget, into, (row) => takeRow(builder, row)),
      this.takeLines(this.events, budget, into, (row) => takeEvent(builder, row)),
    ];
    if (outcomes.includes("replaced")) return { state: "more" };
    this.takeConfig(builder);
    const metadata = this.metadata?.look();
    if (metadata?.state === "read" && isJsonObject(metadata.value)) builder.facts.takeMetadata(metadata.value);
    const summary = this.summary?.look();
    if (summary?.state === "read" && isJsonObject(summary.value)) {
      for (const [key, value] of Object.entries(summary.value)) builder.summary.set([key], value);
    }
    builder.settle();
    return outcomes.includes("more") ? { state: "more" } : { state: "idle" };
  }

  private builderFor(into: RawSource): RunBuilder {
    const run = into.run();
    if (!this.builder || run !== this.run) {
      this.run = run;
      this.builder = new RunBuilder(run);
      const path = (name: string) => join(this.folder, name);
      const open = (name: string) => (this.files.includes(path(name)) ? new LineTail(path(name)) : undefined);
      this.history = open(historyFile);
      this.events = open(eventsFile);
      this.summary = new WholeJsonFile(path(summaryFile));
      this.metadata = new WholeJsonFile(path(metadataFile));
      this.configRead = "";
    }
    return this.builder;
  }

  private takeLines(
    tail: LineTail | undefined,
    budget: number,
    into: RawSource,
    take: (row: JsonObject) => void,
  ): "idle" | "more" | "replaced" {
    if (!tail) return "idle";
    const lines = tail.pull(budget);
    if (lines.replaced) {
      into.clear();
      this.builder = undefined;
      return "replaced";
    }
    for (let start = 0; start < lines.bytes.length;) {
      const end = lines.bytes.indexOf(newline, start);
      const row = rowIn(lines.bytes.subarray(start, end));
      if (row) take(row);
      start = end + 1;
    }
    tail.consume(lines.bytes.length);
    return lines.more ? "more" : "idle";
  }

  /** config.yaml: `{lr: {desc: null, value: 0.1}}`, and `wandb_version: 1`. */
  private takeConfig(builder: RunBuilder): void {
    const path = join(this.folder, configFile);
    const stat = statSync(path, { throwIfNoEntry: false });
    const signature = stat ? `${stat.size} ${stat.mtimeMs}` : "";
    if (!stat?.isFile() || stat.size > longestConfig || signature === this.configRead) return;
    this.configRead = signature;
    const parsed = parseYaml(readFileSync(path, "utf8"));
    if (!parsed.ok || !(parsed.value instanceof Map)) return;
    const params = new Map<string, ParamValue>();
    for (const [key, entry] of parsed.value as Map<unknown, unknown>) {
      if (key !== "_wandb" && entry instanceof Map) flattenParams(entry.get("value"), params, String(key));
    }
    for (const [name, value] of params) builder.config.set([name], value);
  }
}

function rowIn(line: Buffer): JsonObject | undefined {
  const parsed = parsePythonJson(line.toString("utf8"));
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

function takeRow({ history }: RunBuilder, row: JsonObject): void {
  for (const [key, value] of Object.entries(row)) history.value(key, value);
  history.end(undefined);
}

/** A row of system metrics: `{"system.cpu": 50.0, …, "_timestamp": 1795316517}`. */
function takeEvent(builder: RunBuilder, row: JsonObject): void {
  const wall = wallOf(numberIn(own(row, "_timestamp")) ?? NaN);
  for (const [key, value] of Object.entries(row)) {
    const number = numberIn(value);
    if (number !== undefined && key.startsWith("system.")) builder.system(key.slice("system.".length), number, wall);
  }
}
