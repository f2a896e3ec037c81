import uPlot from "uplot";
import type { XAxis } from "../../src/shared/curve";
import type { Theme } from "../page/theme";
import { logTicks } from "../../src/runs/drawing/chart";
import { durationIncrements, durationLabels, numberLabels, timeLabels } from "../../src/runs/drawing/ticks";
import { formatDuration } from "../../src/runs/describe/numbers";
import type { Viewport } from "../../src/runs/drawing/viewport";

/** CSS pixels that the axes take. */
export const axisSize = { left: 54, bottom: 22, bottomOfTimes: 36, top: 8, right: 20 } as const;

/** uPlot's numbers for how values are spread along an axis; its own names for them exist only for the compiler. */
const distributions = { linear: 1, logarithmic: 3 } as unknown as Record<"linear" | "logarithmic", uPlot.Scale.Distr>;

/** What of a chart cannot be changed once its axes are made. */
export interface AxesKind {
  readonly x: XAxis;
  readonly log: boolean;
  readonly logX: boolean;
}

/**
 * Axes, ticks and grid of one chart, by uPlot; the curves are drawn on a canvas of our own above it (docs/decisions/0003).
 * `over` is the element that covers the plane, for the curves and the pointer.
 */
export class Axes {
  private readonly plot: uPlot;
  private view: Viewport;

  constructor(
    parent: HTMLElement,
    readonly kind: AxesKind,
    view: Viewport,
    theme: () => Theme,
  ) {
    this.view = view;
    const [width, height] = outer(view, kind);
    this.plot = new uPlot(
      {
        width,
        height,
        legend: { show: false },
        cursor: { show: false },
        padding: [axisSize.top, axisSize.right, 0, 0],
        scales: {
          x: { time: kind.x === "wall", distr: distributionOf(kind.logX), range: () => [this.view.x0, this.view.x1] },
          y: {
            distr: distributionOf(kind.log),
            range: () => [this.view.y0, this.view.y1],
          },
        },
        series: [{}, { show: false }],
        axes: [xAxis(kind, theme), yAxis(kind.log, theme)],
      },
      [[], []],
      parent,
    );
  }

  get over(): HTMLElement {
    return this.plot.over;
  }

  show(view: Viewport): void {
    const before = this.view;
    this.view = view;
    if (before.width !== view.width || before.height !== view.height) {
      const [width, height] = outer(view, this.kind);
      this.plot.setSize({ width, height });
    }
    this.plot.batch(() => {
      this.plot.setScale("x", { min: view.x0, max: view.x1 });
      this.plot.setScale("y", { min: view.y0, max: view.y1 });
    });
  }

  /** Draws again in the colours of the moment. */
  redraw(): void {
    this.plot.redraw(false, true);
  }

  dispose(): void {
    this.plot.destroy();
  }
}

function distributionOf(log: boolean): uPlot.Scale.Distr {
  return log ? distributions.logarithmic : distributions.linear;
}

/** Size with axes of a plane of the view's size. */
function outer(view: Viewport, kind: AxesKind): readonly [number, number] {
  return [view.width + axisSize.left + axisSize.right, view.height + axisSize.top + bottomOf(kind.x)];
}

export function bottomOf(x: XAxis): number {
  return x === "wall" ? axisSize.bottomOfTimes : axisSize.bottom;
}

function common(theme: () => Theme): uPlot.Axis {
  return {
    stroke: () => theme().muted,
    font: theme().font,
    grid: { stroke: () => theme().grid, width: 1 },
    ticks: { show: false },
    border: { show: false },
  };
}

function xAxis({ x, logX }: AxesKind, theme: () => Theme): uPlot.Axis {
  const space = x === "wall" ? 74 : 64;
  return {
    ...common(theme),
    size: bottomOf(x),
    gap: 5,
    space,
    ...(x === "relative" && !logX && { incrs: durationIncrements }),
    ...(logX && logarithmic(space)),
    values: (_, ticks, __, ___, increment) => {
      if (logX && x !== "wall")
        return x === "relative" ? ticks.map((tick) => formatDuration(tick)) : numberLabels(ticks, 0);
      if (x === "wall") return timeLabels(ticks, increment);
      return x === "relative" ? durationLabels(ticks, increment) : numberLabels(ticks, increment);
    },
  };
}

function yAxis(log: boolean, theme: () => Theme): uPlot.Axis {
  return {
    ...common(theme),
    size: axisSize.left,
    gap: 5,
    space: 34,
    ...(log && logarithmic(34)),
    values: (_, ticks, __, ___, increment) => numberLabels(ticks, log ? 0 : increment),
  };
}

/** Ticks where numbers are round, within a decade too; uPlot has only multiples of powers of ten, and labels few of them. @param space between two, in CSS pixels */
function logarithmic(space: number): Pick<uPlot.Axis, "splits" | "filter"> {
  return {
    splits: (plot, axis, from, to) => {
      const length = (axis === 0 ? plot.over.clientWidth : plot.over.clientHeight) || 200;
      return [...logTicks([from, to], Math.max(3, Math.round(length / space))).values];
    },
    filter: (_, ticks) => ticks,
  };
}
