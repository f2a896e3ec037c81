import type { XAxis } from "../../src/shared/curve";
import type { PlotsView, Zoom } from "../../src/shared/pages/plots";

export const xAxes: readonly XAxis[] = ["step", "epoch", "relative", "wall"];

/** How seed groups are drawn. */
export const seedWays: readonly PlotsView["seeds"][] = ["lines", "sd", "minmax", "interval"];

export function defaultView(smoothing: number): PlotsView {
  return {
    x: "step",
    smoothing,
    logY: false,
    seeds: "sd",
    range: "all",
    linkX: true,
    zoomX: undefined,
    zooms: [],
    collapsed: [],
    search: "",
    tables: [],
  };
}

/** The view in what an earlier page left, perhaps one of another version: what is not as it should be takes its default. */
export function savedView(saved: unknown, smoothing: number): PlotsView {
  const view = objectOf(objectOf(saved)["view"]);
  const whole = defaultView(smoothing);
  return {
    x: xAxes.find((x) => x === view["x"]) ?? whole.x,
    smoothing: fractionOf(view["smoothing"]) ?? whole.smoothing,
    logY: view["logY"] === true,
    seeds: seedWays.find((way) => way === view["seeds"]) ?? whole.seeds,
    range: view["range"] === "middle" ? "middle" : "all",
    linkX: view["linkX"] !== false,
    zoomX: rangeOf(view["zoomX"]),
    zooms: listOf(view["zooms"]).flatMap(zoomOf),
    collapsed: listOf(view["collapsed"]).filter(isString),
    search: isString(view["search"]) ? view["search"] : "",
    tables: listOf(view["tables"]).filter(isString),
  };
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
