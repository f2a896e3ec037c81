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

/** What was said of verdicts that stand: a refresh asks again for every run by every metric, and all of a group for its one. */
const known = new WeakMap<Verdict, PlotVerdict>();

function saidOf(verdict: Verdict | undefined): PlotVerdict | undefined {
  if (verdict?.delta === undefined) return undefined;
  let said = known.get(verdict);
  if (!said) {
    said = { word: verdict.verdict, text: deltaText(verdict), because: reasonText(verdict) };
    known.set(verdict, said);
  }
  return said;
}
