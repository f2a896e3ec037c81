import { formatCount } from "../../runs/describe/numbers";
import { shortName } from "../../runs/describe/shortName";
import { ruleText } from "../../runs/describe/rule";
import type { StandRule } from "../../runs/judging/stands/rule";
import type { LostBaseline } from "../../state/references";
import { plural, t } from "../../util/text";
import type { Tree } from "./model";

/** A word that is longer than the view is wide is cut off, not broken: characters. */
const longestOffer = 30;

/** What the line above the tree is made of. */
export interface Sight {
  readonly counts: Tree["counts"];
  readonly filter: string;
  /** Its title; absent if it is the usual one. */
  readonly sort: string | undefined;
  readonly rule: StandRule;
  readonly scanned: boolean;
  /** There is a baseline, whether or not its runs were found. */
  readonly hasBaseline: boolean;
  /** Baselines whose runs were not found. */
  readonly lost: readonly LostBaseline[];
  /** What could be one. */
  readonly suggestion: string | undefined;
}

/**
 * What is in sight and what isn't, in plain text: an active filter with its count, the order, the rule that runs are compared by, and,
 * without a baseline, what could be one. Empty where nothing matches, so that the view's welcome shows.
 */
export function messageOf({ counts, filter, sort, rule, scanned, hasBaseline, lost, suggestion }: Sight): string {
  const rest = counts.all - counts.hidden;
  if (filter !== "" && counts.shown === 0) return "";
  if (scanned && counts.all > 0 && counts.shown === 0) return t("All runs are hidden.");
  const looks = [
    ...(filter === ""
      ? []
      : [
          t("Filter: {filter} · {shown} of {rest} runs", {
            filter,
            shown: formatCount(counts.shown),
            rest: formatCount(rest),
          }),
        ]),
    ...(sort === undefined ? [] : [t("Sorted: {sort}", { sort })]),
    ...(rule.kind === "last" || !hasBaseline ? [] : [t("Compared: {rule}", { rule: ruleText(rule) })]),
  ];
  const line = [looks.join(" · "), ...(scanned ? lost.map(lostText) : [])].filter((part) => part !== "").join(" · ");
  if (hasBaseline || suggestion === undefined || counts.shown < 2) return line;
  const offer = t("No baseline yet. A sensible one: {name} (Switch Baseline…)", {
    name: shortName(suggestion, [], longestOffer),
  });
  return line === "" ? offer : `${line} · ${offer}`;
}

/** What is wrong with a baseline whose runs are not there, and what to do. */
function lostText({ name, missing, isPartly }: LostBaseline): string {
  if (!isPartly)
    return t("The baseline {name} was not found: it was moved, renamed or deleted (Switch Baseline…)", { name });
  return plural(
    missing,
    {
      one: "{count} run of the baseline {name} was not found; the rest is compared with (Switch Baseline…)",
      other: "{count} runs of the baseline {name} were not found; the rest is compared with (Switch Baseline…)",
    },
    { name },
  );
}
