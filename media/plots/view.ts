import { xMetricOf, type PlainXAxis, type SmoothWay, type XAxis } from "../../src/shared/curve";
import type { PlotsView, Zoom } from "../../src/shared/pages/plots";

export const xAxes: readonly PlainXAxis[] = ["step", "epoch", "relative", "wall"];

/** How seed groups are drawn. */
export const seedWays: readonly PlotsView["seeds"][] = ["lines", "sd", "minmax", "interval"];

export const smoothWays: readonly SmoothWay[] = ["average", "window", "gaussian"];

export const widths: readonly PlotsView["width"][] = ["small", "medium", "large"];

export function defaultView(smoothing: number): PlotsView {
  return {
    x: "step",
    smoothing,
    smoothWay: "average",
    logX: false,
    logY: false,
    superseded: false,
    seeds: "sd",
    range: "all",
    linkX: true,
    zoomX: undefined,
    zooms: [],
    collapsed: [],
    search: "",
    tables: [],
    pinned: [],
    together: [],
    order: [],
    full: undefined,
    colorBy: undefined,
    relations: false,
    scatter: undefined,
    hasZoomed: false,
    width: "medium",
  };
}

/** The view in what an earlier page left, perhaps one of another version: what is not as it should be takes its default. */
export function savedView(saved: unknown, smoothing: number): PlotsView {
  const view = objectOf(objectOf(saved)["view"]);
  const whole = defaultView(smoothing);
  return {
    x: axisOf(view["x"]) ?? whole.x,
    smoothing: fractionOf(view["smoothing"]) ?? whole.smoothing,
    smoothWay: smoothWays.find((way) => way === view["smoothWay"]) ?? whole.smoothWay,
    logX: view["logX"] === true,
    logY: view["logY"] === true,
    superseded: view["superseded"] === true,
    seeds: seedWays.find((way) => way === view["seeds"]) ?? whole.seeds,
    range: view["range"] === "middle" ? "middle" : "all",
    linkX: view["linkX"] !== false,
    zoomX: rangeOf(view["zoomX"]),
    zooms: listOf(view["zooms"]).flatMap(zoomOf),
    collapsed: listOf(view["collapsed"]).filter(isString),
    search: isString(view["search"]) ? view["search"] : "",
    tables: listOf(view["tables"]).filter(isString),
    pinned: listOf(view["pinned"]).filter(isString),
    together: listOf(view["together"]).flatMap(namedOf),
    order: listOf(view["order"]).flatMap(namedOf),
    full: isString(view["full"]) ? view["full"] : undefined,
    colorBy: isString(view["colorBy"]) ? view["colorBy"] : undefined,
    relations: view["relations"] === true,
    scatter: pairOf(view["scatter"]),
    hasZoomed: view["hasZoomed"] === true,
    width: widths.find((width) => width === view["width"]) ?? whole.width,
  };
}

/** A name with names. */
function namedOf(entry: unknown): [string, string[]][] {
  const [name, names] = listOf(entry);
  return isString(name) ? [[name, listOf(names).filter(isString)]] : [];
}

function pairOf(value: unknown): readonly [string, string] | undefined {
  const [x, y] = listOf(value);
  return isString(x) && isString(y) ? [x, y] : undefined;
}

function axisOf(value: unknown): XAxis | undefined {
  if (isString(value) && xMetricOf(value as XAxis) !== undefined) return value as XAxis;
  return xAxes.find((x) => x === value);
}

function zoomOf(entry: unknown): [string, Zoom][] {
  const [name, zoom] = listOf(entry);
  if (!isString(name)) return [];
  const x = rangeOf(objectOf(zoom)["x"]);
  const y = rangeOf(objectOf(zoom)["y"]);
  return [[name, { ...(x && { x }), ...(y && { y }) }]];
}

function rangeOf(value: unknown): readonly [number, number] | undefined {
  const [from, to] = listOf(value);
  return typeof from === "number" && typeof to === "number" && from < to ? [from, to] : undefined;
}

function fractionOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < 1 ? value : undefined;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
