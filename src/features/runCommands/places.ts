import { join } from "node:path";
import type { RunSummary } from "../../shared/run";
import { idsOf } from "../../host/runIds";

/** Absolute path of what a run was read from: its folder or file. */
export function pathOf(run: Pick<RunSummary, "root" | "path">): string {
  return run.path === "." ? run.root : join(run.root, run.path);
}

type Runs = ReadonlyMap<string, RunSummary>;

/**
 * What the tree's nodes stand for on disk, each once: a run's folder or file, a group's folder, a file, the file of a
 * problem. Run ids stand for their runs.
 */
export function pathsOf(runs: Runs, first: unknown, selected?: unknown): readonly string[] {
  const all = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [first];
  return [...new Set(all.flatMap((argument) => own(argument) ?? idsOf(argument).flatMap((id) => pathOfId(runs, id))))];
}

/** As pathsOf, but a run stands for the files that it was read from. */
export function filesOf(runs: Runs, first: unknown, selected?: unknown): readonly string[] {
  const all = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [first];
  return [
    ...new Set(
      all.flatMap((argument) => own(argument) ?? idsOf(argument).flatMap((id) => runs.get(id)?.sources ?? [])),
    ),
  ];
}

function pathOfId(runs: Runs, id: string): string[] {
  const run = runs.get(id);
  return run ? [pathOf(run)] : [];
}

/** The path that a node itself has. */
function own(argument: unknown): readonly string[] | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  if ("path" in argument && typeof argument.path === "string") return [argument.path];
  if ("folder" in argument && typeof argument.folder === "string") return [argument.folder];
  return "problem" in argument ? own(argument.problem) : undefined;
}
