import type { PlotChart, PlotsModel } from "../../src/shared/pages/plots";
import { Chart } from "./chart";
import { ChartFrame } from "./chartFrame";
import { replaceChildren } from "../page/children";
import { element } from "../page/dom";
import { Group } from "./group";
import { fewRows } from "./legend";
import { planeHeight } from "./plane";
import { matches } from "../page/search";
import type { Session } from "./session";

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
  private shownSearch = "";

  constructor(
    private readonly session: Session,
    private readonly announce: (text: string) => void,
  ) {
    session.viewChanged.event(() => this.viewChanged());
  }

  /** How many charts the search leaves. */
  get found(): number {
    const { search } = this.session.view;
    return this.session.model.charts.filter((chart) => matches(chart.name, search)).length;
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
    this.session.setView({ collapsed: collapsed.filter((group) => group !== cell.spec.group), search: "" });
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
    );
    const rows = Math.min(spec.runs.length, fewRows) + (spec.runs.length > fewRows ? 1 : 0);
    cell.frame.reserve(planeHeight + 52 + rows * 20);
    cell.chart?.setChart(spec);
  }

  private add(spec: PlotChart): Cell {
    const { session } = this;
    const frame = new ChartFrame(
      () => session.resetZoom(spec.name),
      () => this.toggleTable(spec.name),
    );
    const cell: Cell = { spec, frame, chart: undefined };
    frame.showTable(session.view.tables.includes(spec.name));
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
    for (const chart of model.charts) {
      if (!matches(chart.name, view.search)) continue;
      const roots = members.get(chart.group) ?? [];
      members.set(chart.group, roots);
      roots.push(this.cells.get(chart.name)!.frame.root);
    }
    for (const name of this.groups.keys()) if (!members.has(name)) this.groups.delete(name);
    const roots = [...members].map(([name, charts]) => {
      const group = this.groups.get(name) ?? new Group(name, () => this.toggleGroup(name));
      this.groups.set(name, group);
      group.show(charts, !view.collapsed.includes(name));
      return group.root;
    });
    replaceChildren(this.root, roots);
    this.shownSearch = view.search;
  }

  private viewChanged(): void {
    const { view } = this.session;
    if (view.search !== this.shownSearch) this.arrange();
    for (const [name, group] of this.groups) group.setOpen(!view.collapsed.includes(name));
    for (const [name, cell] of this.cells) cell.frame.showTable(view.tables.includes(name));
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

  private toggleTable(name: string): void {
    this.session.setView({ tables: toggled(this.session.view.tables, name) });
  }
}

function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}
