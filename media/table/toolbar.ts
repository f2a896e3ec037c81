import { element, setText } from "../page/dom";
import { onFindKey } from "../page/findKey";
import { openMenu, type MenuItem } from "../page/menu";
import type { CopyFormat, FileFormat } from "../../src/shared/pages/table";
import { plural, t } from "../../src/util/text";
import { titleOf } from "./columns";
import { FilterBox } from "./filterBox";
import { openPicker } from "./picker";
import type { Session } from "./session";
import { namedOf, withNamed } from "./view";

/** What stands above the table: the filter, switches, what leaves, and how many runs are shown. */
export class Toolbar {
  readonly root = element("div", { class: "top" });
  readonly filter: FilterBox;
  private readonly counts = element("span", { class: "counts", attributes: { role: "status" } });
  private readonly plot: HTMLButtonElement;
  private readonly compared: HTMLButtonElement;
  private readonly grouped: HTMLInputElement;
  private readonly linked: HTMLInputElement;
  private readonly differing: HTMLInputElement;

  constructor(private readonly session: Session) {
    this.filter = new FilterBox(session);
    onFindKey(this.filter.input);
    this.grouped = this.switchFor("grouped");
    this.linked = element("input", { attributes: { type: "checkbox" } });
    this.linked.onchange = () => this.setLinked(this.linked.checked);
    this.differing = this.switchFor("onlyDiffering");
    this.plot = this.button("", () => session.act("openPlot", session.model.plotted));
    this.compared = this.button(t("Compare"), () => this.compare([]));
    const columns = this.button(t("Columns…"), () => openPicker(session, () => columns.focus()));
    const views = this.button(t("Views…"), () => void this.chooseView().then(() => views.focus()));
    const leave = this.button(t("Copy or Export…"), () => this.openLeave(leave));
    const bar = element(
      "div",
      { class: "toolbar" },
      this.filter.root,
      element("label", { title: t("The table and the Runs view have one filter") }, this.linked, t("link filter")),
      element("label", {}, this.differing, t("only what differs")),
      element("label", {}, this.grouped, t("fold seeds")),
      columns,
      views,
      leave,
      this.plot,
      this.compared,
    );
    this.root.append(bar, this.counts);
    session.viewChanged.event(() => this.show());
    this.show();
  }

  /** Compares the runs that are ticked; with fewer than two of them, the rows given, with the baseline. */
  compare(keys: readonly string[]): void {
    const { plotted } = this.session.model;
    this.session.act("compare", plotted.length > 1 ? plotted : keys);
  }

  /** Linked, the filter is that of the Runs view where it has one, else the table's own for both. */
  private setLinked(linked: boolean): void {
    const { view, model } = this.session;
    this.session.setView({ ...view, linked, filter: (linked && model.filter) || view.filter });
  }

  private async chooseView(): Promise<void> {
    const { session } = this;
    const chosen = await session.line.ask("chooseView", namedOf(session.view)).catch(() => undefined);
    if (chosen) session.setView(withNamed(session.view, chosen));
  }

  private switchFor(field: "grouped" | "onlyDiffering"): HTMLInputElement {
    const box = element("input", { attributes: { type: "checkbox" } });
    box.onchange = () => this.session.setView({ ...this.session.view, [field]: box.checked });
    return box;
  }

  private button(text: string, act: () => void): HTMLButtonElement {
    const button = element("button", { class: "link", text, attributes: { type: "button" } });
    button.onclick = act;
    return button;
  }

  private show(): void {
    const { view, model } = this.session;
    this.grouped.checked = view.grouped;
    this.linked.checked = view.linked;
    this.differing.checked = view.onlyDiffering;
    const { length } = model.plotted;
    setText(this.plot, plural(length, { one: "Plot {count} Run", other: "Plot {count} Runs" }));
    this.plot.hidden = length === 0;
    this.compared.hidden = length < 2;
    setText(this.counts, this.sentence());
  }

  /** How many runs are shown of how many, in which order, and what is lacking. */
  private sentence(): string {
    const { shape, view, model } = this.session;
    const { all, hidden, shown, groups } = shape.counts;
    const sorted = view.sort.map(({ column, descending }) => `${titleOf(column)} ${descending ? "↓" : "↑"}`);
    const parts = [
      shown === all
        ? plural(all, { one: "{count} run", other: "{count} runs" })
        : t("{shown} of {all} runs", { shown, all }),
      ...(groups > 0 ? [plural(groups, { one: "{count} seed group", other: "{count} seed groups" })] : []),
      ...(hidden > 0 ? [plural(hidden, { other: "{count} hidden" })] : []),
      ...(sorted.length > 0 ? [t("sorted by {columns}", { columns: sorted.join(", ") })] : []),
      ...(shape.partial > 0
        ? [
            plural(shape.partial, {
              one: "of {count} run only the main metrics are in memory",
              other: "of {count} runs only the main metrics are in memory",
            }),
          ]
        : []),
      ...(model.scanning ? [t("looking for more…")] : []),
    ];
    return parts.join(" · ");
  }

  private openLeave(at: HTMLElement): void {
    const { left, bottom } = at.getBoundingClientRect();
    const { line, look, columns } = this.session;
    const cut = { look, columns: columns.map(({ key }) => key) };
    const copy = (label: string, format: CopyFormat): MenuItem => ({
      label,
      act: () => line.show("copy", cut, format),
    });
    const save = (label: string, format: FileFormat): MenuItem => ({
      label,
      act: () => line.show("save", cut, format),
    });
    const items: MenuItem[] = [
      copy(t("Copy for a Spreadsheet"), "tsv"),
      copy(t("Copy as Markdown"), "markdown"),
      copy(t("Copy as LaTeX"), "latex"),
      "line",
      save(t("Export as CSV…"), "csv"),
      save(t("Export as JSON…"), "json"),
    ];
    openMenu(items, { x: left, y: bottom }, t("Copy or export"), () => at.focus());
  }
}
