import { basename, relative, sep } from "node:path";
import { Commands } from "../../host/contributions";
import { formatCount, formatParam, formatValue, valueAt } from "../../runs/describe/numbers";
import { contextWords, type ItemState } from "./contextValue";
import type { Best } from "../../runs/judging/best";
import type { FileNode, GroupNode, MetricNode, ParamNode, SectionNode, TreeNode } from "./nodes";
import { runItem } from "./runItem";
import { seedGroupItem } from "./seedGroupItem";
import { baselineItem } from "./baselineItem";
import { verdictIcon, type Item } from "./fields";
import { deltaText } from "../../runs/describe/verdict";
import { shown, shownLines } from "../../util/shown";
import { plural, t } from "../../util/text";

/** A row, with nothing in its texts that can't be seen, whatever the files said. @param now unix milliseconds */
export function itemOf(node: TreeNode, state: ItemState, now: number): Item {
  const item = itemAsRead(node, state, now);
  const { description, tooltip } = item;
  return {
    ...item,
    label: shown(item.label),
    spoken: shown(item.spoken),
    ...(description !== undefined && { description: shown(description) }),
    ...(tooltip !== undefined && { tooltip: shownLines(tooltip) }),
  };
}

function itemAsRead(node: TreeNode, state: ItemState, now: number): Item {
  const context = contextWords(node, state);
  switch (node.kind) {
    case "run":
      return { ...runItem(node, state, now), context };
    case "group":
      return { ...groupItem(node, state), context };
    case "baseline":
      return { ...baselineItem(node, state), context };
    case "seedGroup":
      return { ...seedGroupItem(node, state), context };
    case "section":
      return { ...sectionItem(node), context };
    case "metric":
      return { ...metricItem(node, state), context };
    case "param":
      return { ...paramItem(node), context };
    case "file":
      return { ...fileItem(node), context };
    case "more": {
      const label = t("… {count} more", { count: formatCount(node.count) });
      return { label, opens: "closed", context, spoken: label };
    }
    case "problems": {
      const label = t("Problems");
      const description = plural(
        node.problems.length,
        { one: "{count} file not read in full", other: "{count} files not read in full" },
        { count: formatCount(node.problems.length) },
      );
      const icon = { id: "warning", color: "list.warningForeground" };
      return { label, description, icon, opens: "closed", context, spoken: `${label}, ${description}` };
    }
    case "problem": {
      const { path, root } = node.problem;
      // The reason first: a path before it would push it out of the row.
      const label = node.problem.message.replaceAll(root + sep, "");
      const place = path === root ? basename(path) : relative(root, path);
      const command = { id: Commands.openFiles, args: [[node]] } as const;
      const tooltip = `${path}\n${node.problem.message}`;
      return {
        label,
        description: place,
        file: path,
        opens: "no",
        context,
        spoken: `${label}, ${place}`,
        command,
        tooltip,
      };
    }
  }
}

type Bare = Omit<Item, "context">;

function groupItem({ label, members, best, open, path }: GroupNode, { judge }: ItemState): Bare {
  // The baseline's row says which metric it is; another one is named.
  const named = ({ metric, value }: Best) =>
    metric === judge.headline ? formatValue(value) : `${formatValue(value)} (${metric})`;
  const count = members().length;
  const empty = members().filter(({ series }) => series.length === 0).length;
  const runs = plural(count, { one: "{count} run", other: "{count} runs" }, { count: formatCount(count) });
  // The value first: at the usual width the end of a row is cut off.
  const parts = [
    ...(best ? [t("best {at}", { at: named(best) })] : []),
    runs,
    ...(empty > 0 && empty < count ? [t("{count} without a point", { count: formatCount(empty) })] : []),
  ];
  const whole = best && t("best {at}", { at: `${best.metric} ${formatValue(best.value)}` });
  const spoken = [label, runs, ...(whole === undefined ? [] : [whole])].join(", ");
  const tooltip = whole === undefined ? path : `${path}\n${whole}`;
  return { label, description: parts.join(", "), opens: open ? "open" : "closed", spoken, tooltip };
}

function sectionTitle(section: SectionNode["section"]): string {
  switch (section) {
    case "runs":
      return t("Runs");
    case "metrics":
      return t("Metrics");
    case "params":
      return t("Parameters");
    case "files":
      return t("Files");
  }
}

function sectionItem({ section, count: size }: SectionNode): Bare {
  const label = sectionTitle(section);
  const opens = section === "metrics" ? "open" : "closed";
  return { label, description: formatCount(size), opens, spoken: `${label}, ${size}` };
}

function metricItem(node: MetricNode, { standingOf }: ItemState): Bare {
  const { metric, valued, isHeadline, run } = node;
  const { at, series, direction } = valued;
  const verdict = standingOf(run, metric)?.verdict;
  const best = direction === "lower" ? series.min : direction === "higher" ? series.max : undefined;
  const parts = [...(verdict?.delta === undefined ? [] : [deltaText(verdict)]), at ? formatValue(at.value) : "–"];
  if (best && best.value !== at?.value) parts.push(t("best {at}", { at: valueAt(best, series.stepKind) }));
  return {
    label: metric,
    description: parts.join("  "),
    icon: verdictIcon(verdict?.verdict) ?? { id: isHeadline ? "star-full" : "graph-line" },
    opens: "no",
    spoken: [metric, ...parts, ...(isHeadline ? [t("headline metric")] : [])].join(", "),
    command: { id: Commands.plot, args: [node.runIds, { series: metric }] },
  };
}

function paramItem({ name, value, differs }: ParamNode): Bare {
  const other =
    differs &&
    (differs.baseline === undefined
      ? t("not in the baseline")
      : t("baseline {value}", { value: formatParam(differs.baseline) }));
  const parts = [formatParam(value), ...(other === undefined ? [] : [other])];
  return {
    label: name,
    description: parts.join("   "),
    icon: differs ? { id: "diff-modified", color: "charts.yellow" } : { id: "symbol-constant" },
    opens: "no",
    spoken: [name, ...parts].join(", "),
    tooltip: `${name}\n${parts.join("\n")}`,
  };
}

function fileItem(node: FileNode): Bare {
  const { label, path } = node;
  return {
    label,
    file: path,
    opens: "no",
    spoken: label,
    command: { id: Commands.openFiles, args: [[node]] },
    tooltip: path,
  };
}
