import { nameOf, type ArgSpec } from "../../python/arguments/spec";
import { normalPath, resolvePath } from "../paths";

/** Options that name what is written, whatever stands before and behind: `--out`, `--output_dir`, `hydra.run.dir`, `--save-path`. */
const writes =
  /^(?:out|output|outdir|logdir|workdir|rundir|savedir|(?:.*[-_.])?(?:out|output|outputs|save|log|logging|run|exp|experiment|work|result|results|checkpoint|ckpt|root)[-_.]?(?:dir|path|folder|root))$/i;
const reads = /resume|load|data|input|config/i;

/** A value of an option that names where something is written. */
interface Output {
  readonly index: number;
  readonly path: string;
}

/** What short options stand for: "-o" for "--work-dir". */
export type LongNames = ReadonlyMap<string, string>;

/** @param specs what a script declares */
export function longNames(specs: readonly Pick<ArgSpec, "flags" | "dest">[]): LongNames {
  return new Map(specs.flatMap((spec) => spec.flags.map((flag) => [flag, nameOf(spec)] as const)));
}

function outputsIn(args: readonly string[], names: LongNames): readonly Output[] {
  return args.flatMap((argument, index) => {
    const joined = /^-{0,2}([A-Za-z][\w.-]*)=(.*)$/s.exec(argument);
    const before = args[index - 1] ?? "";
    const option = joined
      ? joined[1]
      : before.startsWith("-") && !before.includes("=")
        ? (names.get(before) ?? before).replace(/^-+/, "")
        : "";
    const path = joined ? (joined[2] ?? "") : argument;
    if (option === undefined || path === "" || path.startsWith("-") || !writes.test(option) || reads.test(option))
      return [];
    return [{ index, path }];
  });
}

/** What lies at a path: nothing, the folder or file of a run, or something else, such as the folder in which runs lie. */
export type Lying = "nothing" | "run" | "other";

/**
 * Arguments that write to no place that another launch of the queue, or a run, writes to: where they name one, `-2`, `-3`, … is put
 * behind it, before what tells the kind of a file. A folder in which runs lie is left as it is: scripts make their own in it.
 * @param others the arguments of the others
 * @param look told an absolute path
 * @param names what the script's short options stand for
 */
export async function apart(
  args: readonly string[],
  others: readonly (readonly string[])[],
  cwd: string,
  look: (path: string) => Promise<Lying>,
  names: LongNames = new Map(),
): Promise<readonly string[]> {
  const used = new Set(others.flatMap((each) => outputsIn(each, names).map(({ path }) => resolvePath(path, cwd))));
  const result = [...args];
  for (const { index, path } of outputsIn(args, names)) {
    const resolved = resolvePath(path, cwd);
    const lying = await look(resolved);
    if (resolved === normalPath(cwd) || lying === "other" || (lying === "nothing" && !used.has(resolved))) continue;
    const argument = args[index] ?? "";
    const isFree = async (at: string) => !used.has(at) && (await look(at)) === "nothing";
    const free = await firstFree(path, (next) => isFree(resolvePath(next, cwd)));
    result[index] = argument.slice(0, argument.length - path.length) + free;
  }
  return result;
}

async function firstFree(path: string, isFree: (path: string) => Promise<boolean>): Promise<string> {
  for (let number = 2; ; number++) {
    const next = numbered(path, number);
    if (await isFree(next)) return next;
  }
}

function numbered(path: string, number: number): string {
  let bare = path;
  while (/[/\\]$/.test(bare)) bare = bare.slice(0, -1);
  const kind = /\.[A-Za-z]\w{0,9}$/.exec(bare)?.[0] ?? "";
  return `${bare.slice(0, bare.length - kind.length)}-${number}${kind}`;
}
