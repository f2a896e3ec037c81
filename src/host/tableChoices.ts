import type { CompareAt } from "../runs/judging/compare";
import type { RunSummary } from "../shared/run";
import type { LaunchKnown, RunWords, TableChoices, TableJudging, TableReference } from "../shared/table";
import type { Reference } from "../runs/judging/reference";
import { ruleName } from "../runs/judging/stands/rule";
import type { App } from "./app";
import type { UserState } from "../state/userState";

/** The choices of the window, as they are now. */
export function choicesFor(app: Pick<App, "store" | "state" | "launches" | "judging" | "groups">): TableChoices {
  const { store, state, launches, judging, groups } = app;
  const isLaunched = (id: string) => launches.launchOf(id) !== undefined;
  const { references, rule } = judging.now();
  const at = rule.kind === "best" ? "best" : "last";
  return choicesOf({
    runs: store.runs,
    state,
    at,
    isLaunched,
    judging: {
      references: references.map(({ root, reference }) => referenceOf(root, reference)),
      rule: ruleName(rule),
      same: state.sameMetrics,
      seedLike: state.rules.seedLike,
      by: groups.grouping.by,
    },
  });
}

function referenceOf(root: string, { runs, targets, bestOf }: Reference): TableReference {
  const values = [...(targets ?? [])].map(([metric, { value }]): [string, number] => [metric, value]);
  return { root, runs: runs.map(({ id }) => id), targets: values, ...(bestOf !== undefined && { bestOf }) };
}

/** What the choices are made of. */
export interface ChoicesInput {
  readonly runs: ReadonlyMap<string, RunSummary>;
  readonly state: Pick<UserState, "headlineMetric" | "label" | "direction" | "isPinned" | "isHidden" | "wordsOn">;
  readonly at: CompareAt;
  readonly judging: TableJudging;
  /** Whether a launch of ours made the run. */
  readonly isLaunched: (id: string) => boolean;
}

/** What the user set, and what launches know, of the runs that there are. */
export function choicesOf({ runs, state, at, isLaunched, judging }: ChoicesInput): TableChoices {
  const ids = [...runs.keys()];
  const pairs = <T>(of: (id: string) => T | undefined): (readonly [string, T])[] =>
    ids.flatMap((id) => {
      const value = of(id);
      return value === undefined ? [] : [[id, value] as const];
    });
  const tags = new Set([...runs.values()].flatMap(({ series }) => series.map(({ tag }) => tag)));
  return {
    baseline: judging.references[0]?.runs[0],
    judging,
    at,
    headlineMetric: state.headlineMetric,
    directions: [...tags].flatMap((tag) => {
      const direction = state.direction(tag);
      return direction === undefined ? [] : [[tag, direction] as const];
    }),
    labels: pairs((id) => state.label(id)),
    pinned: ids.filter((id) => state.isPinned(id)),
    hidden: ids.filter((id) => state.isHidden(id)),
    written: pairs((id): RunWords | undefined => state.wordsOn(id)),
    launched: pairs((id) => (isLaunched(id) ? knownOf(runs.get(id)!) : undefined)),
  };
}

function knownOf({ status, statusCause, statusReason, startedAt, endedAt, command, git }: RunSummary): LaunchKnown {
  return {
    status,
    statusCause,
    statusReason,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(command !== undefined && { command }),
    ...(git !== undefined && { git }),
  };
}
