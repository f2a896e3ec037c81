/** How numbers, differences and times are written, in every view. */

/** U+2212, as wide as a plus sign. */
const minus = "−";

/** A value with as many digits as tell it apart: 4 significant ones, scientific beyond 10⁻⁴ … 10⁶. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  const size = Math.abs(value);
  const text =
    Number.isInteger(value) && size < 1e6
      ? String(size)
      : size !== 0 && (size < 1e-4 || size >= 1e6)
        ? size.toExponential(2).replace("e+", "e").replace("e-", `e${minus}`)
        : trimZeros(size.toPrecision(4));
  return value < 0 ? minus + text : text;
}

/** A difference with its sign, at the precision at which the two values are written: "+0.007", "−0.056", "±0". */
export function formatDelta(delta: number): string {
  if (delta === 0) return "±0";
  const text = Math.abs(delta) < 1 && Math.abs(delta) >= 1e-4 ? trimZeros(Math.abs(delta).toPrecision(2)) : formatValue(Math.abs(delta));
  return (delta < 0 ? minus : "+") + text;
}

/** "0.9500" → "0.95"; "1.000" → "1". */
function trimZeros(text: string): string {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

const units: readonly (readonly [limit: number, size: number, mark: string])[] = [
  [60, 1, "s"],
  [3600, 60, "min"],
  [86_400, 3600, "h"],
  [30 * 86_400, 86_400, "d"],
  [365 * 86_400, 30 * 86_400, "mo"],
  [Infinity, 365 * 86_400, "y"],
];

/** How long ago, in one unit: "now" (under 10 s), "40 s", "12 min", "2 h", "3 d". Both in unix milliseconds. */
export function formatAge(then: number, now: number): string {
  const seconds = Math.max(0, (now - then) / 1000);
  return seconds < 10 ? "now" : formatDuration(seconds);
}

/** A duration in its largest unit, rounded down. @param seconds not negative */
export function formatDuration(seconds: number): string {
  const [, size, mark] = units.find(([limit]) => seconds < limit) ?? units[units.length - 1]!;
  return `${Math.floor(seconds / size)} ${mark}`;
}
