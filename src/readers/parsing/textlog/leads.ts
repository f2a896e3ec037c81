import { counterRank, isEpochName, splitPrefix } from "../tables/columns";
import { isSign, near, type Token } from "./tokens";

/** What is counted beside epochs. */
export interface Counter {
  /** "" where a number stands alone. */
  readonly name: string;
  readonly value: number;
  readonly total: number | undefined;
  /** It leads the line, as `100/391` of a progress bar and `[12]` of a round do. */
  readonly leads: boolean;
}

/** What leads a line, in front of its names. */
export interface Lead {
  readonly epoch?: number | undefined;
  readonly epochs?: number | undefined;
  readonly counter: Counter;
  /** Behind this token, a name may begin. */
  readonly from: number;
  /** Where all of the line is told. */
  readonly value?: readonly [name: string, value: number];
}

export function leadOf(tokens: readonly Token[]): Lead | undefined {
  return partLead(tokens) ?? numberLead(tokens);
}

/** A number alone at the beginning: `[12]` (XGBoost, LightGBM), `12:` (CatBoost), `100/100` (Keras). */
function numberLead(tokens: readonly Token[]): Lead | undefined {
  let at = 0;
  while (at < tokens.length && isStamp(tokens, at)) at++;
  const bracket = isSign(tokens, at, "[") ? 1 : 0;
  const number = tokens[at + bracket];
  if (number?.kind !== "number" || !isCount(number)) return undefined;
  return bracket === 1 ? (pairLead(tokens, at + 1) ?? bracketLead(tokens, at + 1)) : plainLead(tokens, at);
}

function bracketLead(tokens: readonly Token[], at: number): Lead | undefined {
  const value = countOf(tokens[at]!);
  const total = totalBehind(tokens, at);
  // `[003/100] loss = 0.5`: no bar, but a line for each.
  if (total && isSign(tokens, total.at + 1, "]"))
    return { counter: { name: "", value, total: total.total, leads: false }, from: total.at + 2 };
  if (!isSign(tokens, at + 1, "]")) return undefined;
  return { counter: { name: "", value, total: undefined, leads: true }, from: at + 2 };
}

/** Also a number with nothing behind: `12 [D loss: 0.7]`, `250 val 3.28`. */
function plainLead(tokens: readonly Token[], at: number): Lead | undefined {
  const value = countOf(tokens[at]!);
  const [next, third] = [tokens[at + 1], tokens[at + 2]];
  const counter: Counter = { name: "", value, total: undefined, leads: true };
  if (next?.text === ":") return { counter, from: at + 2 };
  if (next?.text === "/" && third?.kind === "number")
    return { counter: { ...counter, total: third.value }, from: at + 3 };
  if (next?.text === "[" && next.blanks > 0 && third?.kind === "word" && third.blanks === 0)
    return { counter, from: at + 1 };
  const isAll = tokens.length === at + 3 && next?.kind === "word" && third?.kind === "number";
  const isValue = isAll && third.text.includes(".") && third.unit === "";
  return isValue ? { counter, from: at + 3, value: [next.text, third.value] } : undefined;
}

/** `[0/25][50/391]` and `[1,  2000]`: an epoch, and what counts within it. @param at where the first number is */
function pairLead(tokens: readonly Token[], at: number): Lead | undefined {
  const over = totalBehind(tokens, at);
  const next = over ? over.at + 3 : at + 2;
  const isPair = over
    ? isSign(tokens, over.at + 1, "]") && isSign(tokens, over.at + 2, "[")
    : isSign(tokens, at + 1, ",") && isSign(tokens, at + 3, "]") && !countsBehind(tokens, at + 4);
  const inner = tokens[next];
  if (!isPair || inner?.kind !== "number" || !isCount(inner)) return undefined;
  const within = over && totalBehind(tokens, next);
  if (over && !within) return undefined;
  const counter = { name: "", value: inner.value, total: within?.total, leads: false };
  return { epoch: tokens[at]!.value, epochs: over?.total, counter, from: (within?.at ?? next) + 2 };
}

/** `[1,0]<stdout>:Epoch 3`, as Open MPI tags the lines of its processes, and `[0,1] epoch 3` count behind the brackets. */
function countsBehind(tokens: readonly Token[], from: number): boolean {
  const counts = ({ text }: Token) => isEpochName(text) || counterRank(text) !== undefined;
  return isSign(tokens, from, "<") || tokens.slice(from).some(counts);
}

/**
 * What counts behind a part of the data: `Train: 3 [  50/391 ( 13%)]` (timm), `Train: [3/300][50/391]` (Swin); and
 * `Test: [  10/98]`, which goes on until all were tested.
 */
function partLead(tokens: readonly Token[]): Lead | undefined {
  const part = tokens.findIndex(({ text }, at) => at < near && splitPrefix(text) !== "" && isSign(tokens, at + 1, ":"));
  const bracket = part >= 0 && isSign(tokens, part + 2, "[") ? 1 : 0;
  const number = part < 0 ? undefined : tokens[part + 2 + bracket];
  if (number?.kind !== "number" || !isCount(number)) return undefined;
  const over = bracket === 1 ? totalBehind(tokens, part + 3) : undefined;
  const after = over === undefined ? part + 3 : over.at + 2;
  const within = isSign(tokens, after, "[") ? totalBehind(tokens, after + 1) : undefined;
  if ((bracket === 1) !== (over !== undefined)) return undefined;
  if (within) {
    const counter = { name: "", value: tokens[after + 1]!.value, total: within.total, leads: false };
    return { epoch: number.value, epochs: over?.total, counter, from: within.at + 1 };
  }
  if (!over || /^train/i.test(tokens[part]!.text)) return undefined;
  return { counter: { name: "", value: number.value, total: over.total, leads: true }, from: over.at + 1 };
}

/** A date or time, or its brackets, in front of what is said. */
function isStamp(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!;
  if (token.kind === "time") return true;
  return (
    (token.text === "[" && tokens[at + 1]?.kind === "time") || (token.text === "]" && tokens[at - 1]?.kind === "time")
  );
}

/** The number behind a stroke: `3/20`, `[10/ 391]`. */
export function totalBehind(
  tokens: readonly Token[],
  at: number,
): { readonly at: number; readonly total: number } | undefined {
  const number = tokens[at]!;
  const total = isSign(tokens, at + 1, "/") && number.unit === "" ? tokens[at + 2] : undefined;
  // `mean/median reward 20.0/19.5` is two values, and `accuracy: 90.5/100` is one.
  const isWhole = total?.kind === "number" && isCount(total) && !total.text.includes(".");
  return isWhole && total.value > 0 ? { at: at + 2, total: total.value } : undefined;
}

export function isCount({ value, unit }: Token): boolean {
  return Number.isInteger(value) && value >= 0 && (unit === "" || /^k$/i.test(unit));
}

/** What a number counts to: `10k` are ten thousand. */
export function countOf({ value, unit }: Token): number {
  return unit === "" ? value : value * 1000;
}
