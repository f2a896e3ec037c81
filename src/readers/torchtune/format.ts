import { basename, dirname, extname, join } from "node:path";
import type { Format } from "../format";
import { SideFiles } from "../params/sideFiles";
import type { RawRun } from "../raw";
import { LineReader, type LineLog } from "../text/lineReader";
import { numberOf } from "../text/numbers";
import { mostColumns } from "../text/table";

/** The recipes log into <output_dir>/logs, and keep their configuration in <output_dir>. */
const paramFiles = ["../torchtune_config.yaml", "torchtune_config.yaml"];

const rowPattern = /^Step (-?\d+) \| (.*)$/;
const valuePattern = /(\S+?):(tensor\([^)]*\)|\S+)/g;
const glanceBytes = 512;
const mostFiles = 100;

/**
 * What torchtune's DiskLogger writes: `log_<unix seconds>.txt`, lines of `Step 7 | loss:1.5 lr:0.0003 `.
 * Source: torchtune/training/metric_logging.py.
 */
export const torchtune: Format = {
  id: "torchtune",
  title: "torchtune",
  claim(folder, heads) {
    return folder.files
      .filter((file) => extname(file) === ".txt")
      .slice(0, mostFiles)
      .filter((file) => {
        const [, , values] =
          rowPattern.exec(heads.head(file, glanceBytes)?.toString("utf8").split("\n", 1)[0] ?? "") ?? [];
        return (
          values !== undefined &&
          [...values.matchAll(valuePattern)].some(([, , value]) => numberOf(value!) !== undefined)
        );
      })
      .map((file) => ({ path: join(folder.path, file), runFolder: folder.path, scope: "file" }));
  },
  open(path) {
    const started = /^log_(\d{10})\.txt$/.exec(basename(path))?.[1];
    const begin = (run: RawRun) => {
      if (started !== undefined) run.facts.startedAt = Number(started) * 1000;
      return new StepLines(run);
    };
    return new LineReader(path, begin, new SideFiles(dirname(path), paramFiles));
  },
};

class StepLines implements LineLog {
  constructor(private readonly run: RawRun) {}

  take(line: string): boolean {
    const [, step, values] = rowPattern.exec(line) ?? [];
    if (values === undefined) return false;
    for (const [, tag, text] of values.matchAll(valuePattern)) {
      const value = numberOf(text!);
      const isKnown = this.run.series.has(tag!) || this.run.series.size < mostColumns;
      if (value !== undefined && isKnown) this.run.seriesOf(tag!).points.push(Number(step), value);
    }
    return true;
  }
}
