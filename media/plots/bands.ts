import { bandOf, type Band, type BandKind } from "../../src/runs/drawing/band";
import { traceLine } from "../../src/runs/drawing/line";
import { pixelX, pixelY, type Viewport } from "../../src/runs/drawing/viewport";
import type { Curve } from "../../src/shared/curve";
import type { PlotRun } from "../../src/shared/pages/plots";
import { plural, t } from "../../src/util/text";
import { groupColors, type Mean } from "./means";
import type { Stroke } from "../page/stroke";

/** The band of a seed group in a chart; what stands for it is its first run, under the group's name. */
export interface DrawnBand extends Mean {
  readonly stroke: Stroke;
}

const fillAlpha = 0.16;
const meanWidth = 2.5;

/**
 * The bands of the groups that have two curves or more here.
 * @param strokeOf how a run is drawn
 * @param isByParam colors say a param's value, so that groups may share them
 */
export function bandsOf(
  runs: readonly PlotRun[],
  curveOf: (run: string) => Curve | undefined,
  kind: BandKind,
  strokeOf: (run: PlotRun) => Stroke,
  isByParam = false,
): DrawnBand[] {
  const groups = new Map<string, PlotRun[]>();
  for (const run of runs) if (run.group !== "") groups.set(run.group, [...(groups.get(run.group) ?? []), run]);
  const banded = [...groups.values()].flatMap((members) => {
    const curves = members.flatMap(({ id }) => curveOf(id) ?? []);
    const band = bandOf(curves, kind);
    return band ? [{ members, band, count: curves.length }] : [];
  });
  const colors = isByParam ? [] : groupColors(banded.map(({ members }) => members));
  return banded.map(({ members, band, count }, at) => {
    const first = members[0]!;
    const run = {
      ...first,
      color: colors[at] ?? first.color,
      id: `group:${first.group}`,
      label: labelOf(first, count, band),
    };
    return { run, band, stroke: { ...strokeOf(run), width: meanWidth } };
  });
}

function labelOf({ groupName }: PlotRun, count: number, { isCut, xs }: Band): string {
  const label = plural(count, { other: "{name}, mean of {count}" }, { name: groupName });
  return isCut ? t("{label}, as far as all go ({end})", { label, end: xs[xs.length - 1]! }) : label;
}

/** Rows without the runs of baselines that are drawn as a band: each is one row, too. */
export function asBanded<T extends { readonly run: PlotRun }>(rows: readonly T[], bands: readonly DrawnBand[]): T[] {
  const measures = bands.flatMap(({ run }) => (run.isBaseline ? [run] : []));
  const isDrawn = (run: PlotRun) => measures.some(({ group }) => group === run.group);
  return rows.filter(({ run }) => !run.isBaseline || measures.includes(run) || !isDrawn(run));
}

/** Fills the band and draws its mean, broken where not all have a finite value. */
export function paintBand(canvas: CanvasRenderingContext2D, drawn: DrawnBand, view: Viewport, density: number): void {
  const { band, stroke } = drawn;
  const { xs, mean, low, high } = band;
  canvas.fillStyle = stroke.color;
  canvas.globalAlpha = fillAlpha;
  for (const [from, to] of stretches(mean)) {
    canvas.beginPath();
    for (let at = from; at < to; at++) canvas.lineTo(pixelX(view, xs[at]!), pixelY(view, low[at]!));
    for (let at = to - 1; at >= from; at--) canvas.lineTo(pixelX(view, xs[at]!), pixelY(view, high[at]!));
    canvas.fill();
  }
  canvas.globalAlpha = 1;
  canvas.strokeStyle = stroke.color;
  canvas.lineWidth = stroke.width;
  canvas.setLineDash([...stroke.dash]);
  canvas.beginPath();
  traceLine(canvas, xs, mean, view, density);
  canvas.stroke();
  canvas.setLineDash([]);
}

/** Where all have a finite value: from the first index to before the second. */
function stretches(mean: Float64Array): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let at = 0; at <= mean.length; at++) {
    const isThere = at < mean.length && !Number.isNaN(mean[at]);
    if (isThere && from < 0) from = at;
    if (isThere || from < 0) continue;
    found.push([from, at]);
    from = -1;
  }
  return found;
}
