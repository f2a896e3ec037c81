import type { Cell } from "../../parsing/parquet/column";
import { flattenParams } from "../../parsing/params/flatten";
import { mostColumns } from "../../parsing/tables/layout";
import type { RawRun } from "../../raw";
import { t } from "../../../util/text";

/** The columns that are read. Sets of texts, files and histograms are nested, and are not. */
export const columnNames: ReadonlySet<string> = new Set(
  "project_id run_id attribute_path attribute_type step timestamp int_value float_value string_value bool_value datetime_value".split(
    " ",
  ),
);

/** Where the value of a single attribute stands, by its type. */
const single = new Map([
  ["int", "int_value"],
  ["float", "float_value"],
  ["string", "string_value"],
  ["bool", "bool_value"],
  ["datetime", "datetime_value"],
]);
/** What Neptune itself keeps of a run. */
const ofSystem = /^sys\//;

/** Rows of an export → one run: pure but for the run that it fills. Times are unix milliseconds. */
export class Attributes {
  private readonly system = new Map<string, Cell>();

  constructor(private readonly run: RawRun) {}

  /** @param path absolute path of the file that the rows are from */
  take(columns: ReadonlyMap<string, readonly Cell[]>, path: string): void {
    const at = (name: string, row: number): Cell => columns.get(name)?.[row];
    const rows = columns.get("attribute_path")?.length ?? 0;
    for (let row = 0; row < rows; row++) {
      const [tag, type] = [String(at("attribute_path", row) ?? ""), String(at("attribute_type", row) ?? "")];
      if (row === 0) this.tellRun(at("project_id", row), at("run_id", row));
      if (type === "float_series") this.point(tag, at("step", row), at("float_value", row), at("timestamp", row), path);
      else if (single.has(type)) this.value(tag, type, at(single.get(type)!, row));
      else if (type.endsWith("_series"))
        this.run.records.count({ tag, kind: type.slice(0, -"_series".length), step: Number(at("step", row) ?? 0) });
      else this.run.leftOut.add({ path, unit: "record", cause: "form" });
    }
  }

  /** Tells what is known once all rows are. */
  end(): void {
    const { facts } = this.run;
    for (const { points } of this.run.series.values()) points.trim();
    const [name, id] = [this.system.get("sys/name"), this.system.get("sys/custom_run_id")];
    for (const told of [id, name]) if (typeof told === "string" && told !== "") facts.name = told;
    const notes = this.system.get("sys/description");
    if (typeof notes === "string" && notes !== "") facts.notes = notes;
    const startedAt = this.system.get("sys/creation_time");
    if (typeof startedAt === "number") facts.startedAt = startedAt;
    if (this.system.get("sys/failed") === true)
      facts.status = { status: "failed", reason: t("Neptune recorded the run as failed") };
  }

  private tellRun(project: Cell, run: Cell): void {
    if (typeof project === "string") this.run.facts.group = project;
    if (typeof run === "string") this.run.facts.name ??= run;
  }

  private point(tag: string, step: Cell, value: Cell, time: Cell, path: string): void {
    const { series, leftOut } = this.run;
    const isFull = !series.has(tag) && series.size >= mostColumns;
    if (typeof step !== "number" || typeof value !== "number" || tag === "" || isFull) {
      leftOut.add({
        path,
        unit: "record",
        cause: isFull ? "too-many" : typeof step === "number" ? "not-a-number" : "no-step",
      });
      return;
    }
    this.run.seriesOf(tag).points.push(step, value, typeof time === "number" ? time / 1000 : undefined);
  }

  private value(path: string, type: string, value: Cell): void {
    if (ofSystem.test(path)) this.system.set(path, value);
    else if (value !== undefined) flattenParams(type === "datetime" ? dateOf(value) : value, this.run.params, path);
  }
}

/** Unix milliseconds as a date; as they are, where no date is so far away. */
function dateOf(value: Cell): Cell | Date {
  const date = new Date(Number(value));
  return Number.isNaN(date.getTime()) ? value : date;
}
