import { drawChart, type DrawnLine } from "../../src/runs/drawing/chart";
import { svgOf } from "../../src/runs/drawing/svg";
import type { Viewport } from "../../src/runs/drawing/viewport";
import { t } from "../../src/util/text";
import type { PlotRun } from "../../src/shared/pages/plots";
import type { Drawn } from "./paint";
import { labelled, shortNames } from "./together";

/** Size of a picture that is copied or saved, in CSS pixels, and device pixels to each of them. */
const size = { width: 900, height: 420, density: 2 } as const;

/** What a picture of a chart shows. */
export interface Pictured {
  readonly name: string;
  readonly xName: string;
  readonly drawn: readonly Drawn[];
  readonly runs: readonly PlotRun[];
  readonly view: Viewport;
}

/** What is seen in a chart as an SVG of its own: the geometry that `lossline plot` draws. Undefined if nothing is seen. */
export function chartSvg({ name, xName, drawn, runs, view }: Pictured): string | undefined {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const metrics = [...new Set(drawn.map(({ curve }) => curve.name))];
  const short = new Map(metrics.map((metric, at) => [metric, shortNames(metrics)[at]!]));
  const lines = drawn.flatMap(({ curve, isBaseline, isSuperseded = false, stroke, turn = 0 }): DrawnLine[] => {
    const run = byId.get(curve.run);
    if (!run || isSuperseded) return [];
    const label = metrics.length > 1 ? labelled(short.get(curve.name)!, run.label) : run.label;
    return [{ name: label, curve, isBaseline, color: run.color, ...(turn > 0 && { dash: stroke.dash }) }];
  });
  const chart = drawChart(lines, size.width, size.height, {
    logX: view.logX ?? false,
    logY: view.log,
    x: [view.x0, view.x1],
    y: [view.y0, view.y1],
  });
  return chart && svgOf(chart, lines, name, xName);
}

/** The same as a PNG. @throws {Error} if the browser cannot draw it */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * size.density;
    canvas.height = image.naturalHeight * size.density;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t("The picture could not be drawn.")))));
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
