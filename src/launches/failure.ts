import { dirname, isAbsolute, join } from "node:path";
import { exists } from "../python/environment/paths";
import { cutWord, mask, maskText } from "../util/maskText";

/** Why a script failed, as it told itself. */
export interface Failure {
  /** "ValueError: bad shape"; one line, secrets masked. */
  readonly message: string;
  /** Where in the project, if it is known. As Python wrote it. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** The module that cannot be imported. */
  readonly module?: string;
  /** The file or folder that is not there, as the script named it. */
  readonly absent?: string;
  /** Options that are required and were not given. */
  readonly missing?: readonly string[];
}

/** A message longer than this is cut. */
const longest = 300;
/** No more of a line is looked at. */
const widest = 2000;

const frame = /^ {2,}File "([^"\n]+)", line (\d+)/;
/** The line after the frames: `ValueError: bad`, `torch.cuda.OutOfMemoryError: …`, `KeyboardInterrupt`. */
const exception = /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?::|$)/;
const foreign = /[/\\](?:site-packages|dist-packages)[/\\]|[/\\]lib[/\\]python3[^/\\]*[/\\]|^<frozen /;

/** The reason in a program's output: its last traceback, or what its option parser said; undefined if it tells none. */
export function failureIn(output: string): Failure | undefined {
  const lines = output.split("\n").map((line) => cutWord(line, widest).trimEnd());
  return usageError(lines) ?? lastTraceback(lines);
}

/**
 * The folder of the script, if a file that it did not find from its working directory lies there: many scripts are meant to be started in
 * their own folder.
 */
export async function folderWithAbsent({
  script,
  cwd,
  failure,
}: {
  readonly script: string;
  readonly cwd: string;
  readonly failure?: Failure;
}): Promise<string | undefined> {
  const { absent } = failure ?? {};
  const folder = dirname(script);
  if (absent === undefined || isAbsolute(absent) || folder === cwd) return undefined;
  return (await exists(join(folder, absent))) ? folder : undefined;
}

function lastTraceback(lines: readonly string[]): Failure | undefined {
  const at = lines.findLastIndex((line, index) => exception.test(line) && afterFrames(lines, index));
  if (at < 0) return undefined;
  const message = cut(lines[at] ?? "");
  const module = /^ModuleNotFoundError: No module named '([\w.]+)'/.exec(message)?.[1];
  const absent = /^FileNotFoundError: .*?: '([^']+)'$/.exec(message)?.[1];
  return {
    message,
    ...placeBefore(lines, at),
    ...(module === undefined ? {} : { module }),
    ...(absent === undefined ? {} : { absent }),
  };
}

/** Frames are indented; so is all that stands between them and the exception. */
function afterFrames(lines: readonly string[], at: number): boolean {
  for (let above = at - 1; above >= 0 && at - above < 12; above--) {
    const line = lines[above] ?? "";
    if (frame.test(line)) return true;
    if (line !== "" && !line.startsWith("  ")) return false;
  }
  return false;
}

/** The innermost frame of the project: where a person would look first. */
function placeBefore(lines: readonly string[], at: number): Pick<Failure, "file" | "line"> {
  let inner: RegExpExecArray | undefined;
  for (let above = at - 1; above >= 0; above--) {
    const line = lines[above] ?? "";
    const found = frame.exec(line);
    if (found && !foreign.test(found[1] ?? "")) return placeOf(found);
    if (found) inner ??= found;
    else if (line !== "" && !line.startsWith("  ")) break;
  }
  return inner ? placeOf(inner) : {};
}

function placeOf([, file = "", line = ""]: readonly string[]): Pick<Failure, "file" | "line"> {
  return { file, line: Number(line) };
}

/** What argparse, click and absl say of arguments: the last line, after their usage. */
function usageError(lines: readonly string[]): Failure | undefined {
  const tail = lines.filter((line) => line !== "").slice(-6);
  for (const line of tail.toReversed()) {
    const argparse = /^\S[^:]*: error: (.+)$/.exec(line);
    const click = /^Error: ((?:Missing|No such|Invalid|Got unexpected).+)$/.exec(line);
    const told = argparse?.[1] ?? click?.[1];
    if (told === undefined) continue;
    const list = /the following arguments are required: (.+)$/.exec(told)?.[1]?.split(", ");
    const option = /^Missing (?:option|parameter:?) '?(-{1,2}[\w-]+)/.exec(told)?.[1];
    const missing = list?.map((each) => each.split("/").at(-1) ?? each) ?? (option === undefined ? [] : [option]);
    return { message: cut(told), ...(missing.length === 0 ? {} : { missing }) };
  }
  return undefined;
}

function cut(line: string): string {
  const masked = maskText(line);
  return masked.length > longest ? `${masked.slice(0, longest - 1)}…` : masked;
}

/**
 * What to search the web for: the message without what is only true here (paths, addresses, numbers of objects) or nobody's
 * business (secrets, user names).
 */
export function searchText(message: string): string {
  return maskText(cutWord(message, widest).replace(/\b[a-z][\w+.-]{1,20}:\/\/\S+/gi, " "))
    .replaceAll(mask, " ")
    .replace(/[^\s@]{1,64}@[^\s@]{1,255}/g, " ")
    .replace(/(["'])(?:[A-Za-z]:)?[^"'\s/\\]*[/\\][^"']*\1/g, " ")
    .replace(/(?:[A-Za-z]:)?(?:~|\.{1,2})?[/\\][^\s"':,)]+/g, " ")
    .replace(/\b0x[0-9a-f]{4,}\b/gi, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}
