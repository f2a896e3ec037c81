import { replaceChildren } from "../page/children";
import { element, setText } from "../page/dom";
import { matches } from "../page/search";
import { plural, t } from "../../src/util/text";
import { MediaSection } from "./section";
import type { Session } from "./session";
import { Toolbar } from "./toolbar";

/** The whole page: controls, then a section for each name that something was logged under. */
export class MediaPage {
  private readonly sections = new Map<string, MediaSection>();
  private readonly list = element("div", { class: "sections" });
  private readonly said = element("p", { class: "said", attributes: { role: "status" } });
  private readonly empty = element("div", { class: "empty" });
  private readonly emptyText = element("p", { attributes: { role: "status" } });
  private readonly emptyButton = element("button", { class: "primary", attributes: { type: "button" } });

  constructor(
    root: HTMLElement,
    private readonly session: Session,
  ) {
    const top = element("div", { class: "top" }, new Toolbar(session).root);
    this.empty.append(this.emptyText, this.emptyButton);
    root.replaceChildren(element("h1", { class: "unseen", text: t("Media") }), top, this.said, this.empty, this.list);
    session.viewChanged.event(() => this.show());
    this.show();
  }

  show(): void {
    const { model, view } = this.session;
    const found = model.tags.filter(({ tag }) => matches(tag, view.search));
    const shown = found.map((tag) => {
      const section = this.sections.get(tag.tag) ?? new MediaSection(this.session, tag);
      this.sections.set(tag.tag, section);
      section.show(tag);
      return section;
    });
    for (const [name, section] of this.sections) {
      if (shown.includes(section)) continue;
      section.dispose();
      this.sections.delete(name);
    }
    replaceChildren(
      this.list,
      shown.map(({ root }) => root),
    );
    this.say(model.leftOut);
    this.showEmpty(found.length);
  }

  private say(leftOut: number): void {
    this.said.hidden = leftOut === 0;
    const said = plural(leftOut, {
      one: "{count} more run is chosen than is shown side by side.",
      other: "{count} more runs are chosen than are shown side by side.",
    });
    setText(this.said, said);
  }

  private showEmpty(found: number): void {
    const { model, view, line } = this.session;
    this.empty.hidden = found > 0;
    const explain = (text: string, action: string, act: () => void): void => {
      setText(this.emptyText, text);
      setText(this.emptyButton, action);
      this.emptyButton.onclick = act;
    };
    const add = () => line.show("addRuns");
    if (model.runs.length === 0)
      explain(model.scanning ? t("Looking for runs…") : t("No runs are selected."), t("Select Runs…"), add);
    else if (model.tags.length === 0)
      explain(
        plural(model.runs.length, {
          one: "This run has logged no images, texts, histograms, or other media.",
          other: "These runs have logged no images, texts, histograms, or other media.",
        }),
        t("Select Runs…"),
        add,
      );
    else {
      const all = () => this.session.setView({ search: "" });
      explain(t("Nothing these runs logged matches “{search}”.", { search: view.search }), t("Show All"), all);
    }
  }
}
