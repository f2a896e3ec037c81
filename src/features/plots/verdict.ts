import type { App } from "../../host/app";
import { deltaText, reasonText } from "../../runs/describe/verdict";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { PlotVerdict } from "../../shared/pages/plots";
import type { VerdictOn } from "./charts";

/** The verdicts on runs and on their seed groups, as a legend says them. */
export function verdictsFor({ verdicts }: Pick<App, "verdicts">): VerdictOn {
  return (run, metric) => {
    const standing = verdicts.of(run, metric);
    const own = saidOf(standing?.verdict);
    const mean = saidOf(standing?.group?.verdict);
    const count = standing?.group?.runs.length ?? 0;
    return { ...(own && { own }), ...(mean && count > 1 && { mean, count }) };
  };
}

function saidOf(verdict: Verdict | undefined): PlotVerdict | undefined {
  if (verdict?.delta === undefined) return undefined;
  return { word: verdict.verdict, text: deltaText(verdict), because: reasonText(verdict) };
}
