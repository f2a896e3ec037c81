import { extname, join } from "node:path/posix";
import type { GitFiles } from "../git/files";
import type { RawRun } from "../raw";
import { flattenParams, type Tree } from "../text/flatten";
import { PlainTable } from "../text/plainTable";
import { parsePythonJson } from "../text/pythonJson";
import { parseYaml } from "../text/yaml";
import { isTable, summaryName, tableOf, tablesFolder, valuesIn } from "./content";
import type { ExperimentLogs } from "./experimentLogs";

const mostTables = 2000;

/** Fills a run from the logs in one commit. Pure but for the run, and for what it reads of the repository. */
export class ExperimentFiller {
  /** What could not be read, and why. */
  readonly warnings: string[] = [];

  /** @param tree of the project's folder */
  constructor(
    private readonly files: GitFiles,
    private readonly tree: string,
    private readonly run: RawRun,
  ) {}

  fill({ folders, metrics, params }: ExperimentLogs): void {
    for (const path of params) this.takeParams(path);
    for (const folder of folders) {
      const prefix = folders.length > 1 ? `${folder}/` : "";
      this.takeTables(folder, prefix);
      for (const [tag, value, step] of this.valuesOf(join(folder, summaryName))) this.put(prefix + tag, value, step);
    }
    for (const path of metrics) this.takeMetrics(path);
  }

  private takeParams(path: string): void {
    const text = this.text(path);
    if (text !== undefined) flattenParams(this.document(path, text), this.run.params);
  }

  private takeTables(folder: string, prefix: string): void {
    const place = this.files.find(this.tree, join(folder, tablesFolder));
    if (place?.kind !== "folder") return;
    let left = mostTables;
    for (const [path] of this.files.below(place.id)) {
      if (!path.endsWith(".tsv") || left-- <= 0) continue;
      const text = this.text(join(folder, tablesFolder, path));
      if (text === undefined) continue;
      const lines = text.split(/\r?\n/).filter((line) => line !== "");
      if (!isTable((lines[0] ?? "").split("\t"))) continue;
      const table = new PlainTable(this.run, tableOf(prefix + path.slice(0, -".tsv".length)));
      for (const line of lines) table.take(line);
    }
  }

  /** A name that another file has, too, has its file's before it. */
  private takeMetrics(path: string): void {
    const file = path.slice(0, path.length - extname(path).length);
    for (const [tag, value, step] of this.valuesOf(path)) {
      this.put(this.run.series.has(tag) ? `${file}/${tag}` : tag, value, step);
    }
  }

  /** Notes a value, unless a table has it already. */
  private put(tag: string, value: number, step: number): void {
    if (!this.run.series.has(tag)) this.run.seriesOf(tag).points.push(step, value);
  }

  private valuesOf(path: string): (readonly [tag: string, value: number, step: number])[] {
    const text = this.text(path);
    if (text === undefined) return [];
    const { step, values } = valuesIn(this.document(path, text));
    return [...values].map(([tag, value]) => [tag, value, step]);
  }

  /** What a JSON or YAML file says. A file of another kind is passed over. */
  private document(path: string, text: string): Tree {
    if (!/\.(?:json|ya?ml)$/.test(path)) return undefined;
    const parsed = path.endsWith(".json") ? parsePythonJson(text) : parseYaml(text);
    if (parsed.ok) return parsed.value;
    this.warnings.push(`its ${path} cannot be read: ${parsed.reason}`);
    return undefined;
  }

  /** A file's text; nothing if the commit has none: DVC keeps some files out of Git. */
  private text(path: string): string | undefined {
    const entry = this.files.find(this.tree, path);
    if (entry?.kind !== "file") return undefined;
    const read = this.files.text(entry.id);
    if (typeof read !== "string") return read.text;
    this.warnings.push(`its ${path} ${read}`);
    return undefined;
  }
}
