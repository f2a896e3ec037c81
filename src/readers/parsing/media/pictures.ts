/** Pictures, sounds and films, told by their first bytes: what a name or a log says is not believed. */
import type { Media, NotShown } from "../../../shared/media";
import { t } from "../../../util/text";

/** A picture with more pixels is not drawn: its 4 bytes each would take 200 MB. */
export const mostPixels = 50e6;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * What the bytes of a file are, if it is something that a page can draw or play. They are copied: a Buffer does not cross to a page as
 * what it is, and a part of one would take the whole along.
 */
export function sniffed(content: Uint8Array): Media | undefined {
  const bytes = new Uint8Array(content);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { mime, is, sizeOf } of pictures) if (is(view)) return pictureOf(bytes, mime, sizeOf(view));
  for (const { mime, type, is } of recordings) if (is(view)) return { type, mime, bytes };
  return isDrawing(bytes) ? { type: "picture", mime: "image/svg+xml", bytes } : undefined;
}

function pictureOf(bytes: Uint8Array, mime: string, size: Size | undefined): Media {
  if (!size || size.width <= 0 || size.height <= 0) return refusal(t("The picture is broken."));
  const { width, height } = size;
  if (width * height <= mostPixels) return { type: "picture", mime, bytes, width, height };
  return refusal(
    t("The picture has {width} × {height} pixels; at most {most} million are drawn.", {
      width,
      height,
      most: mostPixels / 1e6,
    }),
  );
}

export function refusal(reason: string): NotShown {
  return { type: "refusal", reason };
}

/** The bytes at `at` are these characters. */
function has(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false;
  for (let i = 0; i < text.length; i++) if (view.getUint8(at + i) !== text.charCodeAt(i)) return false;
  return true;
}

const at16 = (view: DataView, at: number, little = true) =>
  at + 2 <= view.byteLength ? view.getUint16(at, little) : 0;
const at32 = (view: DataView, at: number, little = true) =>
  at + 4 <= view.byteLength ? view.getUint32(at, little) : 0;

const pictures: readonly {
  readonly mime: string;
  readonly is: (view: DataView) => boolean;
  readonly sizeOf: (view: DataView) => Size | undefined;
}[] = [
  {
    mime: "image/png",
    is: (view) => has(view, 0, "\x89PNG\r\n\x1a\n"),
    sizeOf: (view) => ({ width: at32(view, 16, false), height: at32(view, 20, false) }),
  },
  { mime: "image/jpeg", is: (view) => has(view, 0, "\xff\xd8\xff"), sizeOf: jpegSize },
  {
    mime: "image/gif",
    is: (view) => has(view, 0, "GIF8"),
    sizeOf: (view) => ({ width: at16(view, 6), height: at16(view, 8) }),
  },
  { mime: "image/webp", is: (view) => has(view, 0, "RIFF") && has(view, 8, "WEBP"), sizeOf: webpSize },
  {
    mime: "image/bmp",
    is: (view) => has(view, 0, "BM") && at32(view, 14) >= 40 && at32(view, 14) <= 124,
    sizeOf: (view) => ({ width: at32(view, 18), height: Math.abs(at32(view, 22) | 0) }),
  },
];

/** Markers up to the frame's header, which has the size (ITU T.81, B.2.2). */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; at + 9 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: at16(view, at + 7, false), height: at16(view, at + 5, false) };
    else at += 2 + Math.max(2, at16(view, at + 2, false));
  }
  return undefined;
}

/** Lossy, lossless, and extended files (developers.google.com/speed/webp/docs/riff_container). */
function webpSize(view: DataView): Size | undefined {
  if (has(view, 12, "VP8 ")) return { width: at16(view, 26) & 0x3fff, height: at16(view, 28) & 0x3fff };
  if (has(view, 12, "VP8L")) {
    const bits = at32(view, 21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!has(view, 12, "VP8X")) return undefined;
  return { width: (at32(view, 24) & 0xffffff) + 1, height: (at32(view, 27) & 0xffffff) + 1 };
}

const recordings: readonly {
  readonly type: "sound" | "film";
  readonly mime: string;
  readonly is: (view: DataView) => boolean;
}[] = [
  { type: "sound", mime: "audio/wav", is: (view) => has(view, 0, "RIFF") && has(view, 8, "WAVE") },
  { type: "sound", mime: "audio/ogg", is: (view) => has(view, 0, "OggS") },
  { type: "sound", mime: "audio/flac", is: (view) => has(view, 0, "fLaC") },
  {
    type: "sound",
    mime: "audio/mpeg",
    is: (view) => has(view, 0, "ID3") || (at16(view, 0, false) & 0xffe6) === 0xffe2,
  },
  { type: "film", mime: "video/mp4", is: (view) => has(view, 4, "ftyp") },
  { type: "film", mime: "video/webm", is: (view) => at32(view, 0, false) === 0x1a45dfa3 },
];

/** So far into a file its root element is looked for. */
const longestProlog = 1000;

/** An SVG drawing: its root element is among the first characters. */
function isDrawing(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, longestProlog)).trimStart();
  return head.startsWith("<") && !head.startsWith("<!DOCTYPE html") && head.includes("<svg");
}
