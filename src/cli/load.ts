import { existsSync, statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { readingOnce } from "../readers/parsing/files/readOnce";
import { handleOf } from "../runs/describe/handle";
import { SameMetrics } from "../runs/judging/aliases";
import { headlineOf, type Headline } from "../runs/judging/headline";
import type { AssembledRun } from "../runs/assembly/summary";
import { seedGroups, type RunGroup } from "../runs/judging/groups/groups";
import { makeSeedLike } from "../runs/judging/groups/seedLike";
import type { Reference } from "../runs/judging/reference";
import type { BoardQuery } from "../runs/judging/verdicts/query";
import { referencesTo } from "../state/references";
import type { Direction, LeftOut, Problem, RunSummary } from "../shared/run";
import type { Skipped } from "../store/index/folderTree";
import { RunIndex } from "../store/index/runIndex";
import { passedOver } from "./passed";
import { FileUserState, type UserState } from "../state/userState";
import { drain } from "../util/drain";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** A folder read to its end. */
export interface Loaded {
  /** Absolute path. */
  readonly root: string;
  /** In the order of their paths. */
  readonly runs: readonly AssembledRun[];
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  /** What the readers passed over. */
  readonly leftOut: readonly LeftOut[];
  /** Absolute path of the baseline in the folder's .lossline/state.json, if it names one. */
  readonly baseline: string | undefined;
  /** What runs are measured against where the command line names nothing. */
  readonly reference: Reference | undefined;
  /** What the user said beside it: names of one metric, and what is seed-like. */
  readonly said: Pick<BoardQuery, "same" | "seedLike">;
  /** What people set on runs. */
  readonly marks: Pick<UserState, "isPinned" | "wordsOn" | "promotedTo" | "keptIds" | "files" | "problems">;
  /** Ids of every baseline's runs, in use or only named. */
  readonly baselines: ReadonlySet<string>;
  /** The direction that the state file gives a tag, if any. */
  readonly direction: (tag: string) => Direction | undefined;
  /** What a run is judged by, here as in the editor. */
  readonly headline: (run: RunSummary) => Headline | undefined;
}

/** Finds and reads every run below a folder. @throws {HumanError} if there is no such folder */
export async function load(folder: string): Promise<Loaded> {
  const root = resolve(folder);
  const found = statSync(root, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new HumanError(t("{path} is not a folder. Name the folder that it is in.", { path: folder }));
  if (!found) throw new HumanError(t("The folder {path} does not exist.", { path: folder }));
  const state = new FileUserState([root]);
  await state.reload();
  const index = new RunIndex();
  index.open([{ path: root, exclude: [], added: state.added }]);
  readingOnce(() => {
    drain(index.discover(false));
    drain(index.read());
  });
  index.update(Date.now());
  const runs = [...index.runs()].sort((a, b) => (a.summary.id < b.summary.id ? -1 : 1));
  return {
    root,
    runs,
    problems: [...index.problems, ...state.problems, ...passedOver().map((passed) => ({ ...passed, root }))],
    skipped: index.skipped,
    leftOut: index.leftOut,
    baseline: state.baseline,
    reference: referenceIn(runs, state),
    said: { same: state.sameMetrics, seedLike: state.rules.seedLike },
    marks: state,
    baselines: baselinesIn(runs, state),
    direction: (tag) => state.direction(tag),
    headline: headlines(runs, state),
  };
}

function referenceIn(runs: readonly AssembledRun[], state: FileUserState): Reference | undefined {
  return referencesTo(state.baselines, ...foundIn(runs, state))[0]?.reference;
}

function baselinesIn(runs: readonly AssembledRun[], state: FileUserState): ReadonlySet<string> {
  const references = referencesTo([...state.baselines, ...state.namedBaselines], ...foundIn(runs, state));
  return new Set(references.flatMap(({ reference }) => reference.runs.map(({ id }) => id)));
}

function foundIn(runs: readonly AssembledRun[], state: FileUserState) {
  const summaries = runs.map(({ summary }) => summary);
  const byId = new Map(summaries.map((run) => [run.id, run]));
  const groups = new Map(
    seedGroups(summaries, makeSeedLike(state.rules.seedLike)).flatMap((group) =>
      group.runs.map(({ id }): [string, RunGroup] => [id, group]),
    ),
  );
  const found = { runs: byId, groupOf: (id: string) => groups.get(id), nameOf: ({ name }: RunSummary) => name };
  const chosen = {
    headlineMetric: state.headlineMetric,
    headlineFor: (id: string) => state.headlineFor(id),
    same: new SameMetrics(state.sameMetrics),
    direction: (tag: string) => state.direction(tag),
    version: 0,
    at: "last",
  } as const;
  return [found, chosen] as const;
}

function headlines(runs: readonly AssembledRun[], state: FileUserState): Loaded["headline"] {
  const same = new SameMetrics(state.sameMetrics);
  const baseline = referenceIn(runs, state)?.runs[0];
  const direction = (tag: string) => state.direction(tag);
  const theirs = baseline && headlineOf(baseline, { chosen: state.headlineFor(baseline.id), same }, direction)?.metric;
  return (run) => {
    const ofBaseline = run.id === baseline?.id ? undefined : theirs;
    return headlineOf(run, { chosen: state.headlineFor(run.id), baseline: ofBaseline, same }, direction);
  };
}

/**
 * Where to look for the runs that are named: the folder given, else that of the first if it lies elsewhere, else here.
 */
export function placeOf(folder: string | undefined, words: readonly string[]): string {
  const path = resolve(words[0] ?? ".");
  const isElsewhere = relative(process.cwd(), path).startsWith("..") && existsSync(path);
  return folder ?? (isElsewhere ? dirname(path) : ".");
}

/**
 * The run that a word names: its path (relative to the folder or to the working directory), its name, or its id.
 * @throws {HumanError} if there is none, or more than one
 */
export function findRun({ root, runs }: Loaded, word: string): AssembledRun {
  const paths = new Set([resolve(word), resolve(root, word)]);
  // In this order: of the trainings that share a path, the last has it as its id, and is what the path names.
  const ways: readonly ((summary: RunSummary) => boolean)[] = [
    (summary) => [summary.id, handleOf(summary)].includes(word) || paths.has(summary.id),
    (summary) => paths.has(resolve(summary.root, summary.path)) || (summary.also ?? []).some((id) => paths.has(id)),
    ({ name, path }) => name === word || basename(path) === word,
  ];
  const found =
    ways.map((isMeant) => runs.filter(({ summary }) => isMeant(summary))).find(({ length }) => length > 0) ?? [];
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new HumanError(
      t("There is no run {run} in {folder}. See: {command}", {
        run: word,
        folder: root,
        command: `lossline scan ${root}`,
      }),
    );
  const choices = found.map(({ summary }) => `  ${handleOf(summary)}`).join("\n");
  throw new HumanError(
    `${t("{run} names {count} runs. Name one by its path:", { run: word, count: found.length })}\n${choices}`,
  );
}
