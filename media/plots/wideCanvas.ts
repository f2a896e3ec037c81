import { element } from "../page/dom";
import type { Session } from "./session";

/** A picture across an element: drawn anew where its width, the theme, or what is highlighted is another. Its unit is a CSS pixel. */
export class WideCanvas {
  readonly canvas = element("canvas", { attributes: { role: "img" } });
  width = 0;
  readonly soon = () => this.session.frames.soon(this.paint);

  /** @param draw is given a context that is cleared @param height CSS pixels */
  constructor(
    private readonly session: Session,
    private readonly height: number,
    private readonly draw: (context: CanvasRenderingContext2D) => void,
  ) {
    session.highlightChanged.event(this.soon);
    session.themeChanged.event(this.soon);
  }

  /** Becomes the first child of an element, and as wide as that is from now on. */
  fill(root: HTMLElement): void {
    root.prepend(this.canvas);
    new ResizeObserver(([entry]) => {
      this.width = entry?.contentRect.width ?? 0;
      this.soon();
    }).observe(root);
  }

  private readonly paint = (): void => {
    const { canvas, width, height } = this;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = height * devicePixelRatio;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    if (!context || width === 0) return;
    context.scale(devicePixelRatio, devicePixelRatio);
    this.draw(context);
  };
}
