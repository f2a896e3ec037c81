import type { Picture } from "../../../src/shared/media";
import { t } from "../../../src/util/text";
import { element } from "../../page/dom";
import type { Drawing } from "./draw";

/** A picture is drawn with at most so many pixels to a side: cells are smaller, and its memory is bounded. */
const mostSide = 1024;

/** A picture smaller than this is enlarged, its pixels kept square: CSS pixels. */
const leastSide = 160;

/** A picture, or how it differs from the first run's. What moves (GIF) and what is drawn (SVG) is left to the browser. */
export function drawPicture(picture: Picture, drawing: Drawing): HTMLElement {
  const frame = element("div", { class: "picture" });
  const way = drawing.session.view.pictures;
  const { reference } = drawing;
  if (!isRaster(picture)) return native(picture, drawing);
  void raster(frame, picture, way !== "beside" && reference?.type === "picture" ? reference : undefined, drawing);
  return frame;
}

const isRaster = ({ mime, width }: Picture) => width !== undefined && mime !== "image/gif";

/** As an <img>, in which a drawing runs no script and loads nothing. */
function native(picture: Picture, { atEnd, run }: Drawing): HTMLElement {
  const address = URL.createObjectURL(blobOf(picture));
  atEnd(() => URL.revokeObjectURL(address));
  const image = element("img", { attributes: { src: address, alt: run.label, decoding: "async" } });
  const frame = element("div", { class: "picture" }, image);
  image.onerror = () => frame.replaceChildren(broken());
  return frame;
}

async function raster(
  frame: HTMLElement,
  picture: Picture,
  beside: Picture | undefined,
  drawing: Drawing,
): Promise<void> {
  const { run, session, atEnd } = drawing;
  const ended = new AbortController();
  atEnd(() => ended.abort());
  const { width = 1, height = 1 } = picture;
  const scale = Math.min(1, mostSide / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  frame.style.aspectRatio = `${width} / ${height}`; // so that nothing below it moves when it comes
  frame.classList.toggle("small", Math.max(width, height) < leastSide);
  const [own, other] = await Promise.all([bitmapOf(picture, size), beside && bitmapOf(beside, size)]);
  if (ended.signal.aborted) return;
  const isSame = beside !== undefined && beside.width === picture.width && beside.height === picture.height;
  const notes = [`${width} × ${height}`];
  if (!own) {
    frame.style.aspectRatio = "";
    frame.replaceChildren(broken());
  } else if (!beside || !other || !isSame || !isRaster(beside)) {
    frame.replaceChildren(canvasOf([own], size, run.label));
    if (beside && !isSame)
      notes.push(
        t("not compared: the first has {width} × {height}", { width: beside.width ?? 0, height: beside.height ?? 0 }),
      );
  } else if (session.view.pictures === "difference")
    frame.replaceChildren(canvasOf([other, own], size, t("{run}: difference from the first", { run: run.label })));
  else {
    const over = canvasOf([own], size, run.label);
    over.classList.add("over");
    frame.replaceChildren(
      canvasOf([other], size, t("The first run’s picture")),
      over,
      element("div", { class: "seam" }),
    );
  }
  frame.title = notes.join(" · ");
  own?.close();
  other?.close();
}

/** Decoded off the main thread, at the size drawn; undefined if it is broken. */
async function bitmapOf(
  picture: Picture,
  { width, height }: { width: number; height: number },
): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(blobOf(picture), {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: "medium",
    });
  } catch {
    return undefined;
  }
}

function blobOf({ bytes, mime }: Picture): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime });
}

/** The pictures, each drawn as the difference from what lies below it. */
function canvasOf(
  pictures: readonly ImageBitmap[],
  size: { width: number; height: number },
  label: string,
): HTMLCanvasElement {
  const canvas = element("canvas", { attributes: { role: "img", "aria-label": label } });
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.globalCompositeOperation = pictures.length > 1 ? "difference" : "source-over";
  if (pictures.length > 1) context.fillRect(0, 0, size.width, size.height);
  for (const picture of pictures) context.drawImage(picture, 0, 0);
  return canvas;
}

function broken(): HTMLElement {
  return element("p", { class: "refusal", text: t("The picture is broken.") });
}
