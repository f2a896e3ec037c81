import { homeOf } from "../../runs/describe/home";
import { metricCount } from "../../runs/describe/metricCount";
import { basename, isAbsolute, relative } from "node:path";
import type { RunSummary } from "../../shared/run";
import type { Judge } from "../../runs/judging/judge";
import type { FileNode, MetricNode, ParamNode, RunNode, SectionName, SectionNode, TreeNode } from "./nodes";
import { differenceOf } from "../../runs/describe/params";
import { tsvText } from "../../runs/describe/sheets";
import { naturalKey } from "../../runs/judging/sort";

/** What is found when a run is opened: its sections, and what each holds. */
export function childrenOfRun(
  node: RunNode | SectionNode,
  judge: Judge,
  runsBelow: (run: RunSummary) => readonly RunNode[],
): readonly TreeNode[] {
  if (node.kind === "run") return sections(node, runsBelow(node.run).length);
  const { run, key } = node;
  switch (node.section) {
    case "runs":
      return runsBelow(run).map((child) => ({ ...child, key: `${key}/${child.key}` }));
    case "metrics":
      return metrics(run, key, judge);
    case "params":
      return params(run, key, judge.baselineFor(run));
    case "files":
      return run.sources.map((path) => file(run, path, key));
  }
}

function sections({ run, key }: RunNode, below: number): readonly SectionNode[] {
  const counts: readonly (readonly [SectionName, number])[] = [
    ["runs", below],
    ["metrics", metricCount(run)],
    ["params", Object.keys(run.params).length],
    ["files", run.sources.length],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([section, count]) => ({ kind: "section", key: `${key}/${section}`, runIds: [], section, run, count }));
}

/** The headline metric first, the others by name. */
function metrics(run: RunSummary, key: string, judge: Judge): readonly MetricNode[] {
  const headline = judge.criteria.headlineOf(run);
  return run.series
    .map((series): MetricNode => {
      const { name, tag } = series;
      const valued = judge.value(series);
      const node = {
        kind: "metric",
        key: `${key}/${name}`,
        runIds: [run.id],
        run,
        metric: name,
        tag,
        valued,
        copied: String(valued.at?.value ?? ""),
      } as const;
      if (name !== headline?.series.name) return { ...node, isHeadline: false };
      return { ...node, isHeadline: true, because: headline.because };
    })
    .sort((a, b) => Number(b.isHeadline) - Number(a.isHeadline) || byName(a.metric, b.metric));
}

/** Those that differ from the baseline first, each part by name. */
function params(run: RunSummary, key: string, baseline: RunSummary | undefined): readonly ParamNode[] {
  const other = baseline && baseline.id !== run.id ? baseline.params : undefined;
  return Object.entries(run.params)
    .map(([name, value]): ParamNode => ({
      kind: "param",
      key: `${key}/${name}`,
      runIds: [],
      name,
      value,
      copied: tsvText([[value]]),
      differs: differenceOf(name, value, other),
    }))
    .sort((a, b) => Number(b.differs !== undefined) - Number(a.differs !== undefined) || byName(a.name, b.name));
}

function file(run: RunSummary, path: string, key: string): FileNode {
  const inRun = relative(homeOf(run), path);
  const label = inRun === "" || inRun.startsWith("..") || isAbsolute(inRun) ? basename(path) : inRun;
  return { kind: "file", key: `${key}/${path}`, runIds: [], path, label };
}

function byName(a: string, b: string): number {
  const [left, right] = [naturalKey(a), naturalKey(b)];
  return left < right ? -1 : left > right ? 1 : a < b ? -1 : 1;
}
