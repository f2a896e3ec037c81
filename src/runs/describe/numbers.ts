import { t } from "../../util/text";

/** How numbers, differences and times are written, in every view. */

import type { At } from "../../shared/run";

/** U+2212, as wide as a plus sign. */
const minus = "−";

/** A value with as many digits as tell it apart: 4 significant ones, scientific beyond 10⁻⁴ … 10⁶. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  return (value < 0 ? minus : "") + formatSize(Math.abs(value), 4);
}

/** So many digits at most are written of a value to bring its point under the others'. */
const mostAligned = 7;

/** Values that stand under each other, each as `formatValue` writes it, to the same place behind the point: "0.9830", "0.9800". */
export function formatColumn(values: readonly number[]): string[] {
  const places = placesOf(values);
  return values.map((value) => toPlaces(value, places));
}

/** How many places behind the point the values of a column take at most. @param write how each is written alone */
export function placesOf(values: readonly number[], write = formatValue): number {
  return Math.max(0, ...values.map(write).filter(isPlain).map(placesIn));
}

/** A value to the places of its column. What is written otherwise, or would get too long, stays as it is, and so does what has more. */
export function toPlaces(value: number, places: number, write = formatValue): string {
  const text = write(value);
  const whole = text.split(".", 1)[0]!.replace(/^[+\u2212]/, "");
  if (!isPlain(text) || whole.length + places > mostAligned || placesIn(text) >= places) return text;
  return (/^[+\u2212]/.exec(text)?.[0] ?? "") + Math.abs(value).toFixed(places);
}

function isPlain(text: string): boolean {
  return /^[+\u2212]?[\d.]+$/.test(text);
}

function placesIn(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

/** A difference with its sign, at about the precision at which the two values are written: "+0.007", "−0.056", "±0". */
export function formatDelta(delta: number): string {
  if (delta === 0) return "±0";
  if (!Number.isFinite(delta)) return formatValue(delta);
  const size = Math.abs(delta);
  return (delta < 0 ? minus : "+") + formatSize(size, size < 1 ? 2 : 4);
}

/** A mean with its standard deviation, both to its second digit: "0.9950 ± 0.0041"; the mean alone where no spread is known. */
export function formatSpread(mean: number, sd: number | undefined): string {
  if (sd === undefined) return formatValue(mean);
  const short = formatSize(sd, 2);
  const isPlain = sd > 0 && !/[e∞N]/.test(short) && Math.abs(mean) < 999_950;
  if (!isPlain) return `${formatValue(mean)} ± ${short}`;
  const places = Math.max(0, 1 - Math.floor(Math.log10(Number(sd.toPrecision(2)))));
  return `${mean < 0 ? minus : ""}${Math.abs(mean).toFixed(places)} ± ${sd.toFixed(places)}`;
}

/** A parameter as people write it: numbers in full, since 20231105 is a seed and not 2.023e7. */
export function formatParam(value: string | number | boolean | null): string {
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) return formatValue(value);
  return String(value).replace("e+", "e").replaceAll("-", minus);
}

/** A count: "12", "9,800". By hand, since the engine's own way loads its tables of all languages first. */
export function formatCount(count: number): string {
  const digits = String(count);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(",");
}

/** "3.2 MB", in units of 1,024. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const unit = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** unit;
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]!}`;
}

/** A step or an epoch: in full, since people look for it in logs; a part of an epoch to two digits. */
export function formatStep(step: number): string {
  return String(Math.round(step * 100) / 100).replace("-", minus);
}

/** "step 40", "epoch 3", "row 7". */
export function stepText(step: number, kind: "step" | "epoch" | "row" = "step"): string {
  const at = { at: formatStep(step) };
  return kind === "step" ? t("step {at}", at) : kind === "epoch" ? t("epoch {at}", at) : t("row {at}", at);
}

/** A value and where it was logged: "0.95 at step 40". */
export function valueAt({ value, step }: At, kind?: "step" | "epoch" | "row"): string {
  return t("{value} at {place}", { value: formatValue(value), place: stepText(step, kind) });
}

/** @param size not negative, finite */
function formatSize(size: number, digits: number): string {
  if (Number.isInteger(size) && size < 1e6) return String(size);
  if (size < 1e-4 || size >= 999_950)
    return trimZeros(size.toExponential(2)).replace("e+", "e").replace("e-", `e${minus}`);
  return size >= 1000 ? size.toFixed(0) : trimZeros(size.toPrecision(digits));
}

/** "0.9500" → "0.95"; "1.000" → "1"; "1.00e+6" → "1e+6". */
function trimZeros(text: string): string {
  if (!text.includes(".")) return text;
  const [number = "", exponent] = text.split("e");
  let end = number.length;
  while (number[end - 1] === "0") end--;
  if (number[end - 1] === ".") end--;
  return number.slice(0, end) + (exponent === undefined ? "" : `e${exponent}`);
}

const units: readonly (readonly [limit: number, size: number, write: (count: number) => string])[] = [
  [60, 1, (count) => t("{count} s", { count })],
  [3600, 60, (count) => t("{count} min", { count })],
  [86_400, 3600, (count) => t("{count} h", { count })],
  [30 * 86_400, 86_400, (count) => t("{count} d", { count })],
  [365 * 86_400, 30 * 86_400, (count) => t("{count} mo", { count })],
  [Infinity, 365 * 86_400, (count) => t("{count} y", { count })],
];

/** How long ago, in one unit: "now" (under 10 s), "40 s", "12 min", "2 h", "3 d". Both in unix milliseconds. */
export function formatAge(then: number, now: number): string {
  const seconds = Math.max(0, (now - then) / 1000);
  return seconds < 10 ? t("now") : formatDuration(seconds);
}

/** The same in a sentence: "just now" (under 10 s), "40 s ago". Both in unix milliseconds. */
export function formatAgo(then: number, now: number): string {
  const seconds = Math.max(0, (now - then) / 1000);
  return seconds < 10 ? t("just now") : t("{age} ago", { age: formatDuration(seconds) });
}

/** A duration in its largest unit, rounded down. @param seconds not negative */
export function formatDuration(seconds: number): string {
  const [, size, write] = units.find(([limit]) => seconds < limit) ?? units[units.length - 1]!;
  return write(Math.floor(seconds / size));
}
