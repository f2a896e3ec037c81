import { tsvText } from "../../runs/describe/sheets";
import { deltaText } from "../../runs/describe/verdict";
import type { Judge } from "../../runs/judging/judge";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { RunSummary } from "../../shared/run";

/** What a selection is copied with. */
export interface SelectionTelling {
  readonly judge: Judge;
  readonly nameOf: (run: RunSummary) => string;
  readonly verdictOf: (run: RunSummary) => Verdict | undefined;
}

/** A line a run: its name, headline metric, exact value and what is said of it, to paste into a sheet. */
export function selectionText(runs: readonly RunSummary[], { judge, nameOf, verdictOf }: SelectionTelling): string {
  return tsvText(
    runs.map((run) => {
      const headline = judge.headlineOf(run);
      const verdict = verdictOf(run);
      return [nameOf(run), headline?.series.name, headline?.at?.value, verdict && deltaText(verdict)];
    }),
  );
}
