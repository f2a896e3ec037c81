import { counterRank, isEpochName } from "../tables/columns";
import { isMetricName } from "../tables/metricWords";
import type { Token } from "./tokens";

/** Names of source files, which loggers put in front of the line they were called in: `train.py:142`. */
const source = /\.(?:py|pyx|cc|cpp|cu|c|h|hpp|java|kt|scala|go|rs|lua|jl|r|js|ts|m)$/i;
const longestRank = 1000;
/** Shorter words in brackets may be anything: `(fit:3)`. */
const shortestModule = 4;
const parts = /^(?:h|hr|hrs|hour|d|day|days|m|min|mins)$/i;
const times = /^(?:h|hr|hrs|hour|m|min|mins|s|sec|secs|ms)$/i;

/**
 * Joins numbers that belong to a name (`Top 5 accuracy`, `Recall at 10:`), and leaves out those that say where a line was
 * logged (`train.py:142`, `__main__:train:57`) or are parts of a duration (`1m 30s`). `5th` counts as 5 does.
 */
export function phrasesOf(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== "number") found.push(token);
    else if (isRank(tokens, at, found)) found.push(joined(found.pop()!, token));
    else if (isPlace(tokens, at, found)) dropPlace(found);
    else if (isPartOfDuration(tokens, at)) at = endOfDuration(tokens, at);
    else if (/^(?:st|nd|rd|th)$/.test(token.unit)) found.push({ ...token, unit: "" });
    else found.push(token);
  }
  return found;
}

function joined(word: Token, { text, blanks }: Token): Token {
  return { ...word, text: `${word.text}${blanks > 0 ? " " : ""}${text}` };
}

/** `Top 5 accuracy`; and `Recall at 10: 0.5`, where what is behind the number makes it a name's. */
function isRank(tokens: readonly Token[], at: number, found: readonly Token[]): boolean {
  const { value, unit, text } = tokens[at]!;
  const [before, next] = [found.at(-1), tokens[at + 1]];
  const isWhole = /^\d+$/.test(text) && unit === "" && value <= longestRank;
  if (!isWhole || before?.kind !== "word") return false;
  // `TOP 5/10` counts, and `top: 5` says a value.
  if (/^top$/i.test(before.text)) return next?.text !== "/";
  return /^at$/i.test(before.text) && /^[:=]$/.test(next?.text ?? "");
}

/** The number of a line behind a file's name, or behind a module's and a function's, with nothing between. */
function isPlace(tokens: readonly Token[], at: number, found: readonly Token[]): boolean {
  const { text, blanks } = tokens[at]!;
  if (blanks > 0 || !/^\d+$/.test(text)) return false;
  const [sign, word, colon, module] = [1, 2, 3, 4].map((back) => tokens[at - back]);
  if (sign?.kind !== "sign" || sign.blanks > 0 || word?.kind !== "word") return false;
  if (source.test(word.text)) return /^[:(]$/.test(sign.text);
  // What is behind a number is said by the program: `epoch:1 val:correct:90`.
  if (sign.text !== ":" || found.some(({ kind }) => kind === "number")) return false;
  // `(trainer:340)`: a module and its line; but `(epoch:3)` counts.
  const isInBrackets =
    /^[([]$/.test(colon?.text ?? "") && word.blanks === 0 && /^[)\]]$/.test(tokens[at + 1]?.text ?? "");
  if (isInBrackets) return !says(word.text) && word.text.length >= shortestModule;
  const isOfModule = colon?.text === ":" && colon.blanks === 0 && word.blanks === 0 && module?.kind === "word";
  // `INFO:root:epoch:3` counts; but `| __main__:train_epoch:57 -` is as Loguru has it.
  const isLoguru = tokens[at - 5]?.text === "|" && tokens[at + 1]?.text === "-";
  return isOfModule && /^[_a-z]/.test(module.text) && (isLoguru || !says(word.text));
}

function says(word: string): boolean {
  return isEpochName(word) || counterRank(word) !== undefined || isMetricName(word);
}

/** Takes the name and what stands between it and its number away. */
function dropPlace(found: Token[]): void {
  found.splice(-2, 2);
}

function isPartOfDuration(tokens: readonly Token[], at: number): boolean {
  return parts.test(tokens[at]!.unit) && isTime(tokens[at + 1]);
}

function endOfDuration(tokens: readonly Token[], at: number): number {
  let end = at + 1;
  while (isTime(tokens[end + 1])) end++;
  return end;
}

function isTime(token: Token | undefined): boolean {
  return token?.kind === "number" && times.test(token.unit);
}
