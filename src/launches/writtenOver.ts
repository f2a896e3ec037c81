import { normalPath, resolvePath } from "./paths";

/** What of a run tells where it was written. */
export interface Written {
  readonly id: string;
  readonly name: string;
  readonly sources: readonly string[];
}

/** An argument that names the folder of a run that is there already. */
export interface Clash<R> {
  readonly run: R;
  /** Which of the arguments. */
  readonly index: number;
  /** The path as it stands in the argument. */
  readonly path: string;
}

/** Options that name what is read rather than written. */
export const reads =
  /resume|load|restore|ckpt|checkpoint(?!s?[-_]?(?:dir|path|folder|out))|init|pretrain|from|data|input|config|cfg|baseline|eval|test|teacher/i;

/** A run whose folder an argument names as the place to write to: a second launch would write over it, or into it. */
export function writtenOver<R extends Written>(
  args: readonly string[],
  cwd: string,
  runs: Iterable<R>,
): Clash<R> | undefined {
  const folders = new Map<string, R>();
  for (const run of runs) for (const source of run.sources) folders.set(normalPath(`${source}/..`), run);
  for (const [index, argument] of args.entries()) {
    const { option, path } = optionOf(args, index, argument);
    if (path === "" || path.startsWith("-") || option === undefined || reads.test(option)) continue;
    const run = folders.get(resolvePath(path, cwd));
    if (run && resolvePath(path, cwd) !== normalPath(cwd)) return { run, index, path };
  }
  return undefined;
}

/** `--out runs/a`, `--out=runs/a`, `out=runs/a`: the option and what it is given. */
export function optionOf(args: readonly string[], index: number, argument: string) {
  const joined = /^-{0,2}([A-Za-z][\w.-]*)=(.*)$/s.exec(argument);
  if (joined) return { option: joined[1], path: joined[2] ?? "" };
  const before = args[index - 1] ?? "";
  return { option: before.startsWith("-") && !before.includes("=") ? before : undefined, path: argument };
}

/** The arguments with another folder in the place of the one that clashes. */
export function withFolder<R>(args: readonly string[], { index, path }: Clash<R>, folder: string): readonly string[] {
  return args.map((argument, at) =>
    at === index ? argument.slice(0, argument.length - path.length) + folder : argument,
  );
}

/** The first of `runs/a-2`, `runs/a-3`, … that is not taken; `runs/a-2` is followed by `runs/a-3`. */
export async function freeFolder(path: string, taken: (path: string) => Promise<boolean>): Promise<string> {
  let bare = path;
  while (/[/\\]$/.test(bare)) bare = bare.slice(0, -1);
  const numbered = /^(.*?)-(\d{1,6})$/s.exec(bare);
  const stem = numbered?.[1] ?? bare;
  for (let number = numbered ? Number(numbered[2]) + 1 : 2; ; number++) {
    const next = `${stem}-${number}`;
    if (!(await taken(next))) return next;
  }
}
