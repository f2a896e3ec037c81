import type { AssembledRun } from "../../src/runs/assembly/summary";
import type { RunSummary } from "../../src/shared/run";
import type { TableAnswers, TableChoices, TableQuery } from "../../src/shared/table";

/** Runs as the index has them when their points were given back: judged by what their summaries hold. */
export function assembled(...runs: readonly RunSummary[]): AssembledRun[] {
  return runs.map((summary) => ({
    summary,
    series: new Map(),
    duplicates: [],
    firstWall: undefined,
    agesAt: Infinity,
    isReleased: true,
  }));
}

export const noChoices: TableChoices = {
  baseline: undefined,
  at: "last",
  headlineMetric: undefined,
  directions: [],
  labels: [],
  pinned: [],
  hidden: [],
  written: [],
  launched: [],
};

export function tableQuery(
  more: Partial<Omit<TableQuery, "choices">> = {},
  choices: Partial<TableChoices> = {},
): TableQuery {
  return { filter: "", sort: [], grouped: false, open: [], ...more, choices: { ...noChoices, ...choices } };
}

/** For a store of which no table is asked. */
export const noTable: TableAnswers = {
  tableShape: () => Promise.reject(new Error("not asked")),
  tableRows: () => Promise.reject(new Error("not asked")),
  tableRuns: () => Promise.reject(new Error("not asked")),
};
