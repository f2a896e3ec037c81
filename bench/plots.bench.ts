/** The Plots page with many long curves: how fast it opens, what a frame costs while one pans and zooms, and what other ways cost. */
import type { Timing } from "../media/dev/timing";
import { curveOf } from "../src/runs/points/curve";
import { servePage, type ServedPage } from "../test/support/servedPage";
import { costOf, type Framed } from "./support/frames";
import type { Row } from "./support/row";

/** What plotsFeed.ts and plotsWays.ts leave on the window. */
interface Tried extends Framed {
  measureWays(runs: number, points: number, sameSteps: boolean): Timing[];
}

/** One frame of sixty a second, in milliseconds. */
const frame = 1000 / 60;

export default async function plotsBench(): Promise<Row[]> {
  const served = await servePage({ name: "plots", title: "Plots", scripts: ["plotsFeed", "plotsWays"] });
  try {
    return [
      ...thinning(),
      await opening(served, 100, 10_000, 9),
      await opening(served, 100, 100_000, 1),
      ...(await moving(served)),
      await brushing(served),
      ...(await ways(served)),
    ];
  } finally {
    await served.close();
  }
}

/** A curve of a million points, as the worker makes it for the page. */
function thinning(): Row[] {
  const length = 1_000_000;
  const points = {
    length,
    steps: Float64Array.from({ length }, (_, i) => i),
    values: Float64Array.from({ length }, () => Math.random()),
  };
  return [0, 0.9].map((smoothing) => {
    const query = { run: "", name: "", x: "step", smoothing, maxPoints: 1200 } as const;
    // The least: what else the machine does only ever adds to it.
    const time = Math.min(...Array.from({ length: 25 }, () => timed(() => curveOf(points, undefined, query))));
    return {
      what: `1,000,000 points to a curve, ${smoothing > 0 ? "smoothed" : "as logged"}`,
      ours: `${time.toFixed(1)} ms`,
      budget: "≤ 20 ms",
      ok: time <= 20,
    };
  });
}

/** Until every chart in view is drawn to its last line. Here the curves are made in the page's own thread, not in a worker. */
async function opening(served: ServedPage, runs: number, points: number, metrics: number): Promise<Row> {
  // "train/loss", the third, is the first with a point at every step.
  const page = await served.open(`runs=${runs}&points=${points}&metrics=${Math.max(3, metrics)}`);
  await page.locator('.chart[data-name="train/loss"][data-drawn]').waitFor({ timeout: 120_000 });
  await page.locator('.chart .body[aria-busy="true"]').first().waitFor({ state: "detached", timeout: 120_000 });
  const time = await page.evaluate(() => (globalThis as unknown as Tried).sinceReady());
  await page.context().close();
  return {
    what: `page with ${runs} runs × ${points.toLocaleString("en")} points a metric: open until drawn`,
    ours: `${(time / 1000).toFixed(2)} s`,
    budget: "≤ 2 s",
    ok: time <= 2000,
  };
}

/** What each frame costs the page's main thread while six charts of 100 × 10,000 points follow the wheel. */
async function moving(served: ServedPage): Promise<Row[]> {
  const page = await served.open("runs=100&points=10000");
  const chart = page.locator('.chart[data-name="train/loss"] .u-over');
  await page.locator(".chart[data-drawn]").nth(2).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3000);
  const session = await page.context().newCDPSession(page);
  // The thread's own time: what else the machine does is not the page's fault.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const turn = (dx: number, dy: number) => async () => {
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(i % 30 < 15 ? dx : -dx, dy);
      await page.waitForTimeout(12);
    }
  };
  await page.keyboard.down("Control");
  const zoom = await costOf(page, session, turn(0, -12));
  await page.keyboard.up("Control");
  const pan = await costOf(page, session, turn(10, 0));
  const hover = await costOf(page, session, async () => {
    for (let i = 0; i < 60; i++) {
      await page.mouse.move(box.x + 10 + i * 4, box.y + 60 + (i % 7) * 10);
      await page.waitForTimeout(12);
    }
  });
  await page.context().close();
  return Object.entries({ zoom, pan, "cursor and legends": hover }).map(([what, cost]) => ({
    what: `${what}, 6 charts of 100 runs × 10,000 points: main thread, a frame`,
    ours: `${cost.toFixed(1)} ms`,
    budget: `≤ ${frame.toFixed(1)} ms (60 frames a second)`,
    ok: cost <= frame,
  }));
}

/** What each frame costs while a brush moves over parallel coordinates of 1,000 runs and nine axes. */
async function brushing(served: ServedPage): Promise<Row> {
  const page = await served.open("runs=1000&most=1000&points=20&metrics=3");
  await page.locator(".relations .heading").click({ timeout: 60_000 });
  const canvas = page.locator(".parallel canvas[data-kept]");
  await canvas.waitFor();
  await page.waitForTimeout(3000);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const box = (await canvas.boundingBox())!;
  // The seventh axis, lr, on which every run has a place of its own: on the first, which has two, a drag may leave none.
  const x = box.x + 70 + ((box.width - 140) * 6) / 8;
  await page.mouse.move(x, box.y + 40);
  await page.mouse.down();
  const cost = await costOf(page, session, async () => {
    for (let i = 0; i < 60; i++) {
      await page.mouse.move(x, box.y + 60 + (i % 30) * 4);
      await page.waitForTimeout(12);
    }
  });
  await page.mouse.up();
  const kept = Number(await canvas.getAttribute("data-kept"));
  await page.context().close();
  return {
    what: "a brush over parallel coordinates of 1,000 runs × 9 axes: main thread, a frame",
    ours: `${cost.toFixed(1)} ms`,
    budget: `≤ ${frame.toFixed(1)} ms (60 frames a second)`,
    ok: cost <= frame && kept > 0 && kept < 1000,
  };
}

/** One redraw while the range moves: ours beside uPlot's own two ways (docs/decisions/0003). */
async function ways(served: ServedPage): Promise<Row[]> {
  const page = await served.open("empty=1");
  const measure = (sameSteps: boolean) =>
    page.evaluate((same) => (globalThis as unknown as Tried).measureWays(100, 10_000, same), sameSteps);
  const rows = [
    ...rowsOf(await measure(true), "the same steps"),
    ...rowsOf(await measure(false), "steps of their own"),
  ];
  await page.context().close();
  return rows;
}

function rowsOf([ours, ...others]: readonly Timing[], steps: string): Row[] {
  return others
    .filter(({ way }) => way.startsWith("uPlot"))
    .map((other) => ({
      what: `one redraw of 100 × 10,000 points, ${steps}`,
      ours: `${ours!.redraw.toFixed(1)} ms`,
      peer: `${other.redraw.toFixed(1)} ms (${other.way})`,
      ratio: other.redraw / ours!.redraw,
      budget: "none: it says why we draw ourselves",
    }));
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
