import { formatDuration } from "../describe/numbers";

/** U+2212, as wide as a plus sign. */
const minus = "−";

const suffixes: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/**
 * Labels of the ticks of one axis: all with as many digits as tell neighbours apart, thousands and up with SI letters, very small ones
 * scientific. null where a tick has no label.
 * @param increment between two ticks; 0 if they are not evenly spaced (logarithmic)
 */
export function numberLabels(ticks: readonly (number | null)[], increment: number): string[] {
  const largest = ticks.reduce<number>((most, tick) => Math.max(most, Math.abs(tick ?? 0)), 0);
  return ticks.map((tick) => {
    if (tick === null) return "";
    const size = Math.abs(tick);
    const text = increment > 0 ? evenLabel(size, largest, increment) : oneLabel(size);
    return tick < 0 && Number(text) !== 0 ? minus + text : text;
  });
}

function evenLabel(size: number, largest: number, increment: number): string {
  if (size === 0) return "0";
  if (largest >= 1e15 || largest < 1e-3) return scientific(size, Math.max(0, magnitude(size) - magnitude(increment)));
  const [unit, suffix] = largest >= 1e4 ? (suffixes.find(([from]) => largest >= from) ?? [1, ""]) : [1, ""];
  const digits = decimalsOf(increment / unit);
  return (size / unit).toFixed(digits) + suffix;
}

function oneLabel(size: number): string {
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 1e15) return scientific(size, 0);
  const [unit, suffix] = suffixes.find(([from]) => size >= from && size >= 1e4) ?? [1, ""];
  return String(Number((size / unit).toPrecision(3))) + suffix;
}

function scientific(size: number, digits: number): string {
  return size.toExponential(Math.min(8, digits)).replace("e+", "e").replace("e-", `e${minus}`);
}

/** How many digits after the point write the number in full: 0.25 → 2, 2.5 → 1, 20 → 0. */
function decimalsOf(size: number): number {
  let digits = 0;
  while (digits < 12 && Math.abs(size * 10 ** digits - Math.round(size * 10 ** digits)) > 1e-6) digits++;
  return digits;
}

/** The power of ten that the number is at least: 0.05 → −2, 50 → 1. */
function magnitude(size: number): number {
  return Math.floor(Math.log10(size) + 1e-9);
}

/** Steps between the ticks of an axis of durations, in seconds. */
export const durationIncrements: number[] = [
  ...[1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[60, 120, 300, 600, 900, 1800],
  ...[3600, 7200, 10_800, 21_600, 43_200],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((days) => days * 86_400),
];

/** Labels of ticks that are durations: in the largest unit that tells neighbours apart. @param increment in seconds */
export function durationLabels(ticks: readonly number[], increment: number): string[] {
  return ticks.map((tick) => {
    if (tick === 0) return "0";
    const size = Math.abs(tick);
    return (tick < 0 ? minus : "") + (increment < 1 ? `${Number(size.toFixed(3))} s` : clock(size, increment));
  });
}

/** "45 s", "1:30" (minutes and seconds), "2 min", "1 h 30", "3 h", "2 d". */
function clock(seconds: number, increment: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  if (increment >= 86_400) return formatDuration(seconds);
  if (increment >= 3600 || (seconds >= 3600 && seconds % 3600 === 0)) return `${Math.floor(seconds / 3600)} h`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)}`;
  if (increment >= 60 || (seconds >= 60 && seconds % 60 === 0)) return `${Math.floor(seconds / 60)} min`;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

const day: Intl.DateTimeFormatOptions = { month: "short", day: "numeric" };
const hour: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** Labels of ticks that are times of day, the date below where it changes. @param increment in seconds; ticks in unix seconds */
export function timeLabels(ticks: readonly number[], increment: number): string[] {
  const date = new Intl.DateTimeFormat(undefined, increment >= 28 * 86_400 ? { month: "short", year: "numeric" } : day);
  const time = new Intl.DateTimeFormat(undefined, increment < 60 ? { ...hour, second: "2-digit" } : hour);
  let before = "";
  return ticks.map((tick) => {
    const on = date.format(tick * 1000);
    const changed = on !== before;
    before = on;
    if (increment >= 86_400) return on;
    return changed ? `${time.format(tick * 1000)}\n${on}` : time.format(tick * 1000);
  });
}
