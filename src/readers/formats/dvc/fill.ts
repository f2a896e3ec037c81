import { extname, join } from "node:path/posix";
import type { RawRun } from "../../raw";
import { flattenParams, type Tree } from "../../parsing/params/flatten";
import { PlainTable } from "../../parsing/tables/plainTable";
import { parsePythonJson } from "../../parsing/documents/pythonJson";
import { parseYaml } from "../../parsing/documents/yaml";
import { isTable, summaryName, tableOf, tablesFolder, valuesIn } from "../../parsing/dvc/liveContent";
import type { ExperimentLogs } from "./logs";
import type { ProjectFiles } from "./projectFiles";
import { t } from "../../../util/text";

const mostTables = 2000;
/** Of one experiment: bytes. */
const mostRead = 128 * 1024 * 1024;

/** Fills a run from the logs of one experiment. */
export class ExperimentFiller {
  /** What could not be read, and why. */
  readonly warnings: string[] = [];
  private readonly readUntil: number;

  constructor(
    private readonly files: ProjectFiles,
    private readonly run: RawRun,
    /** Absolute path of the project's folder, below which its files would lie. */
    private readonly project: string,
  ) {
    this.readUntil = files.git.used + mostRead;
  }

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
    const tables = this.files.below(join(folder, tablesFolder)).filter((path) => path.endsWith(".tsv"));
    for (const path of tables.slice(0, mostTables)) {
      if (this.files.git.used > this.readUntil) {
        this.warnings.push(t("its logs are larger than 128 MB, so not all of them were read"));
        return;
      }
      const text = this.text(join(folder, tablesFolder, path));
      if (text === undefined) continue;
      const lines = text.split(/\r?\n/).filter((line) => line !== "");
      if (!isTable((lines[0] ?? "").split("\t"))) continue;
      const table = new PlainTable(this.run, tableOf(prefix + path.slice(0, -".tsv".length)));
      const place = this.placeOf(join(folder, tablesFolder, path));
      for (const line of lines)
        if (!table.take(line)) this.run.leftOut.add({ path: place, unit: "line", cause: "form" });
      table.count(this.run.leftOut, place);
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
    const { step, values, others } = valuesIn(this.document(path, text));
    this.run.leftOut.set({ path: this.placeOf(path), unit: "record", cause: "not-a-number" }, others);
    return [...values].map(([tag, value]) => [tag, value, step]);
  }

  private placeOf(path: string): string {
    return `${this.project}/${path}`;
  }

  /** What a JSON or YAML file says. A file of another kind is passed over. */
  private document(path: string, text: string): Tree {
    if (!/\.(?:json|ya?ml)$/.test(path)) return undefined;
    const parsed = path.endsWith(".json") ? parsePythonJson(text) : parseYaml(text);
    if (parsed.ok) return parsed.value;
    this.warnings.push(t("its {path} can’t be read: {reason}", { path, reason: parsed.reason }));
    return undefined;
  }

  /** A file's text; nothing if there is none. */
  private text(path: string): string | undefined {
    const read = this.files.text(path);
    if (typeof read !== "string") return read?.text;
    this.warnings.push(t("its {path} {problem}", { path, problem: read }));
    return undefined;
  }
}
