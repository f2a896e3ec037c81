import { element } from "./dom";

/** One line of a menu; "line" separates. */
export type MenuItem =
  | { readonly label: string; readonly act: () => void; readonly checked?: boolean; readonly disabled?: boolean }
  | "line";

/**
 * Opens a menu at a point, with the keys that menus have. Escape, a press elsewhere, or the loss of the focus closes it.
 * @param back gets the focus when it closes
 */
export function openMenu(
  items: readonly MenuItem[],
  point: { readonly x: number; readonly y: number },
  label: string,
  back: () => void,
): void {
  document.querySelector(".menu")?.remove();
  const menu = element("div", { class: "menu", attributes: { role: "menu", "aria-label": label, tabindex: "-1" } });
  let isOpen = true;
  /** Removing what has the focus is a loss of the focus, too. */
  const leave = (): boolean => {
    const wasOpen = isOpen;
    isOpen = false;
    if (wasOpen) menu.remove();
    return wasOpen;
  };
  const close = (): void => {
    if (leave()) back();
  };
  menu.append(...items.map((item) => (item === "line" ? element("hr") : itemOf(item, close))));
  (document.querySelector("main") ?? document.body).append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(point.x, window.innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(0, Math.min(point.y, window.innerHeight - height - 4))}px`;
  menu.addEventListener("keydown", (event) => press(menu, event, close));
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget as Node | null)) leave();
  });
  (buttonsOf(menu)[0] ?? menu).focus();
}

function itemOf(item: Exclude<MenuItem, "line">, close: () => void): HTMLButtonElement {
  const role = item.checked === undefined ? "menuitem" : "menuitemcheckbox";
  const button = element("button", { text: item.label, attributes: { role, type: "button", tabindex: "-1" } });
  if (item.checked !== undefined) button.setAttribute("aria-checked", String(item.checked));
  button.disabled = item.disabled ?? false;
  button.onclick = () => {
    close();
    item.act();
  };
  return button;
}

function press(menu: HTMLElement, event: KeyboardEvent, close: () => void): void {
  const buttons = buttonsOf(menu);
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const to = (index: number) => buttons[(index + buttons.length) % buttons.length]?.focus();
  if (event.key === "ArrowDown") to(at + 1);
  else if (event.key === "ArrowUp") to(at < 0 ? buttons.length - 1 : at - 1);
  else if (event.key === "Home") to(0);
  else if (event.key === "End") to(buttons.length - 1);
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function buttonsOf(menu: HTMLElement): HTMLButtonElement[] {
  return [...menu.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
}
