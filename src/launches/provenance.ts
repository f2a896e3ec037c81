import { isAbsolute, join } from "node:path";
import type { RunSummary } from "../shared/run";
import type { Launch } from "./launch";
import { splitWords } from "./words";

export interface Provenance {
  /** Absolute path. */
  readonly script: string;
  readonly args: readonly string[];
}

/** The script and arguments that made a run: from its launch, else from the command that its format recorded. */
export function provenanceOf(
  run: Pick<RunSummary, "command" | "root">,
  launch: Launch | undefined,
  windows: boolean,
): Provenance | undefined {
  if (launch?.kind === "train") return { script: launch.script, args: launch.args };
  const split = run.command === undefined ? undefined : splitWords(run.command, windows);
  if (!split?.ok) return undefined;
  const at = split.words.findIndex((word) => word.endsWith(".py"));
  const script = split.words[at];
  if (script === undefined) return undefined;
  return { script: isAbsolute(script) ? script : join(run.root, script), args: split.words.slice(at + 1) };
}
