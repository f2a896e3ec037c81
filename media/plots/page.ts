import type { PlotsModel } from "../../src/shared/pages/plots";
import { Chips } from "./chips";
import { element, setText } from "../page/dom";
import { Grid } from "./grid";
import { Relations } from "./relations";
import type { Session } from "./session";
import { Toolbar } from "./toolbar";
import { plural, t } from "../../src/util/text";

/** The whole page: controls, runs, charts, or why there are none. */
export class Page {
  private readonly grid: Grid;
  private readonly empty = element("div", { class: "empty", attributes: { role: "status" } });
  private readonly emptyText = element("p");
  private readonly emptyButton = element("button", { class: "primary", attributes: { type: "button" } });
  private readonly spoken = element("div", { class: "unseen", attributes: { "aria-live": "polite" } });

  constructor(
    root: HTMLElement,
    private readonly session: Session,
  ) {
    this.grid = new Grid(session, (text) => setText(this.spoken, text));
    const top = element("div", { class: "top" }, new Toolbar(session).root, new Chips(session).root);
    this.empty.append(this.emptyText, this.emptyButton);
    const heading = element("h1", { class: "unseen", text: t("Plots") });
    root.replaceChildren(heading, top, this.empty, new Relations(session).root, this.grid.root, this.spoken);
    session.modelChanged.event((model) => this.show(model));
    session.viewChanged.event(() => this.showEmpty());
    this.show(session.model);
  }

  reveal(name: string): void {
    this.grid.reveal(name);
  }

  private show(model: PlotsModel): void {
    this.grid.show(model);
    this.showEmpty();
  }

  /** Says what there is to do when there is nothing to see. */
  private showEmpty(): void {
    const { model, view, line } = this.session;
    const isEmpty = model.charts.length === 0 || this.grid.found === 0;
    this.empty.hidden = !isEmpty;
    this.emptyButton.hidden = model.scanning && model.runs.length === 0;
    if (!isEmpty) return;
    const add = () => line.show("addRuns");
    if (model.runs.length === 0) {
      this.explain(model.scanning ? t("Looking for runs…") : t("No runs are selected."), t("Add Runs…"), add);
    } else if (model.charts.length === 0) {
      this.explain(
        plural(model.runs.length, {
          one: "This run has not logged a metric yet.",
          other: "These runs have not logged a metric yet.",
        }),
        t("Add Runs…"),
        add,
      );
    } else {
      const show = () => this.session.setView({ search: "" });
      this.explain(
        t("No metric of these runs matches “{search}”.", { search: view.search }),
        t("Show All Metrics"),
        show,
      );
    }
  }

  private explain(text: string, action: string, act: () => void): void {
    setText(this.emptyText, text);
    setText(this.emptyButton, action);
    this.emptyButton.onclick = act;
  }
}
