import { basename } from "node:path";
import { Commands } from "../../host/contributions";
import { formatSpread, formatValue } from "../../runs/describe/numbers";
import type { Reference } from "../../runs/judging/reference";
import type { Judge } from "../../runs/judging/judge";
import { sampleOf } from "../../runs/judging/statistics/sample";
import { plural, t } from "../../util/text";
import type { ItemState } from "./contextValue";
import { baselineIcon, type Item } from "./fields";
import type { BaselineNode } from "./nodes";

/** The row of a baseline that is not one run: its name, its headline value and what it is made of. */
export function baselineItem(node: BaselineNode, { judge }: ItemState): Omit<Item, "context"> {
  const { reference, root, several, runIds } = node;
  const metric = judge.criteria.standard.headlines.get(root);
  const value = metric === undefined ? undefined : valueOf(reference, metric, judge);
  const parts = [
    t("baseline"),
    ...(several ? [basename(root)] : []),
    ...(value === undefined || metric === undefined ? [] : [`${metric} ${value}`]),
    madeOf(reference),
  ];
  return {
    label: reference.name,
    description: parts.join("   "),
    icon: baselineIcon,
    opens: runIds.length > 0 ? "closed" : "no",
    spoken: [reference.name, ...parts].join(", "),
    tooltip: [reference.name, ...parts].join("\n"),
    ...(runIds.length > 0 && { command: { id: Commands.plot, args: [runIds, {}] } }),
  };
}

function valueOf({ runs, targets }: Reference, metric: string, judge: Judge): string | undefined {
  const target = targets?.get(metric);
  if (target) return formatValue(target.value);
  const values = runs.flatMap((run) => {
    const series = run.series.find(({ name }) => name === metric);
    const value = series && judge.value(series).at?.value;
    return value !== undefined && Number.isFinite(value) ? [value] : [];
  });
  if (values.length === 0) return undefined;
  const { mean, sd } = sampleOf(values);
  return formatSpread(mean, sd);
}

function madeOf({ runs, targets, bestOf }: Reference): string {
  if (targets) return plural(targets.size, { one: "{count} fixed value", other: "{count} fixed values" });
  const count = plural(runs.length, { one: "{count} run", other: "{count} runs" });
  return bestOf === undefined ? count : t("{runs}, best of {count}", { runs: count, count: bestOf });
}
