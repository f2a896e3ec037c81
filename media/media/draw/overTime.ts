import { formatValue } from "../../../src/runs/describe/numbers";
import type { Histogram } from "../../../src/shared/media";
import type { MediaRun, MediaSteps } from "../../../src/shared/pages/media";
import { t } from "../../../src/util/text";
import { element } from "../../page/dom";
import { strokeOf } from "../../page/stroke";
import type { Session } from "../session";
import type { Drawn } from "./draw";

/** So many histograms are drawn side by side: evenly spread over those logged. */
const mostColumns = 64;

/** Rows of the picture, and its size in CSS pixels. */
const rows = 48;
const size = { width: 320, height: 144 } as const;

/** How a distribution changes: a column for each step, darker where more values lie. Undefined if it is not wanted any more. */
export async function drawOverTime(
  session: Session,
  run: MediaRun,
  tag: string,
  { steps, stamps }: MediaSteps,
  isWanted: () => boolean,
): Promise<Drawn | undefined> {
  const count = Math.min(mostColumns, steps.length);
  const indices = Array.from({ length: count }, (_, at) =>
    Math.round((at * (steps.length - 1)) / Math.max(1, count - 1)),
  );
  const loaded = await Promise.all(
    indices.map((index) => session.loader.load(run.id, tag, index, stamps[index]!, isWanted)),
  );
  if (!isWanted()) return undefined;
  const columns = loaded.map((media) => media?.find((one) => one.type === "histogram"));
  const whole = columns.filter((one) => one !== undefined).filter(({ counts }) => counts.length > 0);
  if (whole.length === 0)
    return {
      nodes: [element("p", { class: "refusal", text: t("There is no histogram to draw.") })],
      end: () => undefined,
    };
  const low = Math.min(...whole.map(({ edges }) => edges[0]!));
  const high = Math.max(...whole.map(({ edges }) => edges.at(-1)!));
  const first = steps[indices[0]!]!;
  const last = steps[indices.at(-1)!]!;
  const canvas = element("canvas", {
    class: "over-time",
    attributes: {
      role: "img",
      "aria-label": t("Values from {low} to {high}, steps {first} to {last}", {
        low: formatValue(low),
        high: formatValue(high),
        first,
        last,
      }),
    },
  });
  paint(canvas, columns, low, high, strokeOf(run, session.theme, 1).color);
  const ends = element("p", { class: "ends" }, element("span", { text: t("step {step}", { step: first }) }));
  ends.append(
    element("span", { text: `${formatValue(low)} … ${formatValue(high)}` }),
    element("span", { text: t("step {step}", { step: last }) }),
  );
  return { nodes: [canvas, ends], end: () => undefined };
}

function paint(
  canvas: HTMLCanvasElement,
  columns: readonly (Histogram | undefined)[],
  low: number,
  high: number,
  color: string,
): void {
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.fillStyle = color;
  const wide = size.width / columns.length;
  const tall = size.height / rows;
  for (const [at, histogram] of columns.entries()) {
    if (!histogram || histogram.counts.length === 0) continue;
    const cells = binned(histogram, low, high);
    const most = Math.max(...cells);
    for (const [row, share] of cells.entries()) {
      if (share <= 0) continue;
      // The square root, so that tails are seen too.
      context.globalAlpha = Math.sqrt(share / most);
      context.fillRect(at * wide, size.height - (row + 1) * tall, wide + 0.5, tall + 0.5);
    }
  }
}

/** The counts of a histogram in even rows from low to high: what a bucket holds is spread evenly over it. */
export function binned({ edges, counts }: Histogram, low: number, high: number): Float64Array {
  const cells = new Float64Array(rows);
  const span = high - low || 1;
  for (const [at, count] of counts.entries()) {
    const from = ((edges[at]! - low) / span) * rows;
    const to = Math.max(((edges[at + 1]! - low) / span) * rows, from + 1e-9);
    for (let row = Math.max(0, Math.floor(from)); row < Math.min(rows, Math.ceil(to)); row++) {
      const share = (Math.min(to, row + 1) - Math.max(from, row)) / (to - from);
      cells[row] = cells[row]! + count * share;
    }
    if (from >= rows) cells[rows - 1] = cells[rows - 1]! + count;
  }
  return cells;
}
