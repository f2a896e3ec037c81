import type { PlotChart, PlotsModel, PlotsView } from "../../src/shared/pages/plots";
import { shownBars } from "./bars";
import { Chart } from "./chart";
import { ChartFrame } from "./chartFrame";
import { replaceChildren } from "../page/children";
import { element } from "../page/dom";
import { watchDrag } from "./dragging";
import { Group } from "./group";
import { fewRows } from "./entries";
import { planeHeightOf } from "./sizes";
import { matches } from "../page/search";
import { pinnedGroup, sortedBy } from "./ordering";
import type { Session } from "./session";
import { addedTo } from "./together";

/** A chart in the grid: its frame always, the rest only near the part of the page that is seen. */
interface Cell {
  spec: PlotChart;
  readonly frame: ChartFrame;
  chart: Chart | undefined;
}

/** Charts so near to what is seen are made before they are scrolled to. */
const nearness = "400px 0px";

/** All charts, in groups that open and close. */
export class Grid {
  readonly root = element("div", { class: "groups" });
  private readonly cells = new Map<string, Cell>();
  private readonly groups = new Map<string, Group>();
  private readonly cellOf = new WeakMap<Element, Cell>();
  private readonly inView = new IntersectionObserver((entries) => this.seen(entries), { rootMargin: nearness });
  private readonly sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) this.cellOf.get(target)?.chart?.resize(contentRect.width);
  });
  private arranged = "";

  constructor(
    private readonly session: Session,
    private readonly announce: (text: string) => void,
  ) {
    session.viewChanged.event(() => this.viewChanged());
  }

  /** How many charts the search leaves. */
  get found(): number {
    return this.session.model.charts.filter((chart) => this.isShown(chart)).length;
  }

  show(model: PlotsModel): void {
    const names = new Set(model.charts.map((chart) => chart.name));
    for (const [name, cell] of this.cells) if (!names.has(name)) this.remove(name, cell);
    for (const chart of model.charts) this.update(chart);
    this.arrange();
  }

  /** Brings a chart into view, opening its group. */
  reveal(name: string): void {
    const cell = this.cells.get(name);
    if (!cell) return;
    const { collapsed } = this.session.view;
    this.session.setView({
      collapsed: collapsed.filter((group) => group !== cell.spec.group),
      search: "",
      full: undefined,
    });
    cell.frame.root.scrollIntoView({ block: "nearest" });
    cell.frame.body.focus({ preventScroll: true });
  }

  private update(spec: PlotChart): void {
    const cell = this.cells.get(spec.name) ?? this.add(spec);
    cell.spec = spec;
    const having = new Set(spec.runs);
    cell.frame.show(
      spec,
      this.session.model.runs.flatMap((run, i) => (having.has(i) ? [] : run.label)),
      addedTo(spec.name, this.session.view, this.session.model.charts),
    );
    if (spec.runs.length > 1 && spec.counts.every((count) => count <= 1)) {
      cell.frame.reserve(Math.min(spec.runs.length, shownBars) * 20 + 8);
      cell.chart?.setChart(spec);
      return;
    }
    const rows = Math.min(spec.runs.length, fewRows) + (spec.runs.length > fewRows ? 1 : 0);
    cell.frame.reserve(planeHeightOf(spec.name, this.session.view) + 52 + rows * 20);
    cell.chart?.setChart(spec);
  }

  private add(spec: PlotChart): Cell {
    const { session } = this;
    const { name } = spec;
    const frame = new ChartFrame({
      reset: () => session.resetZoom(name),
      table: () => session.setView({ tables: toggled(session.view.tables, name) }),
      pin: () => session.setView({ pinned: toggled(session.view.pinned, name) }),
      full: () => session.setView({ full: session.view.full === name ? undefined : name }),
    });
    watchDrag(session, name, frame.root, frame.title);
    const cell: Cell = { spec, frame, chart: undefined };
    frame.showPressed(this.pressed(name));
    this.cells.set(spec.name, cell);
    this.cellOf.set(frame.root, cell);
    this.cellOf.set(frame.body, cell);
    this.inView.observe(frame.root);
    return cell;
  }

  private remove(name: string, cell: Cell): void {
    this.inView.unobserve(cell.frame.root);
    this.close(cell);
    cell.frame.root.remove();
    this.cells.delete(name);
  }

  /** Puts the charts that the search leaves into their groups, in the model's order. */
  private arrange(): void {
    const { model, view } = this.session;
    const members = new Map<string, HTMLElement[]>();
    const add = (group: string, name: string): void => {
      const roots = members.get(group) ?? [];
      members.set(group, roots);
      roots.push(this.cells.get(name)!.frame.root);
    };
    const shown = model.charts.filter((chart) => this.isShown(chart));
    const pinned = view.pinned.filter((name) => shown.some((chart) => chart.name === name));
    for (const name of pinned) add(pinnedGroup, name);
    for (const { name, group } of shown) if (!pinned.includes(name)) add(group, name);
    for (const [group, roots] of members) if (group !== pinnedGroup) members.set(group, this.inOrder(group, roots));
    for (const name of this.groups.keys()) if (!members.has(name)) this.groups.delete(name);
    const roots = [...members].map(([name, charts]) => {
      const group = this.groups.get(name) ?? new Group(name, () => this.toggleGroup(name));
      this.groups.set(name, group);
      group.show(charts, !view.collapsed.includes(name));
      return group.root;
    });
    replaceChildren(this.root, roots);
    this.arranged = arrangement(view);
    this.root.dataset["width"] = view.width;
  }

  private inOrder(group: string, roots: readonly HTMLElement[]): HTMLElement[] {
    return sortedBy(roots, (root) => this.cellOf.get(root)!.spec.name, this.session.view, group);
  }

  /** Found by the search; a chart that has the page to itself hides the others. */
  private isShown({ name }: PlotChart): boolean {
    const { search, full } = this.session.view;
    return full !== undefined && this.cells.has(full) ? name === full : matches(name, search);
  }

  private viewChanged(): void {
    const { view } = this.session;
    if (arrangement(view) !== this.arranged) {
      for (const { spec } of this.cells.values()) this.update(spec);
      this.arrange();
    }
    for (const [name, group] of this.groups) group.setOpen(!view.collapsed.includes(name));
    for (const [name, cell] of this.cells) cell.frame.showPressed(this.pressed(name));
  }

  private seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const cell = this.cellOf.get(target);
      if (!cell) continue;
      if (isIntersecting) this.open(cell);
      else this.close(cell);
    }
  }

  private open(cell: Cell): void {
    if (cell.chart) return;
    cell.chart = new Chart(this.session, cell.frame, cell.spec, this.announce);
    this.sizes.observe(cell.frame.body);
  }

  private close(cell: Cell): void {
    this.sizes.unobserve(cell.frame.body);
    cell.chart?.dispose();
    cell.chart = undefined;
  }

  private toggleGroup(name: string): void {
    this.session.setView({ collapsed: toggled(this.session.view.collapsed, name) });
  }

  private pressed(name: string) {
    const { tables, pinned, full } = this.session.view;
    return { isTable: tables.includes(name), isPinned: pinned.includes(name), isFull: full === name };
  }
}

/** What of the view decides which charts are where. */
function arrangement({ search, pinned, full, width, order, together }: PlotsView): string {
  return JSON.stringify([search, pinned, full, width, order, together]);
}

function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}
