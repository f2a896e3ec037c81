import { numberOf } from "./numbers";

/** How people and spreadsheets write numbers in cells, apart from Python's way. */
export type Notation = "comma" | "thousands" | "percent" | "fraction" | "named" | "plain";

/** A number as a cell has it in another notation than Python's. */
export interface Noted {
  readonly notation: Notation;
  readonly value: number;
  /** Of a fraction, what stands above the line: a counter's cell `3/20` says 3. */
  readonly above?: number;
  /** It may as well be two numbers. */
  readonly mayBeTwo?: boolean;
}

/** A longer cell holds no number that a person wrote. */
const longest = 40;

const percent = /^([-+]?\d{1,15}(?:[.,]\d{1,18})?) ?%$/;
const fraction = /^(\d{1,15}) ?\/ ?(\d{1,15})$/;
/** A counter that says what it counts. */
const named = /^(?:epoch|step|iteration|iter|round)[ _:#-]{0,2}(\d{1,12})$/i;
const thousands = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,18})?$/;
/** India groups hundreds above a thousand: `1,00,000`. */
const lakhs = /^[-+]?[1-9]\d?(?:,\d\d){1,6},\d{3}(?:\.\d{1,18})?$/;
/** What a counter counts in thousands: `10K`; of anything else, K may be a unit. */
const kilo = /^(\d{1,12}(?:\.\d{1,6})?)k$/i;
/** Digits that Arabic, Persian, and full-width writing have, and Arabic's signs between them. */
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
const comma = /^[-+]?\d{0,15},\d{1,18}(?:[eE][-+]?\d{1,3})?$/;
/**
 * Thousands apart by what is neither a dot nor a comma: `10'000.5`, `1 000`. `100 200` may as well be two numbers, unless a cell
 * above it has such thousands.
 */
const spaced = /^[-+]?[1-9]\d{0,2}(?:['’\s]\d{3})+(?:[.,]\d{1,18})?$/;
const two = /^[-+]?\d{3}(?: \d{3})+$/;
const separators = /['’\s]/g;
/** What stands behind a number that is the best so far, or is explained below the table. */
const mark = /(?: ?(?:\*{1,3}|[†‡★✓✔])| \(best\))$/i;
/** A mean with its spread: `0.91 ± 0.02`, `0.91 +/- 0.02`, `0.91 (0.02)`, `91.2 (±0.3)`. */
const spread =
  /^([-+]?\d{1,15}(?:\.\d{1,18})?(?:e[-+]?\d{1,3})?)(?: ?(?:±|\+\/-|\+-) ?| ?\(±? ?)\d{1,15}(?:\.\d{1,18})?(?:e[-+]?\d{1,3})?\)?$/i;
const numeric = /^[-+]?[\d.,'\u00a0\u202f ]+(?:[eE][-+]?\d{1,3})?$/;

/**
 * Reads a cell that is no number to Python.
 * @param commaSeparates whether cells are divided by commas: one within quotes then groups thousands where it can
 * @param counts whether the cell is a counter's
 */
export function notedNumber(cell: string, commaSeparates: boolean, counts = false): Noted | undefined {
  const typed = cell.trim();
  if (typed.length === 0 || typed.length > longest) return undefined;
  const text = inOurDigits(typed).replace("−", "-").replace(mark, "");
  const value = text === typed ? undefined : numberOf(text);
  if (value !== undefined) return { notation: "plain", value };
  const mean = spread.exec(text)?.[1];
  if (mean !== undefined) return { notation: "plain", value: Number(mean) };
  const thousand = counts ? kilo.exec(text)?.[1] : undefined;
  if (thousand !== undefined) return { notation: "plain", value: Number(thousand) * 1000 };
  const count = named.exec(text)?.[1];
  if (count !== undefined) return { notation: "named", value: Number(count) };
  const share = percent.exec(text)?.[1];
  if (share !== undefined) return { notation: "percent", value: Number(share.replace(",", ".")) / 100 };
  const [, above, below] = fraction.exec(text) ?? [];
  if (above !== undefined && Number(below) > 0)
    return { notation: "fraction", value: Number(above) / Number(below), above: Number(above) };
  if (spaced.test(text)) return { ...grouped(text.replace(separators, "")), mayBeTwo: two.test(text) };
  if (lakhs.test(text) || (commaSeparates && thousands.test(text)))
    return { notation: "thousands", value: Number(text.replaceAll(",", "")) };
  return comma.test(text) ? { notation: "comma", value: Number(text.replace(",", ".")) } : undefined;
}

/** Digits of other writings as ours: their numbers are the last four bits, from where each row of them begins. */
function inOurDigits(text: string): string {
  if (!/[\u0660-\uff19]/.test(text)) return text;
  const of = (digit: string) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= 0xff10 ? 0xff10 : code >= 0x06f0 ? 0x06f0 : 0x0660));
  };
  return text
    .replace(otherDigits, of)
    .replace("\u066b", ".")
    .replace(/\u066c/g, "’");
}

function grouped(digits: string): Noted {
  return { notation: digits.includes(",") ? "comma" : "thousands", value: Number(digits.replace(",", ".")) };
}

/** Whether a cell looks like a number that we cannot tell: `1.234,5`, `1 000`. A column with such a one is not read at all. */
export function looksNumeric(cell: string): boolean {
  return cell.length <= longest && /\d/.test(cell) && numeric.test(cell.trim());
}
