import { element, setText } from "../page/dom";
import { matches } from "../page/search";
import { columnKey } from "../../src/shared/table";
import { t } from "../../src/util/text";
import { candidates, columnTitle } from "./columns";
import { hidden, shown } from "./moves";
import type { Session } from "./session";

/** The most columns that are listed at once: the search finds the others. */
const mostListed = 200;

/** Opens the list of all columns, in which those that are shown are ticked. @param back gets the focus when it closes */
export function openPicker(session: Session, back: () => void): void {
  const dialog = element("dialog", { class: "picker", attributes: { "aria-label": t("Columns") } });
  const search = element("input", {
    attributes: { type: "search", placeholder: t("Find a column"), "aria-label": t("Find a column") },
  });
  const list = element("div", { class: "list" });
  const more = element("p", { class: "more", attributes: { role: "status" } });
  const close = element("button", { class: "primary", text: t("Close"), attributes: { type: "button" } });
  const draw = () => drawList(session, search.value, list, more);
  search.oninput = draw;
  close.onclick = () => dialog.close();
  dialog.onclose = () => {
    dialog.remove();
    back();
  };
  dialog.append(search, list, more, close);
  document.body.append(dialog);
  draw();
  dialog.showModal();
  search.focus();
}

function drawList(session: Session, search: string, list: HTMLElement, more: HTMLElement): void {
  const { shape, view, model } = session;
  const found = candidates(shape, view, model.hasBaseline).filter((column) => matches(columnTitle(column), search));
  const visible = new Set(session.columns.map(({ key }) => key));
  const rest = found.length - mostListed;
  list.replaceChildren(
    ...found.slice(0, mostListed).map((column) => {
      const key = columnKey(column);
      const box = element("input", { attributes: { type: "checkbox" } });
      box.checked = visible.has(key);
      box.onchange = () => session.setView(box.checked ? shown(session.view, key) : hidden(session.view, key));
      return element("label", {}, box, columnTitle(column));
    }),
  );
  const left = rest > 0 ? t("{count} more columns: type to find them.", { count: rest }) : "";
  const untold =
    shape.fieldsLeftOut > 0 ? t("{count} more metrics and params are not listed.", { count: shape.fieldsLeftOut }) : "";
  setText(more, [left, untold].filter(Boolean).join(" "));
  more.hidden = left === "" && untold === "";
}
