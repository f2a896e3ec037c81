import { Commands } from "../../host/contributions";
import { disagreementText } from "../../runs/describe/disagreement";
import { metricCount } from "../../runs/describe/metricCount";
import { formatAge, formatAgo, formatStep, formatValue, toPlaces } from "../../runs/describe/numbers";
import { shortName } from "../../runs/describe/shortName";
import { statusWord, unheardText } from "../../runs/describe/status";
import { deltaText } from "../../runs/describe/verdict";
import { nanStep, type Headline } from "../../runs/judging/judge";
import { stoppedEarly, type StoppedEarly } from "../../runs/judging/stoppedEarly";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { RunSummary } from "../../shared/run";
import { plural, t } from "../../util/text";
import type { ItemState } from "./contextValue";
import { baselineIcon, plottedIcon, verdictIcon, type Icon, type Item } from "./fields";
import type { RunNode } from "./nodes";

/** What a run's row is made of. */
interface Told {
  readonly node: RunNode;
  readonly headline: Headline | undefined;
  readonly isBaseline: boolean;
  readonly verdict: Verdict | undefined;
  /** "2 others worse" */
  readonly disagreement: string | undefined;
  readonly early: StoppedEarly | undefined;
  readonly isPromoted: boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

/** A run's row: what it is called, how it does against the baseline, and when it last wrote. */
export function runItem(node: RunNode, state: ItemState, now: number): Omit<Item, "context"> {
  const { run } = node;
  const { judge, nameOf } = state;
  const isBaseline = judge.isBaseline(run);
  const verdict = isBaseline ? undefined : state.standingOf(run)?.verdict;
  const disagreement = verdict && state.disagreementOf(run);
  const told: Told = {
    node,
    headline: judge.headlineOf(run),
    isBaseline,
    verdict,
    disagreement: disagreement && disagreementText(disagreement),
    early: stoppedEarly(run, state.siblingsOf(run), judge.headlineOf(run)?.series.name),
    isPromoted: state.state.promotedTo(run.id) !== undefined,
    now,
  };
  const name = node.place === "group" ? withoutFolder(nameOf(run), run) : nameOf(run);
  const label = shortName(name, node.shared);
  const stroke = state.plotted.get(run.id);
  const isEarly = told.early !== undefined;
  const own = stroke === undefined ? iconOf(run, verdict, isEarly) : plottedIcon(stroke);
  const icon = isBaseline ? baselineIcon : node.place === "pinned" ? { ...own, id: "pinned" } : own;
  return {
    label,
    description: withPromotion(partsOf(told), told).join("   "),
    icon: state.state.isHidden(run.id) || run.series.length === 0 ? { ...icon, color: "disabledForeground" } : icon,
    opens: "closed",
    checked: state.plotted.has(run.id),
    spoken: spoken(name, told),
    command: { id: Commands.plot, args: [node.runIds, {}] },
  };
}

/** In its folder a run's name need not say the folder. */
function withoutFolder(name: string, { folder }: RunSummary): string {
  const prefix = `${folder.split("/").at(-1)!}/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/**
 * What went wrong comes first; then the difference and what it means, before the value and whatever else may be cut off. Beside a
 * difference there is no room for an age.
 */
function partsOf(told: Told): string[] {
  const { node, isBaseline, verdict, disagreement, now } = told;
  const { run } = node;
  const value = valueText(told);
  if (isBaseline) return baselineParts(told, value);
  const failure = failureOf(told);
  const progress = progressOf(run);
  const parts = [...(failure === undefined ? [] : [failure])];
  if (verdict && verdict.candidate.n > 0) {
    const others = disagreement === undefined ? "" : `, ${disagreement}`;
    return [...parts, deltaText(verdict) + others, value, ...(progress === undefined ? [] : [progress])];
  }
  if (progress !== undefined) parts.push(progress);
  if (told.headline?.at !== undefined || run.series.length > 0) parts.push(value);
  parts.push(run.status === "running" ? t("now") : formatAge(run.lastWriteAt, now));
  return parts;
}

/** That it was promoted stands second: what is first must not be cut off. */
function withPromotion([first = "", ...rest]: readonly string[], { isPromoted }: Told): readonly string[] {
  return isPromoted ? [first, t("promoted"), ...rest] : [first, ...rest];
}

function baselineParts({ node, headline, now }: Told, value: string): string[] {
  const { run, place } = node;
  if (place === "baseline") return [t("baseline"), ...(headline?.at ? [`${headline.series.name} ${value}`] : [])];
  return [`${value}  ${t("baseline")}`, run.status === "running" ? t("now") : formatAge(run.lastWriteAt, now)];
}

/** The value that the difference is of: where both were equally far, that may not be its last. */
function valueText({ node, headline, verdict }: Told): string {
  const value = verdict?.candidate.mean ?? headline?.at?.value;
  const shown = value === undefined || Number.isNaN(value) ? "–" : toPlaces(value, node.places());
  const metric = headline?.series.name;
  const { expects } = node;
  return metric === undefined || expects === undefined || metric === expects ? shown : `${metric} ${shown}`;
}

const longestRemark = 24;

/** Why its value is not to be believed, or is not there: why it ended, since when it is NaN. */
function failureOf({ node: { run }, early }: Told): string | undefined {
  const nan = nanStep(run);
  if (run.status === "failed" || run.status === "killed") return brief(run.statusReason) ?? statusWord(run.status);
  if (nan !== undefined) return t("NaN from step {step}", { step: formatStep(nan) });
  if (early) return t("stopped early, {done} of {of}", { done: formatStep(early.done), of: formatStep(early.of) });
  return unheardText(run);
}

/** How far it is: "epoch 12/60". */
function progressOf({ status, progress }: RunSummary): string | undefined {
  if (status !== "running" || !progress) return undefined;
  const { done, total } = progress;
  return progress.unit === "step"
    ? t("step {done}/{total}", { done, total })
    : t("epoch {done}/{total}", { done, total });
}

/** In a row there is room for a few words only, such as an exit code; the tooltip has them all. */
function brief(text: string): string | undefined {
  const short = text.length > longestRemark ? text.split(": ", 1)[0]! : text;
  return short === "" || short.length > longestRemark || /[\r\n]/.test(short) ? undefined : short;
}

/** What the status says comes before how good the run is: color means better or worse, and only where that is known. */
function iconOf(run: RunSummary, verdict: Verdict | undefined, isEarly: boolean): Icon {
  if (run.status === "running") return { id: "loading~spin", color: "charts.blue" };
  if (run.status === "failed") return { id: "error", color: "list.errorForeground" };
  if (run.status === "killed") return { id: "circle-slash", color: "list.warningForeground" };
  if (nanStep(run) !== undefined) return { id: "warning", color: "list.warningForeground" };
  if (isEarly) return { id: "circle-slash", color: "list.warningForeground" };
  if (run.status === "stale") return { id: "watch", color: "list.warningForeground" };
  return verdictIcon(verdict?.verdict) ?? { id: run.status === "finished" ? "pass" : "circle-outline" };
}

function spoken(label: string, told: Told): string {
  const { node, headline, isBaseline, verdict, disagreement, early, isPromoted, now } = told;
  const { run, place } = node;
  const nan = nanStep(run);
  const status = statusWord(run.status);
  const words = [
    label,
    isBaseline ? t("baseline") : place === "pinned" ? t("pinned") : undefined,
    isPromoted ? t("promoted") : undefined,
    run.statusReason && (run.status !== "unknown" || run.statusCause === "gone")
      ? `${status}: ${run.statusReason}`
      : status,
    early && failureOf(told),
    nan === undefined ? undefined : t("NaN from step {step}", { step: formatStep(nan) }),
    headline?.at && `${headline.series.name} ${formatValue(headline.at.value)}`,
    verdict && deltaText(verdict),
    disagreement,
    plural(metricCount(run), { one: "{count} metric", other: "{count} metrics" }),
    run.status === "running" ? undefined : t("last written {age}", { age: formatAgo(run.lastWriteAt, now) }),
  ];
  return words.filter((word) => word !== undefined && word !== "").join(", ");
}
