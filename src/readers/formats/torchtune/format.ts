import { basename, dirname } from "node:path";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun } from "../../raw";
import { claimFiles } from "../../parsing/files/fileClaims";
import { LineReader, type LineLog } from "../../parsing/lines/lineReader";
import { pushPoint } from "../../parsing/documents/tree";
import { isAbsent, numberOf } from "../../parsing/tables/numbers";

/** The recipes log into <output_dir>/logs, and keep their configuration in <output_dir>. */
const paramFiles = ["../torchtune_config.yaml", "torchtune_config.yaml"];

const rowPattern = /^Step (-?\d+) \| (.*)$/;
const valuePattern = /(?<!\S)([^\s:]+):(tensor\([^)]{0,200}\)|\S+)/g;
const glanceBytes = 512;

/**
 * What torchtune's DiskLogger writes: `log_<unix seconds>.txt`, lines of `Step 7 | loss:1.5 lr:0.0003 `.
 * Source: torchtune/training/metric_logging.py.
 */
export const torchtune: Format = {
  id: "torchtune",
  title: "torchtune",
  claim(folder, heads) {
    return claimFiles(folder, [".txt"], (file) => {
      const [first = ""] = heads.head(file, glanceBytes)?.toString("utf8").split("\n", 1) ?? [];
      const [, , values = ""] = rowPattern.exec(first) ?? [];
      return [...values.matchAll(valuePattern)].some(([, , value]) => numberOf(value!) !== undefined);
    });
  },
  open(path) {
    const started = /^log_(\d{10})\.txt$/.exec(basename(path))?.[1];
    const begin = (run: RawRun) => {
      if (started !== undefined) run.facts.startedAt = Number(started) * 1000;
      return new StepLines(run, path);
    };
    return new LineReader(path, begin, new SideFiles(dirname(path), paramFiles));
  },
};

class StepLines implements LineLog {
  constructor(
    private readonly run: RawRun,
    /** Absolute path of the log. */
    private readonly path: string,
  ) {}

  take(line: string): boolean {
    const [, step, values] = rowPattern.exec(line) ?? [];
    if (values === undefined) return false;
    for (const [, tag, text] of values.matchAll(valuePattern)) {
      const value = numberOf(text!);
      if (value !== undefined) pushPoint(this.run, tag!, value, { path: this.path, step: Number(step) });
      else if (!isAbsent(text!)) this.run.leftOut.add({ path: this.path, unit: "record", cause: "not-a-number" });
    }
    return true;
  }
}
