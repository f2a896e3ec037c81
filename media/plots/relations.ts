import { t } from "../../src/util/text";
import { replaceChildren } from "../page/children";
import { element, iconOf } from "../page/dom";
import { columnsOf, type Column } from "./columns";
import { Parallel } from "./parallel";
import { Scatter } from "./scatter";
import type { Session } from "./session";

/** So many axes beside each other can be told apart: params, and metrics after them. */
const most = { params: 7, metrics: 2 } as const;

/** How params and metrics hang together over the runs: parallel coordinates and a scatter plot. Drawn only while it is open. */
export class Relations {
  readonly root = element("section", { class: "relations group" });
  private readonly header = element("button", { class: "heading", attributes: { type: "button" } });
  private readonly body = element("div", { class: "pair" });
  private readonly parallel: Parallel;
  private readonly scatter: Scatter;
  private readonly x = element("select", { attributes: { "aria-label": t("x of the scatter plot") } });
  private readonly y = element("select", { attributes: { "aria-label": t("y of the scatter plot") } });
  private offered = "";

  constructor(private readonly session: Session) {
    this.parallel = new Parallel(session);
    this.scatter = new Scatter(session);
    this.header.append(iconOf("chevron"), element("span", { text: t("params and metrics") }));
    this.header.onclick = () => session.setView({ relations: !session.view.relations });
    const choose = () => session.setView({ scatter: [this.x.value, this.y.value] });
    this.x.onchange = this.y.onchange = choose;
    const axes = element("p", { class: "axes" }, this.y, t("over"), this.x);
    this.body.append(this.parallel.root, element("div", { class: "scattered" }, axes, this.scatter.root));
    this.root.append(element("h2", {}, this.header), this.body);
    session.modelChanged.event(() => this.show());
    session.viewChanged.event(() => this.show());
    this.show();
  }

  private show(): void {
    const { model, view } = this.session;
    this.root.hidden = model.runs.length < 2 || model.params.length === 0;
    this.header.setAttribute("aria-expanded", String(view.relations));
    this.body.hidden = !view.relations;
    if (this.root.hidden || !view.relations) return;
    const columns = columnsOf(model);
    const params = columns.slice(0, Math.min(most.params, model.params.length));
    const metrics = columns.slice(model.params.length, model.params.length + most.metrics);
    this.parallel.show([...params, ...metrics]);
    this.offer(columns);
    const named = (name: string | undefined) => columns.find((column) => column.name === name);
    const x = named(view.scatter?.[0]) ?? params[0];
    const y = named(view.scatter?.[1]) ?? metrics[0];
    this.x.value = x?.name ?? "";
    this.y.value = y?.name ?? "";
    this.scatter.show(x, y);
  }

  private offer(columns: readonly Column[]): void {
    const names = columns.map(({ name }) => name);
    const key = JSON.stringify(names);
    if (key === this.offered) return;
    this.offered = key;
    for (const select of [this.x, this.y])
      replaceChildren(
        select,
        names.map((name) => element("option", { text: name, attributes: { value: name } })),
      );
  }
}
