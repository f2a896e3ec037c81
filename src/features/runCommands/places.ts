import { join } from "node:path";
import type { RunSummary } from "../../shared/run";
import type { Target } from "../../host/commandArguments";

/** Absolute path of what a run was read from: its folder or file. */
export function pathOf(run: Pick<RunSummary, "root" | "path">): string {
  return run.path === "." ? run.root : join(run.root, run.path);
}

type Runs = ReadonlyMap<string, RunSummary>;

/** What targets stand for on disk, each once: what a row itself is, else the folder or file of each of its runs. */
export function pathsOf(runs: Runs, targets: readonly Target[]): readonly string[] {
  return each(targets, (id) => pathOfId(runs, id));
}

/** As pathsOf, but a run stands for the files that it was read from. */
export function filesOf(runs: Runs, targets: readonly Target[]): readonly string[] {
  return each(targets, (id) => runs.get(id)?.sources ?? []);
}

function each(targets: readonly Target[], ofRun: (id: string) => readonly string[]): readonly string[] {
  return [...new Set(targets.flatMap(({ path, runIds }) => (path === undefined ? runIds.flatMap(ofRun) : [path])))];
}

function pathOfId(runs: Runs, id: string): string[] {
  const run = runs.get(id);
  return run ? [pathOf(run)] : [];
}
