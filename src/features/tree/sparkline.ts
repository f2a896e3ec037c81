import type { Curve } from "../../shared/curve";

const size = { width: 240, height: 48, margin: 3 };

/** Seen on light and on dark ground, since a picture in a tooltip does not know the theme. */
const colors = { run: "#3794ff", baseline: "#8a8a8a" };

/** A small picture of one curve, with another one behind it, as a data URI; undefined if there are not two finite points. */
export function sparkline(curve: Curve, behind?: Curve): string | undefined {
  const curves = [...(behind ? [{ curve: behind, color: colors.baseline }] : []), { curve, color: colors.run }];
  const xs = finite(curves.flatMap(({ curve }) => [...curve.xs]));
  const ys = finite(curves.flatMap(({ curve }) => [...curve.ys]));
  if (finite([...curve.ys]).length < 2) return undefined;
  const x = scale(xs, size.margin, size.width - size.margin);
  const y = scale(ys, size.height - size.margin, size.margin);
  const paths = curves.map(
    ({ curve, color }) =>
      `<path d="${path(curve, x, y)}" fill="none" stroke="${color}" stroke-width="1.5" stroke-linejoin="round"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${paths.join("")}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

/** Lifts the pen over points that are not finite. */
function path({ xs, ys }: Curve, x: (value: number) => number, y: (value: number) => number): string {
  let pen = "M";
  let text = "";
  for (const [index, value] of ys.entries()) {
    const at = xs[index]!;
    if (!Number.isFinite(value) || !Number.isFinite(at)) {
      pen = "M";
      continue;
    }
    text += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  }
  return text;
}

function finite(values: readonly number[]): number[] {
  return values.filter((value) => Number.isFinite(value));
}

function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return (value) => (most === least ? (from + to) / 2 : from + ((value - least) / (most - least)) * (to - from));
}
