import { itemOf } from "../src/features/tree/item";
import { makeJudge } from "../src/runs/judging/judge";
import { buildTree, type Tree, type TreeInput } from "../src/features/tree/model";
import type { TreeNode } from "../src/features/tree/nodes";
import { ShownNodes } from "../src/features/tree/changes";
import { parseFilter, type Filter } from "../src/runs/judging/filter";
import type { RunSummary } from "../src/shared/run";
import { makeRun } from "../test/support/runs";
import type { Row } from "./support/row";
import { GroupIndex } from "../src/runs/judging/groups/groupIndex";
import { grouperOf } from "../src/runs/judging/groups/groupers";
import { usualSeedLike } from "../src/runs/judging/groups/seedLike";
import { RunNames } from "../src/runs/describe/names";
import { drain } from "../src/util/drain";
import { processorTime } from "../test/support/processorTime";

const size = 10_000;
const metrics = 20;
const folders = 100;

/** The extension host's main thread is never blocked for longer, in milliseconds. */
const budget = 50;

const state = {
  isPinned: () => false,
  isHidden: () => false,
  label: () => undefined,
  promotedTo: () => undefined,
  wordsOn: () => undefined,
  added: [],
};

/** Runs as a year of sweeps leaves them: 100 folders, each run with 20 metrics and 8 parameters. */
function manyRuns(): RunSummary[] {
  const names = Array.from(
    { length: metrics },
    (_, index) => ["val/acc", "val/loss", "train/loss", "lr"][index] ?? `extra/${index}_loss`,
  );
  return Array.from({ length: size }, (_, index) => {
    const values = Object.fromEntries(names.map((name, at) => [name, [1, ((index * 7919 + at) % 1000) / 1000]]));
    const params = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`model.p${at}`, (index * 31 + at) % 17]));
    const times = { startedAt: (index * 104_729) % 1e9, lastWriteAt: (index * 104_729) % 1e9 };
    return makeRun(`sweeps/s${index % folders}/run${index}`, values, { params, ...times });
  });
}

/** What a refresh does: the tree anew, and the comparison with all rows of a view in which three folders are open. */
function refresh(input: TreeInput, shown: ShownNodes): void {
  const tree = buildTree(input);
  shown.changed(
    tree.top,
    (node) => tree.children(node),
    (node) => rowOf(node, input),
  );
}

/** The longest of the calls by which a view gets its first rows: VS Code asks for one list after the other. */
function longestOfFirst(input: TreeInput, shown: ShownNodes): number {
  let tree: Tree | undefined;
  const times = [timed(() => (tree = buildTree(input)))];
  const open = (parent: TreeNode | undefined, depth: number) => {
    let list: TreeNode[] = [];
    times.push(
      timed(() => {
        list = shown.list(parent, parent ? tree!.children(parent) : tree!.top);
        for (const node of list) shown.row(node, rowOf(node, input));
      }),
    );
    if (depth > 0) for (const node of list.slice(0, 3)) open(node, depth - 1);
  };
  open(undefined, 2);
  return Math.max(...times);
}

function rowOf(node: TreeNode, { judge, nameOf }: TreeInput): string {
  const unknown = {
    isScripted: () => false,
    launchOf: () => undefined,
    disagreementOf: () => undefined,
    plotted: new Map(),
    plottedGroups: new Map(),
    siblingsOf: () => [],
  };
  const standings = { standingOf: () => undefined, standingOfGroup: () => undefined };
  return JSON.stringify(itemOf(node, { judge, state, nameOf, ...unknown, ...standings }, 0));
}

/** Milliseconds of the processor: other work on the machine must not make it look slow. */
function timed(work: () => void): number {
  const took = processorTime();
  work();
  return took();
}

/** The usual time of several goes; the first few let the engine warm up. */
function usual(work: () => void): number {
  const times = Array.from({ length: 15 }, () => timed(work)).slice(3);
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function report(what: string, milliseconds: number): Row {
  return {
    what: `${what}, ${size.toLocaleString("en")} runs of ${metrics} metrics`,
    ours: `${milliseconds.toFixed(1)} ms`,
    budget: `≤ ${budget} ms`,
    ok: milliseconds <= budget,
  };
}

/** What putting runs into seed groups takes, and showing them. */
function groupRows(
  runs: readonly RunSummary[],
  input: (more: Partial<TreeInput>) => TreeInput,
  shown: ShownNodes,
): Row[] {
  const index = new GroupIndex(grouperOf({ kind: "seed" }, usualSeedLike));
  const byId = new Map(runs.map((run) => [run.id, run]));
  const taken = [...Array(Math.ceil(size / 1000) + 1).keys()].map(() => timed(() => void index.take(byId)));
  const groupOf = (id: string) => index.groupOf(id);
  const grouped = usual(() => refresh(input({ groupOf }), shown));
  const ordered = usual(() => refresh(input({ groupOf, isFlat: true, sort: { by: "headline" } }), shown));
  return [
    report("put into seed groups, longest call", Math.max(...taken)),
    report("a refresh in seed groups", grouped),
    report("seed groups in one list, by their mean", ordered),
  ];
}

export default function bench(): Promise<Row[]> {
  const runs = manyRuns();
  const judgeAnew = () =>
    makeJudge(runs[0], { headlineMetric: undefined, direction: () => undefined, version: 0, at: "last" });
  const filter = parseFilter("run1 val/acc > 0.5 model.p1 < 9") as Filter;
  let judge = judgeAnew();
  const names = new RunNames();
  drain(names.refreshing(new Map(runs.map((run) => [run.id, run]))));
  const nameOf = (run: RunSummary) => names.of(run);
  const input = (more: Partial<TreeInput> = {}): TreeInput => {
    return {
      runs,
      problems: [],
      state,
      judge,
      nameOf,
      filter: undefined,
      sort: { by: "started" },
      showHidden: false,
      groupOf: () => undefined,
      isFlat: false,
      verdictOf: () => undefined,
      ...more,
    };
  };
  const shown = new ShownNodes();
  const first = longestOfFirst(input(), shown);
  const again = usual(() => refresh(input(), shown));
  const live = usual(() => {
    runs[5] = { ...runs[5]!, lastWriteAt: performance.now() };
    refresh(input(), shown);
  });
  const judged = usual(() => {
    judge = judgeAnew();
    refresh(input({ sort: { by: "delta" } }), shown);
  });
  const named = usual(() => refresh(input({ sort: { by: "name" } }), shown));
  const words = usual(() => refresh(input({ filter }), shown));
  const groups = groupRows(runs, input, shown);
  return Promise.resolve([
    report("the first tree, engine still cold, longest call", first),
    report("a refresh in which nothing changed", again),
    report("a refresh in which one run did", live),
    report("another baseline, by difference", judged),
    report("by name", named),
    report("a filter of words and comparisons", words),
    ...groups,
  ]);
}
