import { resolve } from "node:path";
import { t } from "../../util/text";
import { shown } from "../../util/shown";
import { Ledger, tally, type Entry } from "./ledger";

/** What agents declared and compared, for people, with the line feed at its end. */
export function ledgerText(folder: string, json: boolean): string {
  const ledger = new Ledger(resolve(folder));
  const entries = ledger.entries();
  const { since, ever, hypothesis } = tally(entries);
  if (json) return `${JSON.stringify({ schemaVersion: 1, path: ledger.path, ever, since, entries })}\n`;
  if (entries.length === 0)
    return `${t("Nothing was declared or compared yet. It will stand in {path}", { path: ledger.path })}\n`;
  const sum = hypothesis
    ? t("{ever} different comparisons, {since} of them since the last hypothesis", { ever, since })
    : t("{ever} different comparisons, no hypothesis", { ever });
  return `${[ledger.path, ...entries.map(lineOf), sum].map(shown).join("\n")}\n`;
}

function lineOf(entry: Entry): string {
  if (entry.kind === "hypothesis") {
    const { at, hypothesis, budget } = entry;
    return t("{at}  Hypothesis: {hypothesis} (budget {budget})", { at, hypothesis, budget: budget ?? "–" });
  }
  const { at, candidate, baseline, metric, verdict } = entry;
  return `${at}  ${listed(candidate)} ↔ ${listed(baseline)}  ${metric}: ${verdict}`;
}

function listed(runs: readonly string[]): string {
  return runs.slice(0, 3).join(", ") + (runs.length > 3 ? ` … (${runs.length})` : "");
}
