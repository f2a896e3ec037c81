import { shownLines } from "../../src/util/shown";

/** What an element is made with: its text is always text, never markup, and has nothing in it that can't be seen. */
export interface Made {
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  /** Attributes: `role`, `aria-…`, `data-…`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  made: Made = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (made.class !== undefined) node.className = made.class;
  if (made.text !== undefined) node.textContent = shownLines(made.text);
  if (made.title !== undefined) node.title = shownLines(made.title);
  for (const [name, value] of Object.entries(made.attributes ?? {}))
    node.setAttribute(name, name === "aria-label" ? shownLines(value) : value);
  node.append(...children.map((child) => (typeof child === "string" ? shownLines(child) : child)));
  return node;
}

/** A button that shows an icon and says its name to those who do not see it. */
export function iconButton(icon: IconName, label: string, onClick: () => void): HTMLButtonElement {
  const button = element("button", {
    class: "icon",
    title: label,
    attributes: { type: "button", "aria-label": label },
  });
  button.append(iconOf(icon));
  button.addEventListener("click", onClick);
  return button;
}

/** Outlines on a grid of 16 × 16, in strokes of the text's colour. */
const icons = {
  close: "M4 4l8 8M12 4l-8 8",
  add: "M8 3v10M3 8h10",
  chevron: "M6 4l4 4-4 4",
  reset: "M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5h2.5",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9",
  pin: "M6 2.5h4l-.5 4.5 2 2h-7l2-2zM8 9v5",
  expand: "M9.5 2.5h4v4M13.5 2.5l-4.5 4.5M6.5 13.5h-4v-4M2.5 13.5l4.5-4.5",
  warning: "M8 2.5l6 11H2zM8 6.5v3.5M8 11.5v.5",
} as const;
export type IconName = keyof typeof icons;

export function iconOf(name: IconName): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("glyph");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", icons[name]);
  svg.append(path);
  return svg;
}

/** Sets the text only if it differs: cheaper than a write that changes nothing. */
export function setText(node: Node, text: string): void {
  const safe = shownLines(text);
  if (node.textContent !== safe) node.textContent = safe;
}

/** A text that is cut in the middle where there is no room: its end, from the last separator on, stays. */
export function middleCut(): HTMLElement {
  return element("span", { class: "cut" }, element("span", { class: "front" }), element("span", { class: "back" }));
}

/** The longest end that stays, in characters. */
const longestEnd = 14;

/** Fills what `middleCut` made. */
export function setCut(cut: Element, text: string): void {
  const from = text.length <= longestEnd ? 0 : Math.max(text.length - longestEnd, lastSeparator(text));
  setText(cut.firstElementChild!, text.slice(0, from));
  setText(cut.lastElementChild!, text.slice(from));
}

function lastSeparator(text: string): number {
  return Math.max(...["/", ".", "_", "-", " "].map((mark) => text.lastIndexOf(mark)));
}
