import { isEpochName, splitPrefix } from "../tables/columns";
import { mostWords, near, type Token } from "./tokens";

/** What is said of a part of the data in front of its values: `Train metrics: …`. */
const said = /^(?:epoch|set|on|step|metrics?|results?|scores?|stats?|performance|phase|summary|error|net)$/i;
/** Those that may be the name of a value as well: `Train Score: 0.9`. */
const mayBeValue = /^(?:metrics?|results?|scores?|stats?|performance|phase|summary|error|net)$/i;
/** Other words for parts of the data, by which names are told apart. */
const otherParts = /^(?:crossval|cv|heldout)$/i;

/** A part of the data, and where the line begins to speak of it. */
export interface PartMark {
  readonly at: number;
  readonly part: string;
}

/** Where a line speaks of one part of the data after another: `[train] loss=0.5, [valid] loss=0.6`. Empty if it does not. */
export function partMarks(tokens: readonly Token[]): readonly PartMark[] {
  const marks = tokens.flatMap((token, at) => (namesPart(tokens, at) ? [{ at, part: token.text.toLowerCase() }] : []));
  return new Set(marks.map(({ part }) => part)).size > 1 ? marks : [];
}

/** The first word that names a part of the data, and is in no value's name. */
export function partOfLine(tokens: readonly Token[], values: ReadonlyMap<string, number>): string {
  const found = tokens.slice(0, near).findIndex((_, at) => namesPart(tokens, at));
  const part = found < 0 ? "" : tokens[found]!.text.toLowerCase();
  const inName = [...values.keys()].some((name) => name.toLowerCase().split(/[ _]/).includes(part));
  return inName ? "" : part;
}

/** A word that names a part, and none of a metric's name: `train Loss: 0.5` has it in the name already. */
function namesPart(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at]!, tokens[at + 1]];
  if (token.kind !== "word" || splitPrefix(token.text) === "") return false;
  if (next === undefined || isEpochName(next.text)) return true;
  if (said.test(next.text)) return !mayBeValue.test(next.text) || !isValueAt(tokens, at + 2);
  return next.kind === "sign" && !(/^[:=]$/.test(next.text) && isValue(tokens, at + 2));
}

/** A number, with or without a sign in front. */
function isValueAt(tokens: readonly Token[], at: number): boolean {
  return isValue(tokens, /^[:=]$/.test(tokens[at]?.text ?? "") ? at + 1 : at);
}

/** `Train: 0.5` and `Train: 98.5%` are values; `Train: 3 [ 50/391]` counts, and `Train: 100%|███|` is a bar. */
function isValue(tokens: readonly Token[], at: number): boolean {
  const [number, next] = [tokens[at], tokens[at + 1]];
  const isBar = number?.unit === "%" && next?.text === "|" && next.blanks === 0;
  return number?.kind === "number" && !isBar && next?.text !== "[";
}

/** `train Loss: 0.5 Acc: 0.9`: what leads the first name, and is in no other, is said of them all. */
export function leadingPart(
  values: ReadonlyMap<string, number>,
): { readonly part: string; readonly values: ReadonlyMap<string, number> } | undefined {
  const [first, ...others] = values;
  const [word = "", ...rest] = first?.[0].split(" ") ?? [];
  if (!first || rest.length === 0 || others.length === 0 || splitPrefix(word) === "") return undefined;
  if (others.some(([name]) => speaksOfPart(name))) return undefined;
  return { part: word.toLowerCase(), values: new Map([[rest.join(" "), first[1]], ...others]) };
}

export function speaksOfPart(name: string): boolean {
  return name.split(/[^A-Za-z]+/).some((one) => splitPrefix(one) !== "" || otherParts.test(one));
}

/**
 * The part of the data that a line without a number names for those below it, `Validation:` or `Test Error:`; undefined if it
 * names none.
 */
export function sectionIn(line: string): string | undefined {
  const words = line.split(/[^A-Za-z]+/, 2 * mostWords).filter((word) => word !== "");
  const [first = "", second] = words;
  const isAlone = words.length <= 2 && (second === undefined || said.test(second) || /^data$/i.test(second));
  // `testing in eval mode…`
  const isMode = words.length <= mostWords && /^(?:in|on|with|using|the|model)$/i.test(second ?? "");
  return (isAlone || isMode) && splitPrefix(first) !== "" ? first.toLowerCase() : undefined;
}
