import { formatDelta, formatStep } from "../../runs/describe/numbers";
import type { Measure } from "../../runs/judging/compare";
import type { Standing } from "../../runs/judging/verdicts/query";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import { becauseText, settleText, verdictText } from "../../runs/judging/verdicts/words";
import { t } from "../../util/text";
import { betterIcon, worseIcon, type Icon } from "./fields";

/** The verdict on a row's metric; undefined where another metric was judged, or none yet. */
export function verdictOn(standing: Standing | undefined, primary: Measure | undefined): Verdict | undefined {
  return standing && standing.metric === primary?.series.name ? standing.verdict : undefined;
}

/** The difference to the baseline and what it means: "+0.0113 better"; of a run that goes on, where: "−0.004 unclear, at step 68". */
export function verdictParts(verdict: Verdict): string[] {
  const { delta, notes } = verdict;
  const words = [...(delta === undefined ? [] : [formatDelta(delta)]), verdictText(verdict)].join(" ");
  const at = notes.find((note) => note.kind === "at");
  if (!at) return [words];
  const position = formatStep(at.position);
  const where = at.axis === "step" ? t("at step {position}", { position }) : t("at epoch {position}", { position });
  return [`${words}, ${where}`];
}

/** Color is for news only, never for noise. */
export function verdictIcon({ verdict }: Verdict): Icon | undefined {
  if (verdict === "better") return betterIcon;
  return verdict === "worse" ? worseIcon : undefined;
}

/** The verdict with its rule and reason, and what would settle it: for a tooltip. */
export function verdictReason(verdict: Verdict): string {
  const settle = settleText(verdict.settle);
  return [`${verdictText(verdict)}: ${becauseText(verdict)}`, ...(settle === undefined ? [] : [settle])].join(" ");
}
