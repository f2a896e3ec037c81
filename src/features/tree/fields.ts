import type { Call } from "../../host/commandArguments";
import { lineColors } from "../../runs/describe/colors";
import type { VerdictWord } from "../../runs/judging/verdicts/verdict";

/** A tree item's fields, as plain data. */
export interface Item {
  readonly label: string;
  readonly description?: string;
  readonly icon?: Icon;
  readonly opens: "no" | "closed" | "open";
  /** Whether it is in the plot; absent where a row can't be. */
  readonly checked?: boolean;
  readonly context: string;
  /** For screen readers: the whole row in words. */
  readonly spoken: string;
  readonly command?: Call;
  /** The file that the row stands for, so that it gets that file's icon: absolute path. */
  readonly file?: string;
  /** The tooltip, where it is known at once; runs and metrics have theirs made when asked for. */
  readonly tooltip?: string;
}

/** A codicon, and the theme colour that it is drawn in if that says something. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

export const betterIcon: Icon = { id: "triangle-up", color: "lossline.better" };
export const worseIcon: Icon = { id: "triangle-down", color: "lossline.worse" };
export const baselineIcon: Icon = { id: "target", color: "lossline.baseline" };

/** A plotted run shows the color of its line. @param stroke as `strokesOf` has it */
export function plottedIcon(stroke: number): Icon {
  return { id: "circle-filled", color: `lossline.line${1 + (stroke % lineColors)}` };
}

/** Color is for news only, never for noise. */
export function verdictIcon(verdict: VerdictWord | undefined): Icon | undefined {
  if (verdict === "better") return betterIcon;
  return verdict === "worse" ? worseIcon : undefined;
}
