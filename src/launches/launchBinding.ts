import type { ParamValue, RunSummary } from "../shared/run";
import type { Launch } from "./launch";
import { normalPath, resolvePath } from "./paths";

/** What of a run tells who wrote it. */
export type Candidate = Pick<
  RunSummary,
  "id" | "name" | "sources" | "startedAt" | "lastWriteAt" | "params" | "command"
>;

/** File times are coarse, and a clock may be read a moment before the shell starts: slack in ms. */
const slack = 2000;

/**
 * The launch that a run belongs to, among those that could have written it; none if none could.
 *
 * Could have: the run's last write falls into the launch's life, the run says nothing that contradicts (another script, a
 * start long before the launch together with no write since), and it lies under the launch's folder or an argument names it.
 *
 * Of several the one with the most evidence: an argument that names the run's folder, the run's own word on its command, the
 * script's folder, params that equal the arguments. On a tie the latest started: files that change are most often those of
 * what was started last.
 */
export function bind(run: Candidate, launches: readonly Launch[]): Launch | undefined {
  let best: { launch: Launch; score: number } | undefined;
  for (const launch of launches) {
    const score = evidence(run, launch);
    if (score === undefined) continue;
    const better = !best || score > best.score || (score === best.score && launch.startedAt >= best.launch.startedAt);
    if (better) best = { launch, score };
  }
  return best?.launch;
}

/** More than all other evidence together. */
const certain = 1000;

/** How well a launch fits a run; undefined if it cannot have written it. */
function evidence(run: Candidate, launch: Launch): number | undefined {
  if (launch.printed !== undefined && run.sources.includes(launch.printed)) return certain;
  if (!inTime(run, launch)) return undefined;
  const named = names(launch, run);
  const inside = run.sources.some((source) => isUnder(source, launch.cwd));
  const besides = run.sources.some((source) => isUnder(source, folderOf(launch.script)));
  if (!named && !inside && !besides) return undefined;
  const told = run.command === undefined ? 0 : mentions(run.command, launch.script) ? 6 : undefined;
  if (told === undefined) return undefined;
  return (
    (named ? 8 : 0) +
    told +
    (besides ? 2 + nearness(launch.script) : 0) +
    (inside ? 1 : 0) +
    agreement(run.params, launch.args) -
    (launch.kind === "tests" ? 1 : 0)
  );
}

/** Of two scripts with the run under their folders the one further down is nearer; never as much as any other evidence. */
function nearness(script: string): number {
  return Math.min(normalPath(script).split("/").length, 99) / 100;
}

/**
 * The run was written to while the launch lived, and is not an old one that was only copied here. When it started is the training's
 * own word, by this machine's clock, and needs no slack: what starts after a launch was seen to end is another's.
 */
function inTime(run: Candidate, launch: Launch): boolean {
  const from = launch.startedAt - slack;
  const ended = launch.endedAt ?? Infinity;
  return (
    run.lastWriteAt >= from &&
    run.lastWriteAt <= ended + slack &&
    (run.startedAt === undefined || run.startedAt <= ended)
  );
}

/** An argument is the path of a folder or file that the run lies in: `--out runs/a`, `--out=runs/a`. */
export function names(launch: Launch, run: Candidate): boolean {
  return launch.args.some((argument) => {
    const value = argument.startsWith("-") ? argument.slice(argument.indexOf("=") + 1) : argument;
    if (value === "" || value === "." || value.startsWith("-")) return false;
    const path = resolvePath(value, launch.cwd);
    return path !== normalPath(launch.cwd) && run.sources.some((source) => isUnder(source, path));
  });
}

function mentions(command: string, script: string): boolean {
  const name = normalPath(script).split("/").at(-1)!;
  const module = name.replace(/\.py$/, "");
  return command.split(/[\s"'/\\]+/).some((word) => word === name || word === module || word.endsWith(`.${module}`));
}

/** Arguments that a param repeats count for the launch, those that a param contradicts against it. */
function agreement(params: Readonly<Record<string, ParamValue>>, args: readonly string[]): number {
  const known = new Map(Object.entries(params).map(([name, value]) => [plainName(name), value]));
  let score = 0;
  args.forEach((argument, index) => {
    const option = /^(?:--?)?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(argument);
    if (!option || !(argument.startsWith("-") || option[2] !== undefined)) return;
    const param = known.get(plainName(option[1]!));
    const value = option[2] ?? args[index + 1];
    if (param === undefined || param === null || value === undefined) return;
    score += sameValue(param, value) ? 1 : -2;
  });
  return score;
}

function sameValue(param: string | number | boolean, text: string): boolean {
  return typeof param === "number" ? Number(text) === param : String(param).toLowerCase() === text.toLowerCase();
}

/** "optimizer.learning-rate" and "learning_rate" are one option to the people who name them. */
function plainName(name: string): string {
  return name.split(".").at(-1)!.replaceAll("-", "_").toLowerCase();
}

function folderOf(path: string): string {
  return path.replace(/[/\\][^/\\]*$/, "");
}

function isUnder(path: string, folder: string): boolean {
  const [inner, outer] = [normalPath(path), normalPath(folder)];
  return inner === outer || inner.startsWith(`${outer}/`);
}
