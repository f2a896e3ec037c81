import { t } from "../../util/text";
import type { Verdict, VerdictWord } from "../judging/verdicts/verdict";
import { becauseText, settleText, verdictText } from "../judging/verdicts/words";
import { formatDelta, formatStep } from "./numbers";

/** How a verdict is said wherever one is: rows, hovers, legends, lenses, notices, the clipboard. */

/** What of a verdict its words need. */
export type Said = Pick<Verdict, "verdict" | "delta" | "notes">;

/** The difference to the baseline and what it means: "+0.0113 better"; of a run that goes on, where: "−0.004 unclear, at step 68". */
export function deltaText(verdict: Said): string {
  const { delta, notes } = verdict;
  const words = [...(delta === undefined ? [] : [formatDelta(delta)]), verdictText(verdict)].join(" ");
  const at = notes.find((note) => note.kind === "at");
  if (!at) return words;
  const position = formatStep(at.position);
  const where = at.axis === "step" ? t("at step {position}", { position }) : t("at epoch {position}", { position });
  return `${words}, ${where}`;
}

/** A mark before a difference that is news; none for noise. */
export function verdictMark(verdict: VerdictWord): string {
  return verdict === "better" ? "▲ " : verdict === "worse" ? "▼ " : "";
}

/** The verdict with its rule and reason, and what would settle it. */
export function reasonText(verdict: Verdict): string {
  const settle = settleText(verdict.settle);
  return [`${verdictText(verdict)}: ${becauseText(verdict)}`, ...(settle === undefined ? [] : [settle])].join(" ");
}
