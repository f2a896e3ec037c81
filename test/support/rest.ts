import type { Page } from "playwright-core";

/** Moves the mouse to where nothing minds it: a tooltip of what it rested on would lie over the rest. */
export async function rest(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(width / 2, height - 2);
}
