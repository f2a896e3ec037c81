import { element } from "./dom";

/** What a pointer does in a plane; places in CSS pixels from its top left corner. */
export interface PointerActions {
  move(x: number, y: number): void;
  leave(): void;
  /** A stretch of one axis was marked, in pixels. */
  select(axis: "x" | "y", from: number, to: number): void;
  /** Clicked, without a drag. */
  click(x: number, y: number): void;
  reset(): void;
  /** Dragged, or scrolled sideways, by so many pixels. */
  pan(dx: number): void;
  /** Turned the wheel about a place: above 1 = out. */
  zoom(x: number, factor: number): void;
}

/** A drag begins when the pointer has gone so far. */
const slop = 4;

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly pans: boolean;
  readonly vertical: boolean;
  axis: "x" | "y" | undefined;
  lastX: number;
}

/**
 * Drag to zoom in x, drag upright (or with shift) to zoom in y, alt or the middle button to pan, double click to reset; Ctrl or Cmd and
 * the wheel zoom, a sideways wheel pans, and a plain wheel scrolls the page.
 */
export function watchPointer(plane: HTMLElement, actions: PointerActions): void {
  const box = element("div", { class: "marked" });
  let drag: Drag | undefined;
  const place = (event: MouseEvent): readonly [number, number] => {
    const rect = plane.getBoundingClientRect();
    return [event.clientX - rect.left, event.clientY - rect.top];
  };

  plane.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    const [x, y] = place(event);
    drag = { x, y, pans: event.altKey || event.button === 1, vertical: event.shiftKey, axis: undefined, lastX: x };
    plane.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  });
  plane.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    if (drag) follow(drag, x, y);
    if (!drag?.pans) actions.move(x, y);
  });
  plane.addEventListener("pointerup", (event) => {
    const [x, y] = place(event);
    const ended = drag;
    end();
    if (!ended || ended.pans) return;
    if (ended.axis === "x") actions.select("x", ...within(ended.x, x, plane.clientWidth));
    else if (ended.axis === "y") actions.select("y", ...within(ended.y, y, plane.clientHeight));
    else actions.click(x, y);
  });
  plane.addEventListener("pointercancel", () => end());
  plane.addEventListener("pointerleave", () => {
    if (!drag) actions.leave();
  });
  plane.addEventListener("dblclick", () => actions.reset());
  plane.addEventListener("wheel", (event) => turnWheel(event, place(event)[0], actions), { passive: false });

  function follow(current: Drag, x: number, y: number): void {
    if (current.pans) {
      actions.pan(x - current.lastX);
      current.lastX = x;
      return;
    }
    const dx = Math.abs(x - current.x);
    const dy = Math.abs(y - current.y);
    if (!current.axis) {
      if (Math.max(dx, dy) < slop) return;
      current.axis = current.vertical || dy > 2 * dx ? "y" : "x";
      plane.append(box);
    }
    mark(current, x, y);
  }

  function mark(current: Drag, x: number, y: number): void {
    const along = current.axis === "x";
    const [from, to] = along ? within(current.x, x, plane.clientWidth) : within(current.y, y, plane.clientHeight);
    box.style.inset = along ? `0 auto 0 ${from}px` : `${from}px 0 auto 0`;
    box.style.width = along ? `${to - from}px` : "auto";
    box.style.height = along ? "auto" : `${to - from}px`;
  }

  function end(): void {
    drag = undefined;
    box.remove();
  }
}

function turnWheel(event: WheelEvent, x: number, actions: PointerActions): void {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    actions.zoom(x, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004));
    return;
  }
  const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
  event.preventDefault();
  actions.pan(-sideways);
}

function within(a: number, b: number, size: number): readonly [number, number] {
  const inside = (value: number) => Math.max(0, Math.min(size, value));
  return [inside(Math.min(a, b)), inside(Math.max(a, b))];
}
