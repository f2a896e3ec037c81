import type { ReadOutcome } from "../../format";
import { LogReader } from "../../parsing/lines/logReader";
import { fillParams } from "../../parsing/params/fillParams";
import type { SideFiles } from "../../parsing/params/sideFiles";
import type { RawSource } from "../../raw";
import { pointsIn, type NumberList } from "../../parsing/textlog/numberList";

/** Follows a file that holds a metric's values and nothing else. */
export class NumberListReader extends LogReader {
  private count = 0;
  private title: boolean;
  private others = 0;

  constructor(
    path: string,
    sides: SideFiles,
    private readonly list: NumberList,
  ) {
    super(path, sides);
    this.title = list.hasTitle;
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const pulled = this.lines.pull(budget);
    const { replaced, more, problem } = pulled;
    if (replaced) this.startOver(into);
    if (this.sides.refresh()) for (const run of into.runs.values()) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };
    this.lines.hand(pulled, (bytes) => this.take(bytes, into));
    if (more) return { state: "more" };
    into.leftOut.set({ path: this.path, unit: "line", cause: "form" }, this.others);
    return this.rest(into);
  }

  private take(bytes: Buffer, into: RawSource): void {
    for (const line of bytes.toString("utf8").split("\n")) {
      if (line.trim() === "") continue;
      if (this.title) this.title = false;
      else this.takeLine(line, into);
    }
  }

  private takeLine(line: string, into: RawSource): void {
    const { metric, hasSteps } = this.list;
    const points = pointsIn(line).filter(
      (point) => point.metric !== undefined || (point.at !== undefined) === hasSteps,
    );
    if (points.length === 0) {
      this.others++;
      return;
    }
    const isNew = !into.runs.has("");
    const run = into.run();
    if (isNew) fillParams(run, this.sides);
    for (const { at, value, metric: own } of points) {
      const series = run.seriesOf(own ?? metric, hasSteps ? "step" : own === undefined ? "row" : "epoch");
      series.points.push(at ?? this.count, value);
      this.count++;
    }
  }

  private startOver(into: RawSource): void {
    into.clear();
    [this.count, this.others, this.title] = [0, 0, this.list.hasTitle];
  }
}
