import { element } from "../page/dom";

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
  /** Held with shift: marks along y, whichever way it goes. */
  readonly upright: boolean;
  axis: "x" | "y" | undefined;
  lastX: number;
}

/**
 * Drag to zoom in x, drag upright (or with shift) to zoom in y, alt or the middle button to pan, double click to reset; Ctrl or Cmd and
 * the wheel zoom, a sideways wheel pans, and a plain wheel scrolls the page.
 */
export function watchPointer(plane: HTMLElement, actions: PointerActions): void {
  const marker = new Marker(plane, actions);
  const place = (event: MouseEvent): readonly [number, number] => {
    const rect = plane.getBoundingClientRect();
    return [event.clientX - rect.left, event.clientY - rect.top];
  };
  plane.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    marker.begin(event, ...place(event));
    plane.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  });
  plane.addEventListener("pointermove", (event) => {
    const pans = marker.follow(...place(event));
    if (!pans) actions.move(...place(event));
  });
  plane.addEventListener("pointerup", (event) => marker.end(...place(event)));
  plane.addEventListener("pointercancel", () => marker.drop());
  plane.addEventListener("pointerleave", () => {
    if (!marker.isDragging) actions.leave();
  });
  plane.addEventListener("dblclick", () => actions.reset());
  plane.addEventListener("wheel", (event) => turnWheel(event, place(event)[0], actions), { passive: false });
}

/** Follows a drag, and shows what it marks. */
class Marker {
  private readonly box = element("div", { class: "marked" });
  private drag: Drag | undefined;

  constructor(
    private readonly plane: HTMLElement,
    private readonly actions: PointerActions,
  ) {}

  get isDragging(): boolean {
    return this.drag !== undefined;
  }

  begin({ altKey, button, shiftKey }: PointerEvent, x: number, y: number): void {
    this.drag = { x, y, pans: altKey || button === 1, upright: shiftKey, axis: undefined, lastX: x };
  }

  /** @returns whether the drag pans */
  follow(x: number, y: number): boolean {
    const { drag } = this;
    if (!drag) return false;
    if (drag.pans) {
      this.actions.pan(x - drag.lastX);
      drag.lastX = x;
      return true;
    }
    const dx = Math.abs(x - drag.x);
    const dy = Math.abs(y - drag.y);
    if (!drag.axis && Math.max(dx, dy) >= slop) {
      drag.axis = drag.upright || dy > 2 * dx ? "y" : "x";
      this.plane.append(this.box);
    }
    this.mark(drag, x, y);
    return false;
  }

  end(x: number, y: number): void {
    const { drag } = this;
    this.drop();
    if (!drag || drag.pans) return;
    if (drag.axis === "x") this.actions.select("x", ...within(drag.x, x, this.plane.clientWidth));
    else if (drag.axis === "y") this.actions.select("y", ...within(drag.y, y, this.plane.clientHeight));
    else this.actions.click(x, y);
  }

  drop(): void {
    this.drag = undefined;
    this.box.remove();
  }

  private mark(drag: Drag, x: number, y: number): void {
    const { style } = this.box;
    if (drag.axis === "x") {
      const [from, to] = within(drag.x, x, this.plane.clientWidth);
      style.inset = `0 auto 0 ${from}px`;
      style.width = `${to - from}px`;
      style.height = "auto";
    } else {
      const [from, to] = within(drag.y, y, this.plane.clientHeight);
      style.inset = `${from}px 0 auto 0`;
      style.width = "auto";
      style.height = `${to - from}px`;
    }
  }
}

function turnWheel(event: WheelEvent, x: number, actions: PointerActions): void {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    actions.zoom(x, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004));
    return;
  }
  const turned = event.shiftKey && event.deltaX === 0;
  const sideways = turned ? event.deltaY : event.deltaX;
  if (!turned && Math.abs(sideways) <= Math.abs(event.deltaY)) return;
  event.preventDefault();
  actions.pan(-sideways);
}

/** The stretch between two places, as far as it lies in the plane. */
function within(a: number, b: number, size: number): readonly [number, number] {
  const inside = (value: number) => Math.max(0, Math.min(size, value));
  return [inside(Math.min(a, b)), inside(Math.max(a, b))];
}
