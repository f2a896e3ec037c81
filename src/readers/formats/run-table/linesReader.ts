import type { ReadOutcome, SourceReader } from "../../format";
import { isJsonObject } from "../../parsing/documents/pythonJson";
import { JsonLog } from "../../parsing/lines/jsonLog";
import type { RawSource } from "../../raw";
import type { ResultRow } from "./evidence";
import { fillTrainings, mostRows } from "./fill";
import { rowOfObject } from "./rows";

/** Reads results of trainings as JSON objects, one a line. Lines are parsed once; the runs are made anew where there are more. */
export class ResultLinesReader implements SourceReader {
  readonly files: readonly string[];
  readonly warnings: readonly string[] = [];
  private readonly log: JsonLog;
  private rows: ResultRow[] = [];
  private changes = 0;
  /** Lines that are JSON, and no objects. */
  private others = 0;

  constructor(private readonly path: string) {
    this.files = [path];
    this.log = new JsonLog(path);
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const before = this.changes;
    const outcome = this.log.read(
      budget,
      () => {
        this.rows = [];
        this.others = 0;
        this.changes++;
      },
      (value) => {
        this.changes++;
        if (!isJsonObject(value)) this.others++;
        else if (this.rows.length <= mostRows) this.rows.push(rowOfObject(value));
      },
    );
    if (this.changes !== before) {
      into.clear();
      fillTrainings(this.rows, this.path, into);
    }
    into.leftOut.set({ path: this.path, unit: "line", cause: "not-json" }, this.log.badLines + this.others);
    return outcome;
  }
}
