import { TreeFragment, type Tree } from "@lezer/common";
import { parser } from "@lezer/python";

/** A text and its syntax tree. */
export interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

/**
 * Parses Python a little at a time: each `next()` is a small piece of work, so that a caller can let others run in
 * between. What did not change since `previous` is taken over from its tree: after a keystroke only the statements around
 * it are parsed.
 */
export function* parsing(text: string, previous?: Parsed): Generator<undefined, Parsed> {
  const parse = parser.startParse(text, previous ? unchanged(previous, text) : []);
  for (let steps = 1; ; steps++) {
    const tree = parse.advance();
    if (tree) return { text, tree };
    if (steps % 64 === 0) yield undefined;
  }
}

/** The parts of the previous tree that lie before the first and after the last character that differs. */
function unchanged(previous: Parsed, text: string): readonly TreeFragment[] {
  const old = previous.text;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end))
    end++;
  const change = { fromA: start, toA: old.length - end, fromB: start, toB: text.length - end };
  return TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), [change]);
}
