import type { LeftOut, LeftOutUnit, RunSummary } from "../../shared/run";
import { groupBy } from "../../util/groupBy";
import { plural, t, type Forms } from "../../util/text";
import { formatCount } from "./numbers";

const forms: Readonly<Record<LeftOutUnit, Forms>> = {
  row: { one: "{number} row left out: {reason}.", other: "{number} rows left out: {reason}." },
  line: { one: "{number} line left out: {reason}.", other: "{number} lines left out: {reason}." },
  column: { one: "{number} column left out: {reason}.", other: "{number} columns left out: {reason}." },
  file: { one: "{number} file left out: {reason}.", other: "{number} files left out: {reason}." },
  record: { one: "{number} record left out: {reason}.", other: "{number} records left out: {reason}." },
};

/** What is to be known of a run before its numbers are compared, a sentence each: its attempt, what is set apart, what was left out. */
export function caveatsOf({ attempt, series, leftOut = [], also = [], root }: RunSummary): string[] {
  const superseded = series.reduce((sum, one) => sum + one.superseded, 0);
  const repeated = series.reduce((sum, one) => sum + (one.repeated ?? 0), 0);
  return [
    ...(attempt ? [t("Training {index} of {of} in the same log.", { index: attempt.index, of: attempt.of })] : []),
    ...(superseded > 0 ? [plural(superseded, supersededForms, { number: formatCount(superseded) })] : []),
    ...(repeated > 0 ? [plural(repeated, repeatedForms, { number: formatCount(repeated) })] : []),
    ...(also.length > 0 ? [t("The same numbers are in {places}.", { places: placesIn(also, root) })] : []),
    ...leftOutLines(leftOut),
  ];
}

const supersededForms: Forms = {
  one: "{number} point set apart: its step was logged again after a restart.",
  other: "{number} points set apart: their steps were logged again after a restart.",
};

const repeatedForms: Forms = {
  one: "{number} point counted once: two writers logged the same value at its step.",
  other: "{number} points counted once: two writers logged the same values at their steps.",
};

/** What was left out, a sentence for each reason, over all files: "3 rows left out: wider or narrower than the header." */
export function leftOutLines(entries: readonly LeftOut[]): string[] {
  return [...groupBy(entries, ({ unit, reason }) => `${unit} ${reason}`).values()].map((same) => {
    const count = same.reduce((sum, one) => sum + one.count, 0);
    const { unit, reason } = same[0]!;
    return plural(count, forms[unit], { number: formatCount(count), reason });
  });
}

/** Ids as places below the workspace folder; of many, the first. */
function placesIn(ids: readonly string[], root: string): string {
  const places = ids.slice(0, 5).map((id) => (id.startsWith(root) ? id.slice(root.length).replace(/^[\\/]/, "") : id));
  return places.join(", ") + (ids.length > places.length ? ", …" : "");
}
