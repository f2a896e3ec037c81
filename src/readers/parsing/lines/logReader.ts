import type { ReadOutcome } from "../../format";
import type { LeftOutKind, RawSource } from "../../raw";
import type { SideFiles } from "../params/sideFiles";
import { SidedReader } from "../params/sidedReader";
import { LineTail } from "./lines";
import { t } from "../../../util/text";

/** The last line of a file, where it is not all there. */
export function cutOff(path: string): LeftOutKind {
  return { path, unit: "line", cause: "form", reason: t("cut off at the end of the file") };
}

/** What readers of a log that grows by lines share. */
export abstract class LogReader extends SidedReader {
  protected readonly lines: LineTail;

  constructor(path: string, sides: SideFiles) {
    super(path, sides);
    this.lines = new LineTail(path);
  }

  /** All of the log is read: its points take no more room than they need. */
  protected rest(into: RawSource): ReadOutcome {
    for (const run of into.runs.values()) for (const series of run.series.values()) series.points.trim();
    return { state: "idle" };
  }
}
