import type { RunSummary } from "../../shared/run";
import type { UserState } from "../../state/userState";
import type { Standing } from "../../runs/judging/verdicts/query";
import type { Disagreement } from "../../runs/judging/disagreement";
import type { Judge } from "../../runs/judging/judge";
import type { Launch } from "../../launches/launch";
import type { TreeNode } from "./nodes";

/** What an item needs to know beside its node. */
export interface ItemState {
  readonly judge: Judge;
  readonly state: Pick<UserState, "isPinned" | "isHidden" | "label" | "added" | "promotedTo" | "wordsOn">;
  /** What a run is called. */
  readonly nameOf: (run: RunSummary) => string;
  /** Whether the script that made a run is known, so that it can be started again. */
  readonly isScripted: (run: RunSummary) => boolean;
  /** How a run stands by a metric, else by its headline; undefined where that is not known, or not yet. */
  readonly standingOf: (run: RunSummary, metric?: string) => Standing | undefined;
  /** The same of a group's runs together. */
  readonly standingOfGroup: (runs: readonly RunSummary[], metric: string) => Standing | undefined;
  /** The lines of the runs that are in the plot, by id. */
  readonly plotted: ReadonlyMap<string, number>;
  /** The lines of the groups of which two runs or more are, by key. */
  readonly plottedGroups: ReadonlyMap<string, number>;
  /** The runs that a run repeats, itself among them. */
  readonly siblingsOf: (run: RunSummary) => readonly RunSummary[];
  /** Where a run's other evaluation metrics contradict its headline. */
  readonly disagreementOf: (run: RunSummary) => Disagreement | undefined;
  /** The launch that a run is bound to, if any. */
  readonly launchOf: (run: RunSummary) => Pick<Launch, "state" | "failure"> | undefined;
}

/** Every word that a node's contextValue may hold; menus in package.json ask for them by `viewItem =~ /\bword\b/`. */
export const contextVocabulary = [
  "run",
  "group",
  "seedGroup",
  "metric",
  "param",
  "file",
  "problem",
  "unsearched",
  "plot",
  "baseline",
  "canBeBaseline",
  "canPin",
  "pinned",
  "canHide",
  "hidden",
  "added",
  "media",
  "scripted",
  "launched",
  "stoppable",
  "explainable",
  "canPromote",
  "promoted",
] as const;
export type ContextWord = (typeof contextVocabulary)[number];

/** The node's capabilities as words: what it is, and what can be done with it. */
export function contextWords(node: TreeNode, items: ItemState): string {
  return words(node, items).join(" ");
}

function words(node: TreeNode, { judge, state, isScripted, launchOf }: ItemState): readonly ContextWord[] {
  switch (node.kind) {
    case "run": {
      const { id, sources, records = [] } = node.run;
      return [
        "run",
        "plot",
        judge.isBaseline(node.run) ? "baseline" : "canBeBaseline",
        state.isPinned(id) ? "pinned" : "canPin",
        state.isHidden(id) ? "hidden" : "canHide",
        ...(state.added.some((path) => path === id || sources.includes(path)) ? (["added"] as const) : []),
        ...(records.some(({ count }) => count > 0) ? (["media"] as const) : []),
        ...(isScripted(node.run) ? (["scripted"] as const) : []),
        ...(launchOf(node.run) ? (["launched"] as const) : []),
        ...(launchOf(node.run)?.state === "running" ? (["stoppable"] as const) : []),
        state.promotedTo(id) === undefined ? "canPromote" : "promoted",
        ...(launchOf(node.run)?.failure ? (["explainable"] as const) : []),
      ];
    }
    case "group":
      return ["group", "plot"];
    case "baseline":
      return ["baseline", ...(node.runIds.length > 0 ? (["plot"] as const) : [])];
    case "seedGroup":
      return ["seedGroup", "plot", "canBeBaseline"];
    case "metric":
      return ["metric", "plot"];
    case "file":
      return ["file"];
    case "problem":
      return ["problem", ...(node.problem.unsearched === undefined ? [] : (["unsearched"] as const))];
    case "param":
      return ["param"];
    case "section":
    case "more":
    case "problems":
      return [];
  }
}
