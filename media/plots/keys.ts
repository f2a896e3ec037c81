import { t } from "../../src/util/text";

/** What keys do in a chart that has the focus. */
export interface KeyActions {
  /** To the next point to the left (-1) or right (1); `far` = ten at once. */
  step(way: -1 | 1, far: boolean): void;
  end(way: -1 | 1): void;
  /** To the run above or below in the legend. */
  run(way: -1 | 1): void;
  pin(): void;
  zoom(factor: number): void;
  pan(way: -1 | 1): void;
  reset(): void;
}

/** For screen readers. */
export function keysHelp(): string {
  return t(
    "Left and Right move the cursor, Up and Down select a run, Enter keeps it highlighted, Plus and Minus zoom, " +
      "Alt+Left and Alt+Right pan, Escape resets.",
  );
}

/** @returns whether the key meant something here */
export function pressKey(event: KeyboardEvent, actions: KeyActions): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const way = event.key === "ArrowLeft" || event.key === "ArrowUp" || event.key === "Home" ? -1 : 1;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowRight":
      if (event.altKey) actions.pan(way);
      else actions.step(way, event.shiftKey);
      return true;
    case "ArrowUp":
    case "ArrowDown":
      actions.run(way);
      return true;
    case "Home":
    case "End":
      actions.end(way);
      return true;
    case "Enter":
      actions.pin();
      return true;
    case "+":
    case "=":
      actions.zoom(0.7);
      return true;
    case "-":
      actions.zoom(1 / 0.7);
      return true;
    case "0":
    case "Escape":
      actions.reset();
      return true;
    default:
      return false;
  }
}
