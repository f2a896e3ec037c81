import type { PlotRun } from "../../src/shared/pages/plots";
import type { Stroke } from "../page/stroke";
import { ChartData, type AskCurves, type Member } from "./chartData";
import type { Want } from "./held";
import type { Drawn } from "./paint";

/** Lines of what a restart superseded: thin, dotted and faint, below those that stand. Asked for only while they are wanted. */
export class SupersededLines {
  private readonly data: ChartData;
  private isWanted = false;

  constructor(name: string, ask: AskCurves, changed: () => void) {
    this.data = new ChartData(name, ask, changed);
  }

  refresh(members: readonly Member[], want: Want, isWanted: boolean): void {
    this.isWanted = isWanted;
    if (isWanted) this.data.refresh(members, { ...want, superseded: true });
  }

  lines(runs: readonly PlotRun[], strokeOf: (run: PlotRun) => Stroke): Drawn[] {
    if (!this.isWanted) return [];
    return runs.flatMap((run): Drawn[] => {
      const curve = this.data.curve(run.id);
      if (!curve || curve.total === 0) return [];
      return [{ curve, stroke: { ...strokeOf(run), dash: [1, 3], width: 1 }, isBaseline: false, isSuperseded: true }];
    });
  }

  dispose(): void {
    this.data.dispose();
  }
}
