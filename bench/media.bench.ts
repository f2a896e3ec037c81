/** The Media page with many large pictures: whether scrolling past them holds the page up, and what it keeps of them. */
import { servePage } from "../test/support/servedPage";
import type { Row } from "./support/row";

/** What mediaFeed.ts leaves on the window. */
interface Tried {
  takeLongest(): number;
}

const pictures = 100;

/** A task of the page's own thread that takes longer shows as a frame that is late, in milliseconds. */
const most = 50;

export default async function mediaBench(): Promise<Row[]> {
  const served = await servePage({ name: "media", title: "Media", scripts: ["mediaFeed"] });
  try {
    const page = await served.open(`tags=${pictures}&side=1000`);
    await page.locator(".picture canvas").first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1000);
    const take = () => page.evaluate(() => (globalThis as unknown as Tried).takeLongest());
    await take();
    await page.mouse.move(600, 500);
    const last = page.locator(`[data-tag="picture/${String(pictures - 1).padStart(3, "0")}"] .picture canvas`);
    let shown = 0;
    for (let turn = 0; turn < 1000 && (await last.count()) === 0; turn++) {
      await page.mouse.wheel(0, 120);
      await page.waitForTimeout(16);
      if (turn % 20 === 0) shown = Math.max(shown, await page.locator(".picture canvas").count());
    }
    const longest = await take();
    await last.waitFor();
    return [
      {
        what: `${pictures} pictures of 1 MP scrolled past: longest task of the page's thread`,
        ours: longest === 0 ? `< ${most} ms` : `${longest.toFixed(0)} ms`,
        budget: `≤ ${most} ms`,
        ok: longest <= most,
      },
      {
        what: `${pictures} pictures of 1 MP: drawn at a time`,
        ours: String(shown),
        budget: "≤ 10: only what is near what is seen",
        ok: shown > 0 && shown <= 10,
      },
    ];
  } finally {
    await served.close();
  }
}
