import type { CDPSession, Page } from "playwright-core";

/** What a page of media/dev tells of its frames, on its globalThis. */
export interface Framed {
  /** Milliseconds between the frames since the last call. */
  takeFrames(): number[];
  /** Milliseconds since the page was ready to draw. */
  sinceReady(): number;
}

/** Milliseconds of the main thread for each frame while something is done. */
export async function costOf(page: Page, session: CDPSession, act: () => Promise<void>): Promise<number> {
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration")!.value;
  };
  await page.evaluate(() => (globalThis as unknown as Framed).takeFrames());
  const before = await spent();
  await act();
  const after = await spent();
  const frames = await page.evaluate(() => (globalThis as unknown as Framed).takeFrames());
  return (after - before) / frames.length;
}
