/** Pictures for the documents: as small as they can be without a pixel being another. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Page } from "playwright-core";

/** In the page, which has a canvas: at the highest quality Chromium's WebP loses nothing. */
const encode = `async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 1);
}`;

/** Writes a PNG again as a WebP, with the help of the browser that it was taken in. @returns its size in bytes */
export async function writePicture(page: Page, png: string, to: string): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error("A picture needs the browser that it was taken in.");
  const empty = await browser.newPage();
  try {
    const source = `data:image/png;base64,${readFileSync(png).toString("base64")}`;
    const url = await empty.evaluate<string>(`(${encode})(${JSON.stringify(source)})`);
    const bytes = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
    return bytes.length;
  } finally {
    await empty.close();
  }
}
