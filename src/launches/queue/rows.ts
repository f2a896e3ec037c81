import { basename } from "node:path";
import { plural, t } from "../../util/text";
import { joinWords } from "../words";
import { isBusy, type LaunchGroup, type Outcome, type Queue, type QueuedLaunch } from "./queue";
import { whyWaits, type Limits } from "./turns";

/** A row of the queue: a group, or one of its launches. Plain data. */
export interface QueueRow {
  /** Unique, and the same after a change. */
  readonly key: string;
  /** Ids of the launches that it stands for. */
  readonly queuedIds: readonly string[];
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: { readonly id: string; readonly color?: string };
  /** What can be done with it. */
  readonly words: readonly QueueWord[];
  readonly rows: readonly QueueRow[];
}

/** Every word that a row's contextValue may hold. */
export const queueVocabulary = ["movable", "canStop", "canRetry", "canRemove"] as const;
export type QueueWord = (typeof queueVocabulary)[number];

/** How the queue stands in this window. */
export interface QueueView {
  readonly queue: Queue;
  readonly limits: Limits;
  readonly isOwner: boolean;
}

/** The groups in the order in which they were added, each with its launches in theirs. */
export function queueRows(view: QueueView): readonly QueueRow[] {
  return view.queue.groups.map((group) => groupRow(group, view));
}

function groupRow(group: LaunchGroup, view: QueueView): QueueRow {
  const own = view.queue.launches.filter((launch) => launch.group === group.id);
  const name = [basename(group.script), group.name].filter((part) => part !== "").join(": ");
  const rows = own.map((launch) => launchRow(launch, group, view));
  const running = own.some(isBusy);
  return {
    key: group.id,
    queuedIds: own.map(({ id }) => id),
    label: name,
    description: tally(own),
    tooltip: group.script,
    icon: { id: running ? "loading~spin" : "list-ordered" },
    words: queueVocabulary.filter((word) => rows.some(({ words }) => words.includes(word))),
    rows,
  };
}

/** "3 of 12 done, 1 failed, 2 running". */
export function tally(launches: readonly QueuedLaunch[]): string {
  const count = (test: (launch: QueuedLaunch) => boolean) => launches.filter(test).length;
  const failed = count(({ outcome }) => outcome === "failed");
  const stopped = count(({ outcome }) => outcome === "stopped" || outcome === "skipped");
  const running = count(isBusy);
  return [
    t("{done} of {all} done", { done: count(({ outcome }) => outcome === "finished"), all: launches.length }),
    ...(failed > 0 ? [plural(failed, { one: "{count} failed", other: "{count} failed" })] : []),
    ...(stopped > 0 ? [plural(stopped, { one: "{count} stopped", other: "{count} stopped" })] : []),
    ...(running > 0 ? [plural(running, { one: "{count} running", other: "{count} running" })] : []),
  ].join(", ");
}

function launchRow(launch: QueuedLaunch, group: LaunchGroup, view: QueueView): QueueRow {
  const { id, state, label, args } = launch;
  return {
    key: id,
    queuedIds: [id],
    label: label === "" ? t("no arguments") : label,
    description: standing(launch, view),
    tooltip: [basename(group.script), joinWords(args)].join(" "),
    icon: iconOf(launch),
    words: [
      ...(state === "waiting" && view.isOwner ? (["movable"] as const) : []),
      ...(state === "waiting" || state === "running" ? (["canStop"] as const) : []),
      ...(state === "ended" && launch.outcome !== "finished" ? (["canRetry"] as const) : []),
      ...(state === "waiting" || state === "ended" ? (["canRemove"] as const) : []),
    ],
    rows: [],
  };
}

function standing(launch: QueuedLaunch, { queue, limits, isOwner }: QueueView): string {
  const { state, outcome, reason, gpu } = launch;
  if (state === "waiting") return whyWaits(queue, launch, limits, isOwner);
  const on = gpu === undefined ? [] : [t("GPU {gpu}", { gpu })];
  if (state === "starting") return [t("starting"), ...on].join(" · ");
  if (state === "running") return [t("running"), ...on].join(" · ");
  const why = reason === undefined ? "" : ` (${reason})`;
  return outcomeText(outcome ?? "unknown") + why;
}

function outcomeText(outcome: Outcome): string {
  switch (outcome) {
    case "finished":
      return t("finished");
    case "failed":
      return t("failed");
    case "stopped":
      return t("stopped");
    case "skipped":
      return t("skipped: an earlier one failed");
    case "unknown":
      return t("ended, and nothing told how");
  }
}

const icons: Readonly<Record<Outcome, QueueRow["icon"]>> = {
  finished: { id: "pass", color: "testing.iconPassed" },
  failed: { id: "error", color: "testing.iconFailed" },
  stopped: { id: "debug-stop" },
  skipped: { id: "debug-step-over" },
  unknown: { id: "question" },
};

function iconOf({ state, outcome }: QueuedLaunch): QueueRow["icon"] {
  if (state === "waiting") return { id: "circle-outline" };
  return state === "ended" ? icons[outcome ?? "unknown"] : { id: "loading~spin" };
}
