import { element } from "../page/dom";

export type Stretch = readonly [from: number, to: number];

/** What a pointer does in a plane; places in CSS pixels from its top left corner. */
export interface PointerActions {
  move(x: number, y: number): void;
  leave(): void;
  /** A stretch of x, of y, or a rectangle of both was marked, in pixels. */
  select(x: Stretch | undefined, y: Stretch | undefined): void;
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

/** What a drag marks. */
type Axis = "x" | "y" | "both";

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly pans: boolean;
  /** Held with shift: marks along y, whichever way it goes. */
  readonly upright: boolean;
  axis: Axis | undefined;
  lastX: number;
}

/**
 * Drag to zoom: along x, upright (or with shift) along y, across to a rectangle; alt or the middle button pans, double click to reset; Ctrl or Cmd and
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
    if (!drag.axis && Math.max(dx, dy) >= slop) this.plane.append(this.box);
    if (drag.axis || Math.max(dx, dy) >= slop) drag.axis = axisOf(drag.upright, dx, dy);
    this.mark(drag, x, y);
    return false;
  }

  end(x: number, y: number): void {
    const { drag } = this;
    this.drop();
    if (!drag || drag.pans) return;
    const { axis } = drag;
    const [across, upright] = this.stretches(drag, x, y);
    if (!axis) this.actions.click(x, y);
    else this.actions.select(axis === "y" ? undefined : across, axis === "x" ? undefined : upright);
  }

  drop(): void {
    this.drag = undefined;
    this.box.remove();
  }

  private stretches(drag: Drag, x: number, y: number): readonly [x: Stretch, y: Stretch] {
    const { clientWidth, clientHeight } = this.plane;
    return [within(drag.x, x, clientWidth), within(drag.y, y, clientHeight)];
  }

  private mark(drag: Drag, x: number, y: number): void {
    const { style } = this.box;
    const [[left, right], [top, bottom]] = this.stretches(drag, x, y);
    const isTall = drag.axis === "x";
    const isWide = drag.axis === "y";
    style.left = isWide ? "0" : `${left}px`;
    style.width = isWide ? "100%" : `${right - left}px`;
    style.top = isTall ? "0" : `${top}px`;
    style.height = isTall ? "100%" : `${bottom - top}px`;
  }
}

/** A drag that is about as high as wide marks a rectangle. */
function axisOf(upright: boolean, dx: number, dy: number): Axis {
  if (upright || dy > 3 * dx) return "y";
  return dx > 3 * dy || dy < 3 * slop ? "x" : "both";
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
