/** How numbers and times are written in text logs, whatever wrote them. */

/** Cells that say "not logged here": csv.DictWriter and pandas, Keras CSVLogger, Python's str(None), and habits of people. */
const absent = new Set(["", "na", "n/a", "<na>", "none", "null", "-", "--"]);

const named = new Map([
  ["nan", NaN],
  ["+nan", NaN],
  ["-nan", NaN],
  ["inf", Infinity],
  ["+inf", Infinity],
  ["-inf", -Infinity],
  ["infinity", Infinity],
  ["+infinity", Infinity],
  ["-infinity", -Infinity],
]);

/** What str() of a framework's scalar looks like when `.item()` was forgotten: "tensor(0.25, device='cuda:0')". */
const wrapped = /^(?:tensor|array|(?:np\.|numpy\.|jnp\.)?(?:float|int|uint|bfloat)\d+|Array)\(\s*([-+.\w]+?)\s*[,)]/;

/** Whether a cell says that nothing was logged. */
export function isAbsent(cell: string): boolean {
  return cell.length <= 4 && absent.has(cell.trim().toLowerCase());
}

/** The number that a cell holds: NaN where NaN was logged, undefined where nothing was, or something else than a number. */
export function numberOf(cell: string): number | undefined {
  const value = Number(cell);
  if (Number.isNaN(value)) return cell.length > 200 ? undefined : spelledOut(cell);
  // Number() also reads "", " " and "0x1f", which no logger means as a number.
  return (value === 0 && !cell.includes("0")) || /[xob]/i.test(cell) ? undefined : value;
}

function spelledOut(cell: string): number | undefined {
  const text = cell.trim();
  const value = named.get(text.toLowerCase());
  if (value !== undefined) return value;
  const inner = wrapped.exec(text)?.[1];
  return inner === undefined ? undefined : numberOf(inner);
}

/** The number in a value of a JSON log. Some writers put the non-finite ones in quotes; other strings are no numbers. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.length <= 9 ? named.get(value.toLowerCase()) : undefined;
}

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;

/** 2001 … 2096, in unix seconds: what a time must lie between to be taken for one. */
const earliest = 1e9;
const latest = 4e9;

/**
 * Unix seconds of a wall time: a number of unix seconds or milliseconds, or an ISO date (without a zone: local time, as
 * Python's datetime.now() prints it). Undefined if the value is none of these, e.g. seconds since the start.
 */
export function wallOf(value: number | string): number | undefined {
  const number = typeof value === "number" ? value : numberOf(value);
  if (number !== undefined) {
    if (number >= earliest && number <= latest) return number;
    return number >= earliest * 1000 && number <= latest * 1000 ? number / 1000 : undefined;
  }
  const text = String(value).trim();
  if (text.length > 40 || !isoDate.test(text)) return undefined;
  const time = Date.parse(text.replace(" ", "T").replace(",", ".").replace(/\s+/g, ""));
  return Number.isNaN(time) ? undefined : time / 1000;
}
