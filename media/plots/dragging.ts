import { besides, movedBefore } from "./ordering";
import type { Session } from "./session";

/** Tells a chart that is dragged from whatever else may be: no editor takes it as a text. */
const type = "application/x-lossline-chart";

/** The chart that is being dragged, by name. */
let dragged: string | undefined;

/**
 * Lets a chart be dragged by its title to another place of its group.
 * @param name is asked for when a drag begins or ends
 */
export function watchDrag(session: Session, name: string, root: HTMLElement, handle: HTMLElement): void {
  const mark = (side: "before" | "after" | undefined) => {
    if (side) root.dataset["drop"] = side;
    else delete root.dataset["drop"];
  };
  handle.draggable = true;
  handle.addEventListener("dragstart", ({ dataTransfer }) => {
    dragged = name;
    dataTransfer?.setData(type, name);
  });
  handle.addEventListener("dragend", () => (dragged = undefined));
  root.addEventListener("dragover", (event) => {
    if (dragged === undefined || dragged === name) return;
    if (!besides(name, session.view, session.model.charts).includes(dragged)) return;
    event.preventDefault();
    mark(isBefore(event, root) ? "before" : "after");
  });
  root.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!root.contains(relatedTarget as Node | null)) mark(undefined);
  });
  root.addEventListener("drop", (event) => {
    mark(undefined);
    if (dragged === undefined || dragged === name) return;
    event.preventDefault();
    const { view, model } = session;
    const names = besides(name, view, model.charts).filter((one) => one !== dragged);
    const next = isBefore(event, root) ? name : names[names.indexOf(name) + 1];
    session.setView(movedBefore(dragged, next, view, model.charts));
  });
}

function isBefore({ clientX }: MouseEvent, root: HTMLElement): boolean {
  const { left, width } = root.getBoundingClientRect();
  return clientX < left + width / 2;
}
