import { element, iconOf, setText } from "../page/dom";
import { pinnedGroup } from "./ordering";
import { replaceChildren } from "../page/children";
import { t } from "../../src/util/text";

/** Charts under one heading. */
export class Group {
  readonly root = element("section", { class: "group" });
  private readonly header = element("button", { class: "heading", attributes: { type: "button" } });
  private readonly count = element("span", { class: "count" });
  private readonly charts = element("div", { class: "grid" });

  constructor(name: string, onToggle: () => void) {
    const text = element("span", { text: headingOf(name) });
    this.header.append(iconOf("chevron"), text, this.count);
    this.header.addEventListener("click", onToggle);
    this.root.dataset["group"] = name;
    this.root.append(element("h2", {}, this.header), this.charts);
  }

  show(charts: readonly HTMLElement[], open: boolean): void {
    setText(this.count, String(charts.length));
    replaceChildren(this.charts, charts);
    this.setOpen(open);
  }

  setOpen(open: boolean): void {
    this.header.setAttribute("aria-expanded", String(open));
    this.charts.hidden = !open;
  }
}

function headingOf(group: string): string {
  if (group === pinnedGroup) return t("pinned");
  if (group.toLowerCase() === "system") return t("system");
  return group === "" ? t("metrics") : group;
}
