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
}

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
