import type { Direction, Problem } from "../shared/run";
import { t } from "../util/text";
import type { Rules } from "./baselines";
import { baselinesIn, rulesIn, type FolderBaseline } from "./folderBaselines";
import { idOf, slashed } from "./runPath";
import type { RunMarks } from "./stateContent";
import type { NamedView } from "../shared/tableViews";
import type { StateFile } from "./stateFile";

/** One view of several folders' files: of two that say different things, the first folder's wins. */
export interface View {
  readonly baselines: readonly FolderBaseline[];
  readonly named: readonly FolderBaseline[];
  readonly rules: Rules;
  readonly headlineMetric: string | undefined;
  readonly sameMetrics: readonly (readonly string[])[];
  /** By absolute path of the folder, the innermost first. */
  readonly headlines: readonly (readonly [folder: string, metric: string])[];
  readonly views: ReadonlyMap<string, NamedView>;
  readonly directions: ReadonlyMap<string, Direction>;
  /** By run id with forward slashes. */
  readonly marks: ReadonlyMap<string, RunMarks>;
  /** Ids of the runs that have some. */
  readonly marked: readonly string[];
  readonly added: readonly string[];
  readonly problems: readonly Problem[];
}

export function viewOf(files: readonly StateFile[]): View {
  const directions = new Map<string, Direction>();
  const marks = new Map<string, RunMarks>();
  const added: string[] = [];
  for (const { folder, content } of files.toReversed()) {
    for (const [tag, direction] of content.directions) directions.set(tag, direction);
    for (const [path, own] of content.runs) {
      const id = idOf(folder, path);
      marks.set(slashed(id), own);
      if (own.added) added.push(id);
    }
  }
  const marked = files.flatMap(({ folder, content }) => [...content.runs.keys()].map((path) => idOf(folder, path)));
  const headlineMetric = files.find(({ content }) => content.headlineMetric !== undefined)?.content.headlineMetric;
  const sameMetrics = files.flatMap(({ content }) => content.sameMetrics);
  const headlines = files
    .flatMap(({ folder, content }) =>
      [...content.headlines].map(([path, metric]): [string, string] => [idOf(folder, path), metric]),
    )
    .sort(([a], [b]) => b.length - a.length);
  return {
    ...baselinesIn(files),
    rules: rulesIn(files),
    headlineMetric,
    sameMetrics,
    headlines,
    views: new Map(files.toReversed().flatMap(({ content }) => [...content.views])),
    directions,
    marks,
    marked,
    added: [...new Set(added)],
    problems: files.flatMap(problemsOf),
  };
}

function problemsOf(file: StateFile): Problem[] {
  const { path, folder: root, mistakes, left } = file;
  const problems = mistakes.map((mistake) => ({
    path,
    root,
    message: t("{mistake}. Fix or remove the file.", { mistake: capital(file.describe(mistake)) }),
  }));
  const message = t(
    "Left half-written by a window that ended before it was done. Your next change in this folder takes it away.",
  );
  return left === undefined ? problems : [...problems, { path: left, root, message }];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
