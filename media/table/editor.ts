import { element } from "../page/dom";
import { t } from "../../src/util/text";

/**
 * Edits a cell where it stands. Enter keeps it, Shift+Enter begins a line in a note, Escape leaves it as it was, and the loss of
 * the focus keeps it.
 * @param keep gets the text if it is another @param back gives the focus back to the grid
 */
export function editCell(
  cell: HTMLElement,
  before: string,
  isLong: boolean,
  keep: (text: string) => void,
  back: () => void,
): void {
  const box = cell.getBoundingClientRect();
  const field = element("textarea", {
    class: "editor",
    attributes: { "aria-label": isLong ? t("Note") : t("Tags, separated by commas") },
  });
  field.value = before;
  field.rows = isLong ? 4 : 1;
  field.style.left = `${box.left}px`;
  field.style.top = `${box.top}px`;
  field.style.minWidth = `${Math.max(box.width, isLong ? 280 : 160)}px`;
  let isDone = false;
  const finish = (isKept: boolean): void => {
    if (isDone) return;
    isDone = true;
    const text = field.value.trim();
    field.remove();
    if (isKept && text !== before) keep(text);
    back();
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") finish(false);
    else if (event.key === "Enter" && !(isLong && event.shiftKey)) {
      event.preventDefault();
      finish(true);
    }
  });
  field.addEventListener("blur", () => finish(true));
  (document.querySelector("main") ?? document.body).append(field);
  field.focus();
  field.select();
}
