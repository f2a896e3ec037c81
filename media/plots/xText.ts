import { xMetricOf, type XAxis } from "../../src/shared/curve";
import { formatValue } from "../../src/runs/describe/numbers";
import { t } from "../../src/util/text";

/** What the axes are called in the list to choose from. */
export function axisName(x: XAxis): string {
  switch (x) {
    case "step":
      return t("step");
    case "epoch":
      return t("epoch");
    case "relative":
      return t("relative time");
    case "wall":
      return t("wall time");
    default:
      return xMetricOf(x) ?? x;
  }
}

/** A place on the x axis in words: "step 420", "epoch 1.5", "2 min 30 s", "22 Nov 02:15:07". */
export function xText(x: XAxis, value: number): string {
  switch (x) {
    case "step":
      return t("step {at}", { at: countText(value) });
    case "epoch":
      return t("epoch {at}", { at: formatValue(value) });
    case "relative":
      return durationText(value);
    case "wall":
      return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }).format(
        value * 1000,
      );
    default:
      return `${xMetricOf(x) ?? x} ${formatValue(value)}`;
  }
}

/** Whole numbers in full, however long: a step is a name as much as a number. */
function countText(value: number): string {
  return Number.isInteger(value) ? String(value) : formatValue(value);
}

function unitText(count: number, unit: 86_400 | 3600 | 60 | 1): string {
  switch (unit) {
    case 86_400:
      return t("{count} d", { count });
    case 3600:
      return t("{count} h", { count });
    case 60:
      return t("{count} min", { count });
    case 1:
      return t("{count} s", { count });
  }
}

function durationText(seconds: number): string {
  const whole = Math.floor(seconds);
  if (seconds < 10) return t("{count} s", { count: seconds.toFixed(seconds < 1 ? 3 : 1) });
  const parts = [
    [Math.floor(whole / 86_400), 86_400],
    [Math.floor((whole % 86_400) / 3600), 3600],
    [Math.floor((whole % 3600) / 60), 60],
    [whole % 60, 1],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => unitText(count, unit))
    .join(" ");
}
