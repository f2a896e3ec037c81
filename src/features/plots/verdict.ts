import type { App } from "../../host/app";
import { deltaText, reasonText } from "../../runs/describe/verdict";
import type { VerdictOn } from "./charts";

/** The verdicts on runs as a legend says them. */
export function verdictsFor({ verdicts }: Pick<App, "verdicts">): VerdictOn {
  return (run, metric) => {
    const verdict = verdicts.of(run, metric)?.verdict;
    if (verdict?.delta === undefined) return undefined;
    return { word: verdict.verdict, text: deltaText(verdict), because: reasonText(verdict) };
  };
}
