import { gpusUsed } from "../launches/gpusUsed";
import type { Launch } from "../launches/launch";
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
  const launchOf = (id: string) => launches.launchOf(id);
  const { references, rule } = judging.now();
  const at = rule.kind === "best" ? "best" : "last";
  return choicesOf({
    runs: store.runs,
    state,
    at,
    launchOf,
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
  /** The launch of ours that made the run. */
  readonly launchOf: (id: string) => Pick<Launch, "command" | "machine"> | undefined;
}

/** What the user set, and what launches know, of the runs that there are. */
export function choicesOf({ runs, state, at, launchOf, judging }: ChoicesInput): TableChoices {
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
    launched: pairs((id) => {
      const launch = launchOf(id);
      return launch && { ...knownOf(runs.get(id)!), gpus: gpusUsed(runs.get(id)!, launch) ?? 0 };
    }),
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
