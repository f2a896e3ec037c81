import { counterRank, isEpochName } from "../tables/columns";
import { isMetricName } from "../tables/metricWords";
import type { Token } from "./tokens";

/** What a comma between digits is in a log: nobody knows yet; the decimal sign; or now this, now that. */
export type CommaUse = "unknown" | "decimal" | "mixed";

const thousands = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const single = /^[-+]?\d+,\d+(?:[eE][-+]?\d+)?$/;

/**
 * The tokens with those numbers read whose commas can be told: thousands where only they can be meant, or where something is
 * counted; decimals where the log has these. The others stay as they are, and are no numbers.
 */
export function withCommas(tokens: readonly Token[], use: CommaUse): readonly Token[] {
  if (!tokens.some(({ kind }) => kind === "commas")) return tokens;
  const hasDots = saysDots(tokens);
  return tokens.map((token, at) => {
    if (token.kind !== "commas") return token;
    const { text } = token;
    const isDecimal = single.test(text);
    if (isDecimal && use === "decimal" && !counts(tokens, at)) return numberIn(token, text.replace(",", "."));
    const areThousands = thousands.test(text) && (!isDecimal || hasDots || (use !== "decimal" && counts(tokens, at)));
    return areThousands ? numberIn(token, text.replaceAll(",", "")) : token;
  });
}

/** Whether a metric's value in the line has a comma that can only be a decimal sign: `loss: 0,25`. */
export function saysDecimals(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ kind, text }, at) => kind === "commas" && single.test(text) && !thousands.test(text) && isOfMetric(tokens, at),
  );
}

/** Whether a metric's value in the line has a point. */
export function saysDots(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }, at) => kind === "number" && text.includes(".") && isOfMetric(tokens, at));
}

/** Whether the word in front of a number speaks of a metric. */
export function isOfMetric(tokens: readonly Token[], at: number): boolean {
  const word = wordBefore(tokens, at);
  return word !== undefined && isMetricName(word);
}

/** Whether something is counted by a number, or there are so many of it: `step 1,000/9,000`. */
function counts(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.text === "/") return tokens[at - 2]?.kind === "commas" && counts(tokens, at - 2);
  const word = wordBefore(tokens, at);
  if (word === undefined) return at === 0 && tokens[1]?.text === "/";
  return isEpochName(word) || counterRank(word.replace(/s$/i, "")) !== undefined;
}

function wordBefore(tokens: readonly Token[], at: number): string | undefined {
  let before = at - 1;
  while (before >= 0 && /^[:=([#'"*]$/.test(tokens[before]!.text)) before--;
  const word = tokens[before];
  return word?.kind === "word" ? word.text : undefined;
}

function numberIn(token: Token, text: string): Token {
  return { ...token, kind: "number", text, value: Number(text) };
}
