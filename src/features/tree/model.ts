import type { Filter, FilterContext } from "../../runs/judging/filter";
import type { Problem, RunSummary } from "../../shared/run";
import type { UserState } from "../../state/userState";
import { childrenOfRun } from "./details";
import { groupRows, type Grouped } from "./groups";
import { sharedWords } from "../../runs/describe/shortName";
import type { Judge, RootReference } from "../../runs/judging/judge";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { RunGroup } from "../../runs/judging/groups/groups";
import type { Place, RunNode, TreeNode } from "./nodes";
import { nested } from "./nesting";
import { placesIn } from "./places";
import { rowsOf, type Row } from "./rows";
import { sorted, sortedRows, type Sort } from "../../runs/judging/sort";

/** What the tree is made from. */
export interface TreeInput {
  readonly runs: Iterable<RunSummary>;
  readonly problems: readonly Problem[];
  readonly state: Pick<UserState, "isPinned" | "isHidden">;
  readonly judge: Judge;
  /** What a run is called. */
  readonly nameOf: (run: RunSummary) => string;
  readonly filter: Filter | undefined;
  readonly sort: Sort;
  readonly showHidden: boolean;
  /** How a run does against the baseline by its headline metric, as far as that is known. */
  readonly verdictOf: (run: RunSummary) => Verdict | undefined;
  /** The group that a run is shown with; undefined for one by itself. */
  readonly groupOf: (id: string) => RunGroup | undefined;
  /** One list, without folders. */
  readonly isFlat: boolean;
}

/** The whole tree, worked out as far as it is looked at. */
export interface Tree {
  readonly top: readonly TreeNode[];
  children(node: TreeNode): readonly TreeNode[];
  /** The ids of the runs that the filter lets through, in order, whatever is open or closed. */
  readonly listed: () => readonly string[];
  /** Runs that there are, those that the filter lets through, and those left out because they are hidden. */
  readonly counts: { readonly all: number; readonly shown: number; readonly hidden: number };
}

/** Up to so many runs, every group is open from the start. */
const openUpTo = 40;

/** How many of a list's nodes are shown before "… more". */
const listLimit = 200;
/** A rest of a few is not worth a node. */
const mostShown = listLimit * 1.1;

export function buildTree(input: TreeInput): Tree {
  const { judge, state } = input;
  const order = (runs: readonly RunSummary[]) => sorted(runs, input.sort, judge, input.nameOf, input.verdictOf);
  const all = [...input.runs];
  const unhidden = input.showHidden ? all : all.filter(({ id }) => !state.isHidden(id));
  const shown = filtered(unhidden, input, input.nameOf);
  const { roots, below } = nested(shown);
  const grouped = grouping(roots, input, shown.length <= openUpTo);
  const baselines = judge.references.map((one) => baselineNode(one, judge.references.length > 1));
  const onTop = new Set(judge.references.flatMap(({ reference }) => reference.runs.map(({ id }) => id)));
  const pinned = order(shown.filter(({ id }) => state.isPinned(id) && !onTop.has(id)));
  const top: readonly TreeNode[] = [
    ...baselines,
    ...runNodes(pinned, "pinned", judge.headline, input),
    ...grouped.groups,
    ...bounded(grouped.rows(), "top", inGroup(judge.headline, order, grouped.rows, input)),
    ...(input.problems.length > 0 ? [problemsNode(input.problems)] : []),
  ];
  const runsBelow = (run: RunSummary) =>
    runNodes(order(below.get(run.id) ?? []), "group", judge.headlineOf(run)?.series.name, input);
  return {
    top,
    listed: () => order(shown).map(({ id }) => id),
    counts: { all: all.length, shown: shown.length, hidden: all.length - unhidden.length },
    children: (node) => childrenOf(node, input, order, runsBelow),
  };
}

type Order = (runs: readonly RunSummary[]) => readonly RunSummary[];

/** The runs as rows, in folders or in one list. */
function grouping(runs: readonly RunSummary[], input: TreeInput, open: boolean): Grouped {
  const { judge, nameOf, sort, isFlat } = input;
  const nameOfRow = ({ runs: members, group }: Row) => group?.name ?? nameOf(members[0]!);
  const how = { runsOf: ({ runs: members }: Row) => members, nameOf: nameOfRow };
  const order = (rows: readonly Row[]) => sortedRows(rows, how, sort, judge, input.verdictOf);
  const rows = rowsOf(runs, input.groupOf);
  return isFlat ? { groups: [], rows: () => order(rows) } : groupRows(rows, { judge, order, open });
}

function filtered(
  runs: readonly RunSummary[],
  { filter, judge, verdictOf }: TreeInput,
  nameOf: FilterContext["nameOf"],
): readonly RunSummary[] {
  if (!filter) return runs;
  const context: FilterContext = {
    nameOf,
    valueOf: (_, series) => judge.value(series).at?.value,
    verdictOf: (run) => verdictOf(run)?.verdict,
  };
  return runs.filter((run) => filter(run, context));
}

function childrenOf(
  node: TreeNode,
  input: TreeInput,
  order: Order,
  runsBelow: (run: RunSummary) => readonly RunNode[],
): readonly TreeNode[] {
  switch (node.kind) {
    case "group":
      return [
        ...bounded(node.groups, `${node.key}:groups`, itself),
        ...bounded(node.rows(), node.key, inGroup(node.best?.metric, order, node.rows, input)),
      ];
    case "baseline":
      return bounded(node.reference.runs, node.key, (run) => runNode(run, "baseline", undefined));
    case "seedGroup": {
      const shared = sharedWords(node.shown.map(({ name }) => name));
      const places = placesIn(() => node.shown.slice(0, mostShown), node.expects, input);
      return bounded(node.shown, node.key, (run) => runNode(run, "group", node.expects, { shared, places }));
    }
    case "run":
    case "section":
      return bounded(childrenOfRun(node, input.judge, runsBelow), node.key, itself);
    case "more":
      return node.rest();
    case "problems":
      return bounded(node.problems, node.key, problemNode);
    case "metric":
    case "param":
    case "file":
    case "problem":
      return [];
  }
}

/** What a run's row takes from those around it. */
type Around = Pick<RunNode, "shared" | "places">;

const alone: Around = { shared: [], places: () => 0 };

function runNode(run: RunSummary, place: Place, expects: string | undefined, around = alone): RunNode {
  return { kind: "run", key: `run:${place}:${run.id}`, runIds: [run.id], run, place, expects, ...around };
}

function runNodes(
  runs: readonly RunSummary[],
  place: Place,
  expects: string | undefined,
  input: TreeInput,
): readonly RunNode[] {
  const places = placesIn(() => runs.slice(0, mostShown), expects, input);
  return runs.map((run) => runNode(run, place, expects, { shared: [], places }));
}

/** What the names of a list have in common, worked out once if a row is made at all. */
function labels(rows: () => readonly Row[]): () => readonly string[] {
  let shared: readonly string[] | undefined;
  return () => (shared ??= sharedWords(rows().map(({ runs, group }) => group?.name ?? runs[0]!.name)));
}

/** @param several each workspace folder has its own, and is named */
function baselineNode({ root, reference }: RootReference, several: boolean): TreeNode {
  const [run, ...others] = reference.runs;
  if (run && others.length === 0 && !several && reference.bestOf === undefined)
    return runNode(run, "baseline", undefined);
  const runIds = reference.runs.map(({ id }) => id);
  return { kind: "baseline", key: `baseline:${root}`, runIds, reference, root, several };
}

function inGroup(
  expects: string | undefined,
  order: Order,
  rows: () => readonly Row[],
  input: TreeInput,
): (row: Row) => TreeNode {
  const sharedIn = labels(rows);
  const shownRows = () => rows().slice(0, mostShown);
  const places = placesIn(() => shownRows().flatMap(({ runs, group }) => (group ? [] : runs)), expects, input);
  return ({ runs, group }) => {
    const shared = sharedIn();
    if (!group) return runNode(runs[0]!, "group", expects, { shared, places });
    const shown = order(runs);
    const runIds = shown.map(({ id }) => id);
    return { kind: "seedGroup", key: `seeds:${group.key}`, runIds, group, shown, expects, shared };
  };
}

function itself(node: TreeNode): TreeNode {
  return node;
}

function problemNode(problem: Problem): TreeNode {
  const { path, message } = problem;
  return { kind: "problem", key: `problem:${path}:${message}`, runIds: [], path, problem };
}

function problemsNode(problems: readonly Problem[]): TreeNode {
  return { kind: "problems", key: "problems", runIds: [], problems };
}

/** The first of a long list, and a node for the rest; nodes are made only of what is shown. */
function bounded<T>(list: readonly T[], key: string, nodeOf: (item: T) => TreeNode): readonly TreeNode[] {
  if (list.length <= mostShown) return list.map(nodeOf);
  const rest = list.slice(listLimit);
  const moreKey = `more:${key}`;
  return [
    ...list.slice(0, listLimit).map(nodeOf),
    { kind: "more", key: moreKey, runIds: [], count: rest.length, rest: () => bounded(rest, moreKey, nodeOf) },
  ];
}
