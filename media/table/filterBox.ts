import { element, setText } from "../page/dom";
import { t } from "../../src/util/text";
import { completed, completionOf } from "../../src/runs/judging/completion";
import type { Session } from "./session";

/** How long after a key the filter is applied, in milliseconds. */
const typing = 150;

/** The filter, which completes names as they are typed. */
export class FilterBox {
  readonly root = element("div", { class: "filter" });
  readonly input = element("input", {
    attributes: {
      type: "search",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "offers",
      "aria-autocomplete": "list",
      "aria-describedby": "mistake",
      spellcheck: "false",
      placeholder: t("Filter: {example}", { example: "val/acc > 0.95 lr < 0.1" }),
      "aria-label": t("Filter runs"),
    },
  });
  private readonly offers = element("div", {
    class: "offers",
    attributes: { role: "listbox", id: "offers", "aria-label": t("Names") },
  });
  private readonly mistake = element("div", { class: "mistake", attributes: { id: "mistake", role: "status" } });
  private from = 0;
  private chosen = -1;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: Session) {
    this.root.append(this.input, this.offers, this.mistake);
    this.offers.hidden = true;
    this.input.value = session.view.filter;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    session.viewChanged.event(() => this.show());
  }

  private show(): void {
    const { mistake } = this.session.shape;
    setText(this.mistake, mistake ?? "");
    this.mistake.hidden = mistake === undefined;
    this.input.setAttribute("aria-invalid", String(mistake !== undefined));
    if (document.activeElement !== this.input && this.timer === undefined) this.input.value = this.session.view.filter;
  }

  private typed(): void {
    const names = this.session.shape.fields.map(({ name }) => name);
    const { from, offers } = completionOf(this.input.value, this.input.selectionStart ?? 0, names);
    this.from = from;
    this.offer(offers);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.apply(), typing);
  }

  /** What was typed just before the focus went elsewhere counts. */
  private leave(): void {
    this.offer([]);
    if (this.timer !== undefined) this.apply();
  }

  private apply(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const filter = this.input.value.trim();
    if (filter !== this.session.view.filter) this.session.setView({ ...this.session.view, filter });
  }

  private press(event: KeyboardEvent): void {
    const options = [...this.offers.children];
    const isOpen = !this.offers.hidden;
    if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.chosen + step + options.length) % options.length);
    } else if (isOpen && (event.key === "Enter" || event.key === "Tab") && this.chosen >= 0) {
      this.take(options[this.chosen]!.textContent);
    } else if (isOpen && event.key === "Escape") this.offer([]);
    else if (event.key === "Enter") {
      this.apply();
      return;
    } else return;
    event.preventDefault();
  }

  private offer(names: readonly string[]): void {
    this.chosen = -1;
    this.offers.hidden = names.length === 0;
    this.input.setAttribute("aria-expanded", String(names.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.offers.replaceChildren(
      ...names.map((text, at) => {
        const option = element("div", {
          text,
          attributes: { role: "option", id: `offer${at}`, "aria-selected": "false" },
        });
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.take(text);
        });
        return option;
      }),
    );
  }

  private choose(index: number): void {
    this.chosen = index;
    [...this.offers.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    this.input.setAttribute("aria-activedescendant", `offer${index}`);
  }

  private take(name: string): void {
    const { text, cursor } = completed(this.input.value, this.input.selectionStart ?? 0, this.from, name);
    this.input.value = text;
    this.input.setSelectionRange(cursor, cursor);
    this.offer([]);
    this.apply();
  }
}
