import { numberOf } from "../tables/numbers";

/** A row of a table as YOLO prints it: where it stands, if it says so, and its values. */
export interface PrintedRow {
  readonly epoch: number | undefined;
  readonly epochs: number | undefined;
  readonly values: ReadonlyMap<string, number>;
}

/** What is printed beside metrics. */
const aside = /^(?:gpu_?mem|labels|instances|images|img_size|size|class)$/i;
const fewest = 4;

/**
 * The tables that YOLOv5, YOLOv7 and Ultralytics print: a line of names, `Epoch GPU_mem box_loss …` or `Class Images P R mAP50:`,
 * and below it a line of as many cells, `3/20 2.1G 1.23 …` or `all 128 0.64 …`, a progress bar behind either.
 */
export class PrintedTables {
  private epochNames: readonly string[] | undefined;
  private classNames: readonly string[] | undefined;

  /** Takes a line. @returns the row in it; true if it is of such a table otherwise; false if it is of none */
  take(line: string): PrintedRow | boolean {
    const cells = line.trim().split(/\s+/);
    const [first = ""] = cells;
    if (/^epoch$/i.test(first)) return this.header((names) => (this.epochNames = names), cells);
    if (first === "Class") return this.header((names) => (this.classNames = names), cells);
    if (this.epochNames && /^\d{1,9}\/\d{1,9}$/.test(first)) return this.epochRow(this.epochNames, cells, line);
    if (this.classNames && first === "all") return rowOf(this.classNames, cells) ?? false;
    return false;
  }

  private header(keep: (names: readonly string[]) => void, cells: readonly string[]): boolean {
    const end = cells.findIndex((cell) => cell.endsWith(":") || /^\d+%/.test(cell));
    const names = namesIn(end < 0 ? cells : cells.slice(0, end + (cells[end]!.endsWith(":") ? 1 : 0)));
    if (names.length < fewest || names.some((name) => numberOf(name) !== undefined || !/^[A-Za-z]/.test(name)))
      return false;
    keep(names);
    return true;
  }

  private epochRow(names: readonly string[], cells: readonly string[], line: string): PrintedRow | boolean {
    // A bar that is not at its end.
    if (line.includes("%|") && !line.includes("100%|")) return true;
    const [at, of] = cells[0]!.split("/").map(Number);
    const row = rowOf(names, cells);
    return row ? { ...row, epoch: at, epochs: of } : false;
  }
}

/** Names of one word each: what stands in brackets is of the group in front, whose first is plain. */
function namesIn(cells: readonly string[]): string[] {
  let group = "";
  return cells.map((cell) => {
    const open = cell.indexOf("(");
    if (open > 0) group = cell.slice(0, open);
    const plain = cell
      .slice(open + 1)
      .replace(/:$/, "")
      .replace(/\)$/, "");
    const name = group === "" || group === "Box" ? plain : `${group}/${plain}`;
    if (/\):?$/.test(cell)) group = "";
    return name;
  });
}

function rowOf(names: readonly string[], cells: readonly string[]): PrintedRow | undefined {
  const values = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const value = at === 0 || aside.test(name) ? undefined : numberOf(cells[at] ?? "");
    if (value !== undefined) values.set(name, value);
  }
  return values.size > 0 && cells.length >= names.length ? { epoch: undefined, epochs: undefined, values } : undefined;
}
