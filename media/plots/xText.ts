import type { XAxis } from "../../src/shared/curve";
import { formatValue } from "../../src/runs/describe/numbers";

/** What the axes are called in the list to choose from. */
export const axisNames: Readonly<Record<XAxis, string>> = {
  step: "step",
  epoch: "epoch",
  relative: "relative time",
  wall: "wall time",
};

/** A place on the x axis in words: "step 420", "epoch 1.5", "2 min 30 s", "22 Nov 02:15:07". */
export function xText(x: XAxis, value: number): string {
  switch (x) {
    case "step":
      return `step ${countText(value)}`;
    case "epoch":
      return `epoch ${formatValue(value)}`;
    case "relative":
      return durationText(value);
    case "wall":
      return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }).format(
        value * 1000,
      );
  }
}

/** Whole numbers in full, however long: a step is a name as much as a number. */
function countText(value: number): string {
  return Number.isInteger(value) ? String(value) : formatValue(value);
}

function durationText(seconds: number): string {
  const whole = Math.floor(seconds);
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 3 : 1)} s`;
  const parts = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor((whole % 86_400) / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [whole % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
