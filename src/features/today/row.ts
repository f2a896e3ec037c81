import { namesApart } from "../../runs/describe/shortName";
import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";

/** A row of the Today view. Plain data. */
export interface TodayRow {
  /** The same after a refresh. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip?: string;
  readonly icon: { readonly id: string; readonly color?: string };
  readonly runIds: readonly string[];
  readonly words: readonly TodayWord[];
  readonly isOpen: boolean;
  readonly rows: readonly TodayRow[];
  /** What a click does, where there are no runs to plot. */
  readonly opens?: Opening;
}

/** A file, a place in the Explorer (relative to the workspace folder or absolute), or a view or command of that matter. */
export type Opening = { readonly file: string } | { readonly place: string } | "scm" | "clean-up";

/** Every word that a row's contextValue may hold. */
export const todayVocabulary = ["dayRun", "dayRuns", "dayScripted", "dayExplainable"] as const;
export type TodayWord = (typeof todayVocabulary)[number];

/** So many rows of a kind are shown; of more it is said how many. */
export const mostRows = 200;

/** A row with rows below it. @param count how many there are in all */
export function branch(key: string, label: string, rows: readonly TodayRow[], count: number): TodayRow {
  const more = count - rows.length;
  const rest: TodayRow[] =
    more > 0 ? [leaf(`${key} more`, t("and {count} more", { count: more }), "", { id: "ellipsis" }, [], [])] : [];
  return {
    key,
    label,
    description: "",
    icon: { id: "circle" },
    runIds: [],
    words: [],
    isOpen: true,
    rows: [...rows, ...rest],
  };
}

/** A name of so many characters leaves room for what is said beside it. */
const longestName = 24;

/** Rows named by runs: names lose what all of them have, and are cut where they are long; the tooltip has them in full. */
export function named(rows: readonly TodayRow[]): TodayRow[] {
  const short = namesApart(
    rows.map(({ label }) => label),
    longestName,
  );
  return rows.map((row, at) => {
    const label = short[at] ?? row.label;
    return label === row.label ? row : { ...row, label, tooltip: row.tooltip ?? row.label };
  });
}

export function leaf(
  key: string,
  label: string,
  description: string,
  icon: TodayRow["icon"],
  runs: readonly RunSummary[],
  words: readonly TodayWord[],
): TodayRow {
  return { key, label, description, icon, runIds: runs.map(({ id }) => id), words, isOpen: false, rows: [] };
}
