/** A piece of a line of text. */
export interface Token {
  /** `commas` is a number whose commas may divide thousands or be decimal signs. */
  readonly kind: "word" | "number" | "sign" | "time" | "commas";
  readonly text: string;
  /** Of a number. */
  readonly value: number;
  /** What stands directly behind a number: `%`, `ms`. */
  readonly unit: string;
  /** Blanks before it; a tab counts as two, so that it separates. */
  readonly blanks: number;
}

/** What stands in a number with commas may be thousands or decimals: `1,000`. */
const commas = /^[-+]?\d+(?:,\d+)+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** More digits and commas than these are a list. */
const longestCommas = 24;

/** Tokens among which a part of the data is looked for. */
export const near = 24;
/** A longer name is a sentence. */
export const mostWords = 4;

export function isSign(tokens: readonly Token[], at: number, text: string): boolean {
  return tokens[at]?.text === text;
}

/** More tokens than this are not looked at. */
const mostTokens = 400;

const nonFinite = new Map([
  ["nan", NaN],
  ["inf", Infinity],
  ["infinity", Infinity],
]);

const longestNonFinite = 8;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127;
/** What a name may hold behind its first letter: `val_0's`, `train-rmse`, `acc@1`, `losses/box`, `AP.50`. */
const isInWord = (code: number) =>
  isLetter(code) || isDigit(code) || code === 39 || code === 45 || code === 46 || code === 47 || code === 64;

/** Splits a line into words, numbers, dates and times, and signs. One pass, each character looked at a bounded number of times. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let blanks = 0;
  for (let at = 0; at < line.length && tokens.length < mostTokens;) {
    const code = line.charCodeAt(at);
    if (code === 32 || code === 9) {
      blanks += code === 9 ? 2 : 1;
      at++;
      continue;
    }
    const end = tokenEnd(line, at, code, tokens.at(-1)?.text ?? "");
    const token = tokenIn(line, at, end, blanks);
    tokens.push(token);
    // `25.0 %` has a blank in front of its sign.
    at = end + token.unit.length + (token.unit === "%" && line[end] === " " ? 1 : 0);
    blanks = 0;
  }
  return tokens;
}

/** A day as `05/09/2018`, in whichever order, is one token: three numbers would look like a progress bar. */
function tokenEnd(line: string, at: number, code: number, before: string): number {
  if (isDigit(code) && line[at + 2] === "/") {
    const [date = ""] = /^\d\d\/\d\d\/\d{2,4}(?![\d/])/.exec(line.slice(at, at + 12)) ?? [];
    if (date !== "") return at + date.length;
  }
  if (isDigit(code)) {
    const name = /^\d{1,4}-(?:episodes?|shot|way|fold|gram|nn|best)(?![A-Za-z\d])/i.exec(line.slice(at, at + 16));
    if (name) return at + name[0].length;
  }
  if (isDigit(code) || startsNumber(line, at)) return numberEnd(line, at, before);
  return isLetter(code) ? wordEnd(line, at) : at + 1;
}

/** A sign or a point in front of digits, or of `inf`, where no digit or letter stands before it. */
function startsNumber(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  if (code !== 43 && code !== 45 && code !== 46) return false;
  const before = at > 0 ? line.charCodeAt(at - 1) : 32;
  if (isDigit(before) || isLetter(before)) return false;
  const next = line.charCodeAt(at + 1);
  return (
    isDigit(next) ||
    (code !== 46 && next === 46 && isDigit(line.charCodeAt(at + 2))) ||
    /^[-+]inf/i.test(line.slice(at, at + 4))
  );
}

function wordEnd(line: string, at: number): number {
  let end = at;
  while (end < line.length && isInWord(line.charCodeAt(end))) end++;
  // `[epoch0]` counts as `[epoch 0]` does.
  const [counter = ""] =
    /^(?:epoch|step|iteration|iter)(?=\d{1,12}$)/i.exec(line.slice(at, Math.min(end, at + 24))) ?? [];
  if (counter !== "" && end <= at + 24) return at + counter.length;
  // `loss0.543` has nothing between.
  const [loss = ""] = /^(?:[a-z]{1,12}_)?loss(?=\d{1,4}\.\d)/i.exec(line.slice(at, at + 24)) ?? [];
  if (loss !== "") return at + loss.length;
  // A point, hyphen or quote at the end is a sign of the sentence.
  while (end > at + 1 && /[-.'/]/.test(line[end - 1]!)) end--;
  return end;
}

/**
 * Whether digits behind a comma go on with those before it: not in lists, `[1,2000]`, unless `[1,000/9,000]` is meant; not in an
 * epoch and its step, `1,100/500`, as who divides thousands does so behind the stroke, too; and not in `3,0.1`.
 */
function joinsDigits(line: string, at: number, before: string): boolean {
  const text = line.slice(at, at + 2 * longestCommas);
  if (/^\d{1,15},\d{1,15} ?\/ ?\d{1,15}(?!\d|,\d)/.test(text) || /^\d{1,15},\d{1,2}\.\d/.test(text)) return false;
  return !/^[[({,]$/.test(before) || /^\d{1,3}(?:,\d{3})+ ?\//.test(text);
}

/** The end of digits with what joins them: `1.5e-3`, but also the whole of `2024-01-31` and `12:30:05,123`. */
function numberEnd(line: string, at: number, before: string): number {
  let end = at;
  if (/[-+]/.test(line[end]!)) end++;
  if (/[a-z]/i.test(line[end] ?? "")) return wordEnd(line, end);
  for (; end < line.length; end++) {
    const code = line.charCodeAt(end);
    if (isDigit(code)) continue;
    const next = line.charCodeAt(end + 1);
    const joins = code === 46 || ((code === 58 || code === 45) && isDigit(line.charCodeAt(end - 1)));
    if (joins && isDigit(next)) continue;
    // `1.` is a number, and the point behind `0.5` ends a sentence.
    const isOpen = code === 46 && isDigit(line.charCodeAt(end - 1)) && !isLetter(next);
    if (isOpen && !line.slice(at, end).includes(".")) continue;
    const isExponent = (code === 101 || code === 69) && isDigit(line.charCodeAt(end - 1));
    if (isExponent && (isDigit(next) || ((next === 43 || next === 45) && isDigit(line.charCodeAt(end + 2))))) {
      end++;
      continue;
    }
    // `12:30:05,123`, as Python's logging writes milliseconds; `1,000`; and `0,5`.
    if (code === 44 && isDigit(next) && joinsWith(line.slice(at, end), line, at, before)) continue;
    break;
  }
  return end;
}

function tokenIn(line: string, at: number, end: number, blanks: number): Token {
  const text = line.slice(at, end);
  const code = line.charCodeAt(at);
  if (!isDigit(code) && !startsNumber(line, at)) {
    const value = text.length <= longestNonFinite ? nonFinite.get(text.toLowerCase()) : undefined;
    const kind = value !== undefined ? "number" : isLetter(code) ? "word" : "sign";
    return { kind, text, value: value ?? NaN, unit: "", blanks };
  }
  // Most are plain numbers: looked at first, they cost least.
  const number = Number(text);
  if (!Number.isNaN(number)) return { kind: "number", text, value: number, unit: unitAt(line, end), blanks };
  const word = nonFinite.get(text.replace(/^[-+]/, "").toLowerCase());
  if (word === undefined && commas.test(text))
    return { kind: "commas", text, value: NaN, unit: unitAt(line, end), blanks };
  if (word === undefined && /^\d{1,4}-[a-z]+$/i.test(text)) return { kind: "word", text, value: NaN, unit: "", blanks };
  // A time, a version, or digits that go on as a name.
  if (word === undefined) return { kind: "time", text, value: NaN, unit: "", blanks };
  return { kind: "number", text, value: text.startsWith("-") ? -word : word, unit: unitAt(line, end), blanks };
}

function joinsWith(digits: string, line: string, at: number, before: string): boolean {
  if (digits.includes(":")) return true;
  return digits.length <= longestCommas && /^[-+]?[\d,]+$/.test(digits) && joinsDigits(line, at, before);
}

/** Up to four letters, or a percent sign, that stand at a number. */
function unitAt(line: string, at: number): string {
  if (line[at] === "%" || (line[at] === " " && /^%(?![\w(])/.test(line.slice(at + 1, at + 3)))) return "%";
  let end = at;
  while (end < line.length && isLetter(line.charCodeAt(end))) end++;
  return end - at <= 4 ? line.slice(at, end) : "";
}
