import { quietGit } from "./quietGit";

/** A line that says that something is left to do. */
export interface Todo {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** So many are told, of so many characters each. */
const most = 50;
const longest = 160;
/** Where people write them. What is generated or logged is not looked at. */
const kinds = "py pyi ipynb r jl sh md yaml yml toml c cc cpp cu h hpp rs go js ts"
  .split(" ")
  .map((kind) => `*.${kind}`);
/** What git calls the tree with nothing in it. */
const nothing = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * Lines with TODO, FIXME or XXX that were added since a time, committed or not. Never fails. For trusted workspaces only.
 * @param since unix milliseconds
 */
export async function todosSince(folder: string, since: number): Promise<Todo[]> {
  try {
    const git = await quietGit(folder);
    const before = await git.raw("rev-list", "-1", `--before=@${Math.floor(since / 1000)}`, "HEAD", "--");
    const diff = await git.raw(
      ...["-c", "core.quotePath=false", "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--relative", "-U0"],
      ...["-G", "(TODO|FIXME|XXX)", before.trim() || nothing, "--", ...kinds],
    );
    return todosIn(diff);
  } catch {
    return [];
  }
}

/** The added lines of a diff without context that have a mark. */
export function todosIn(diff: string): Todo[] {
  const found: Todo[] = [];
  let [path, line] = ["", 0];
  for (const text of diff.split("\n")) {
    if (text.startsWith("+++ ")) path = text.replace(/^\+\+\+ (?:b\/)?/, "");
    else if (text.startsWith("@@ ")) line = Number(/\+(\d{1,9})/.exec(text)?.[1] ?? 0);
    else if (text.startsWith("+")) {
      if (/\b(?:TODO|FIXME|XXX)\b/.test(text)) found.push({ path, line, text: shortened(text) });
      if (found.length >= most) return found;
      line++;
    }
  }
  return found;
}

/** From the mark on. */
function shortened(text: string): string {
  const from = text.slice(text.search(/\b(?:TODO|FIXME|XXX)\b/));
  return from.length > longest ? `${from.slice(0, longest)}…` : from;
}
