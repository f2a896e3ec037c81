import type { CompareAt } from "../../src/runs/judging/compare";
import { parseFilter, type Filter } from "../../src/runs/judging/filter";
import type { Direction, Problem, RunSummary } from "../../src/shared/run";
import type { ItemState } from "../../src/features/tree/contextValue";
import { itemOf } from "../../src/features/tree/item";
import { GroupIndex } from "../../src/runs/judging/groups/groupIndex";
import { grouperOf, type GroupBy } from "../../src/runs/judging/groups/groupers";
import { usualSeedLike } from "../../src/runs/judging/groups/seedLike";
import { makeJudge, type Judge } from "../../src/runs/judging/judge";
import type { Disagreement } from "../../src/runs/judging/disagreement";
import type { Outcome } from "../../src/runs/judging/verdicts/comparison";
import { judgeOne } from "../../src/runs/judging/verdicts/judge";
import { noCommonMetric } from "../../src/runs/judging/verdicts/none";
import type { Standing } from "../../src/runs/judging/verdicts/query";
import { buildTree, type Tree } from "../../src/features/tree/model";
import type { TreeNode } from "../../src/features/tree/nodes";
import type { Sort } from "../../src/runs/judging/sort";
import { namesOf } from "../../src/runs/describe/names";

export interface Choices {
  readonly baseline?: string;
  readonly pinned?: readonly string[];
  readonly hidden?: readonly string[];
  readonly added?: readonly string[];
  /** Where runs were promoted to, by their paths. */
  readonly promoted?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly headlineMetric?: string;
  readonly directions?: Readonly<Record<string, Direction>>;
  readonly at?: CompareAt;
  readonly filter?: string;
  readonly sort?: Sort;
  readonly showHidden?: boolean;
  readonly problems?: readonly Problem[];
  /** Puts runs that are to be one row together; without it every run is one. */
  readonly groupBy?: GroupBy;
  readonly isFlat?: boolean;
  /** The lines of plotted runs, by id. */
  readonly plotted?: ReadonlyMap<string, number>;
  /** The lines of plotted groups, by key. */
  readonly plottedGroups?: ReadonlyMap<string, number>;
  /** How a run stands; without it each is judged alone, by its last value. */
  readonly standingOf?: (run: string) => Standing | undefined;
  readonly disagreementOf?: (run: RunSummary) => Disagreement | undefined;
}

/** A judge of runs, given their paths. */
export function judgeFor(runs: readonly RunSummary[], choices: Choices = {}): Judge {
  const { headlineMetric, at = "last" } = choices;
  const direction = (tag: string) => choices.directions?.[tag];
  return makeJudge(
    runs.find(({ path }) => path === choices.baseline),
    { headlineMetric, direction, version: 0, at },
  );
}

/** The tree of runs under choices that name runs by their ids' last part: their path. */
export function treeOf(runs: readonly RunSummary[], choices: Choices = {}): { tree: Tree; items: ItemState } {
  const has = (list: readonly string[] | undefined, id: string) =>
    list?.some((path) => id.endsWith(`/${path}`)) ?? false;
  const state = {
    isPinned: (id: string) => has(choices.pinned, id),
    isHidden: (id: string) => has(choices.hidden, id),
    label: (id: string) => Object.entries(choices.labels ?? {}).find(([path]) => id.endsWith(`/${path}`))?.[1],
    added: choices.added ?? [],
    promotedTo: (id: string) => Object.entries(choices.promoted ?? {}).find(([path]) => id.endsWith(`/${path}`))?.[1],
    wordsOn: () => undefined,
  };
  const judge = judgeFor(runs, choices);
  const names = namesOf(runs);
  const nameOf = (run: RunSummary) => state.label(run.id) ?? names.get(run.id) ?? run.name;
  const standingOf = (run: RunSummary, metric?: string) =>
    choices.standingOf ? choices.standingOf(run.id) : standingAlone(judge, run, metric);
  const groups = new GroupIndex(grouperOf(choices.groupBy ?? { kind: "none" }, usualSeedLike));
  while (groups.take(new Map(runs.map((run) => [run.id, run])))) continue;
  const tree = buildTree({
    runs,
    problems: choices.problems ?? [],
    state,
    judge,
    nameOf,
    filter: filterOf(choices.filter),
    sort: choices.sort ?? { by: "name" },
    showHidden: choices.showHidden ?? false,
    groupOf: (id) => groups.groupOf(id),
    isFlat: choices.isFlat ?? false,
    verdictOf: (run) => standingOf(run)?.verdict,
  });
  return {
    tree,
    items: {
      judge,
      state,
      nameOf,
      isScripted: ({ command }) => command !== undefined,
      launchOf: () => undefined,
      standingOf,
      plotted: choices.plotted ?? new Map(),
      plottedGroups: choices.plottedGroups ?? new Map(),
      siblingsOf: ({ id }) => groups.groupOf(id)?.runs ?? [],
      standingOfGroup: (members) => members.flatMap(({ id }) => choices.standingOf?.(id) ?? [])[0],
      disagreementOf: (run) => choices.disagreementOf?.(run),
    },
  };
}

/** How one run's last value stands against the baseline's. */
export function standingAlone(
  judge: Judge,
  run: RunSummary,
  metric = judge.headlineOf(run)?.series.name,
): Standing | undefined {
  const baseline = judge.baselineFor(run);
  if (!baseline || metric === undefined || judge.isBaseline(run)) return undefined;
  const of = ({ id, status, series }: RunSummary): Outcome => {
    const found = series.find(({ name }) => name === metric);
    return { id, status, value: found && judge.value(found).at?.value };
  };
  const series = run.series.find(({ name }) => name === metric);
  if (!series || !baseline.series.some(({ name }) => name === metric))
    return { metric, verdict: noCommonMetric, group: undefined };
  const direction = judge.criteria.direction(series);
  const [candidate, other] = [of(run), of(baseline)];
  const verdict = judgeOne({ candidate: { members: [candidate] }, baseline: { members: [other] }, direction });
  return { metric, verdict, group: undefined };
}

/** The filter that a text is. */
export function filterOf(text: string | undefined): Filter | undefined {
  const filter = text === undefined ? undefined : parseFilter(text);
  if (filter !== undefined && "mistake" in filter) throw new Error(filter.mistake);
  return filter;
}

/** The tree as text, a line a row, two spaces a level; what is below closed rows only down to `depth` levels. */
export function drawn({ tree, items }: { tree: Tree; items: ItemState }, depth = 1, now = 0): string[] {
  const lines: string[] = [];
  const draw = (nodes: readonly TreeNode[], level: number) => {
    for (const node of nodes) {
      const { label, description } = itemOf(node, items, now);
      lines.push(
        "  ".repeat(level) + [label, description].filter((part) => part !== undefined && part !== "").join(" | "),
      );
      if (level < depth) draw(tree.children(node), level + 1);
    }
  };
  draw(tree.top, 0);
  return lines;
}

/** The node of that label, opened from the top: `find(tree, "runs/", "a", "Metrics")`. */
export function find({ tree, items }: { tree: Tree; items: ItemState }, ...labels: readonly string[]): TreeNode {
  let nodes = tree.top;
  let found: TreeNode | undefined;
  for (const label of labels) {
    found = nodes.find((node) => itemOf(node, items, 0).label === label);
    if (!found) throw new Error(`no ${label} among ${nodes.map((node) => itemOf(node, items, 0).label).join(", ")}`);
    nodes = tree.children(found);
  }
  if (!found) throw new Error("no labels");
  return found;
}
