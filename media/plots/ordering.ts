import type { PlotChart, PlotsView } from "../../src/shared/pages/plots";

/** The group of the charts that are on top of all others; no metric's prefix has a line feed. */
export const pinnedGroup = "\n";

/** In the order that the user gave a group's charts; those without a place in it after them, as they come. */
export function sortedBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { order }: Pick<PlotsView, "order">,
  group: string,
): T[] {
  const names = order.find(([own]) => own === group)?.[1] ?? [];
  const places = new Map(names.map((name, at) => [name, at]));
  const placeOf = (item: T) => places.get(nameOf(item)) ?? places.size;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The names of the charts that stand in one group with a chart, in their order, itself among them. */
export function besides(name: string, view: PlotsView, charts: readonly PlotChart[]): readonly string[] {
  const { pinned } = view;
  const known = new Set(charts.map((chart) => chart.name));
  if (pinned.includes(name)) return pinned.filter((one) => known.has(one));
  const group = charts.find((chart) => chart.name === name)?.group;
  const own = charts
    .filter((chart) => chart.group === group && !pinned.includes(chart.name))
    .map((chart) => chart.name);
  return group === undefined ? [] : sortedBy(own, (one) => one, view, group);
}

/** What of the view is another once a chart stands before another one of its group; at its end without one. */
export function movedBefore(
  name: string,
  before: string | undefined,
  view: PlotsView,
  charts: readonly PlotChart[],
): Partial<PlotsView> {
  const names = besides(name, view, charts).filter((one) => one !== name);
  const at = before === undefined ? names.length : names.indexOf(before);
  if (at < 0) return {};
  const moved = [...names.slice(0, at), name, ...names.slice(at)];
  if (view.pinned.includes(name)) return { pinned: moved };
  const group = charts.find((chart) => chart.name === name)?.group ?? pinnedGroup;
  return { order: [...view.order.filter(([own]) => own !== group), [group, moved]] };
}

/** The same once a chart has moved by some places. */
export function movedBy(name: string, way: -1 | 1, view: PlotsView, charts: readonly PlotChart[]): Partial<PlotsView> {
  const names = besides(name, view, charts);
  const to = names.indexOf(name) + way;
  if (to < 0 || to >= names.length) return {};
  return movedBefore(name, way < 0 ? names[to] : names[to + 1], view, charts);
}
