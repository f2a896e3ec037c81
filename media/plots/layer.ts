import { element } from "../page/dom";
import type { Frames, Steps } from "./frames";
import { placeOf, sameViewport, type Viewport } from "../../src/runs/drawing/viewport";

/**
 * The curves of one chart, on a canvas of their own. Painting takes as many frames as it needs, on a canvas that is not shown; until it is
 * done the last picture is moved and stretched to where it belongs now, which costs next to nothing.
 */
export class Layer {
  readonly root = element("div", { class: "layer" });
  private front = makeCanvas();
  private back = makeCanvas();
  private painted: Viewport | undefined;
  private wanted: { readonly view: Viewport; readonly version: number } | undefined;
  private doneVersion = -1;
  private startedVersion = -1;

  constructor(
    private readonly frames: Frames,
    private readonly paint: (canvas: CanvasRenderingContext2D, view: Viewport, density: number) => Steps,
    private readonly onPainted: () => void = () => undefined,
  ) {
    this.root.append(this.front);
  }

  /** Shows this part of the plane. @param version of what there is to paint: another one paints anew */
  show(view: Viewport, version: number): void {
    this.wanted = { view, version };
    this.place(view);
    if (this.isPainted) {
      this.frames.drop(this);
      return;
    }
    // A painting under way is finished even if the view moved on: else nothing new would show during a long drag.
    if (!this.frames.isPainting(this) || this.startedVersion !== version) this.start();
  }

  /** What was last asked for is what is seen. */
  get isPainted(): boolean {
    const { wanted, painted, doneVersion } = this;
    return !wanted || (doneVersion === wanted.version && painted !== undefined && sameViewport(painted, wanted.view));
  }

  dispose(): void {
    this.frames.drop(this);
    this.root.remove();
  }

  private start(): void {
    if (!this.wanted) return;
    const { view, version } = this.wanted;
    this.startedVersion = version;
    this.frames.paint(this, this.steps(view, version));
  }

  private *steps(view: Viewport, version: number): Generator<unknown, void> {
    const density = devicePixelRatio;
    const canvas = sized(this.back, view, density, { willReadFrequently: true });
    const steps = this.paint(canvas, view, density);
    while (!steps.next().done) {
      // A canvas only notes what it is told and draws it all when it is shown, which would take one long frame. Reading makes it draw now.
      canvas.getImageData(0, 0, 1, 1);
      yield;
    }
    this.swap(view, version);
  }

  private swap(view: Viewport, version: number): void {
    this.front.replaceWith(this.back);
    [this.front, this.back] = [this.back, this.front];
    this.painted = view;
    this.doneVersion = version;
    const now = this.wanted;
    if (!now) return;
    this.place(now.view);
    if (this.isPainted) this.onPainted();
    else queueMicrotask(() => this.start());
  }

  private place(view: Viewport): void {
    if (!this.painted) return;
    const comparable = this.painted.log === view.log;
    this.front.style.visibility = comparable ? "" : "hidden";
    if (!comparable) return;
    const [x, y, scaleX, scaleY] = placeOf(this.painted, view);
    const still = x === 0 && y === 0 && scaleX === 1 && scaleY === 1;
    this.front.style.transform = still ? "" : `translate(${x}px, ${y}px) scale(${scaleX}, ${scaleY})`;
  }
}

export function makeCanvas(): HTMLCanvasElement {
  return element("canvas", { attributes: { "aria-hidden": "true" } });
}

/** The canvas' context, cleared, as large as the view, and scaled so that its unit is a CSS pixel. */
export function sized(
  canvas: HTMLCanvasElement,
  view: Viewport,
  density: number,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", settings)!;
  const width = Math.round(view.width * density);
  const height = Math.round(view.height * density);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${view.width}px`;
    canvas.style.height = `${view.height}px`;
  } else {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}
