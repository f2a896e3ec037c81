import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { hostileNames } from "../../media/dev/hostileNames";
import { fedPages } from "../support/servedPage";
import { eventually } from "../support/waiting";

interface Fed {
  readonly feed: { vanish(count: number): void };
}

const patience = 60_000;

/** Pages in a plain browser, with runs that nobody would log and that a log may have all the same. */
describe("Pages that are given what is odd", function () {
  this.timeout(3 * patience);
  const fed = fedPages();

  /** Opens a page, and notes whatever goes wrong in it, and whatever it loads from elsewhere. */
  async function open(name: "table" | "plots" | "media", query: string): Promise<{ page: Page; wrong: string[] }> {
    const page = await fed(name, "empty=1&runs=0");
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("dialog", (dialog) => {
      wrong.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(http:\/\/127\.0\.0\.1|blob:|data:)/.test(request.url())) wrong.push(request.url());
    });
    await page.goto(`${new URL(page.url()).origin}/?${query}`);
    return { page, wrong };
  }

  /** Nothing of a name has become an element, and no name is wider than the page. */
  async function assertPlain(page: Page): Promise<void> {
    const made = page.locator("main :is(script, img[src=x], svg[onload], b, iframe, a[href^='javascript'])");
    assert.equal(await made.count(), 0);
    const wider = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assert.ok(Number(wider) <= 0, `the page is ${String(wider)} pixels wider than the window`);
  }

  it("keep names names in the table, and lose no row of it when runs vanish", async () => {
    const { page, wrong } = await open("table", "hostile=1&runs=26");
    await page.locator(".canvas .row .name").first().waitFor({ timeout: patience });
    await page.getByText("26 runs").waitFor();
    const first = page.locator(".canvas .row .name", { hasText: hostileNames[0]! });
    await first.first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Add to Plot" }).click();
    await page.getByRole("button", { name: "Columns…" }).click();
    await page.getByRole("dialog").getByText(hostileNames[1]!, { exact: true }).first().waitFor();
    await page.keyboard.press("Escape");
    await assertPlain(page);
    await page.evaluate(() => (globalThis as unknown as Fed).feed.vanish(20));
    await page.getByText("6 runs").waitFor();
    await eventually(
      () => page.locator(".canvas .row").count(),
      (count) => count === 6,
    );
    assert.equal(
      await page.locator(".tops .row.baseline").isVisible(),
      false,
      "the baseline is among those that are gone",
    );
    assert.deepEqual(wrong, []);
  });

  it("show a table of 12,000 columns", async () => {
    const { page, wrong } = await open("table", "runs=20&metrics=6000&params=6000");
    await page.locator(".canvas .row .cell.value:not(.unknown)").first().waitFor({ timeout: patience });
    await page.getByText("only what differs").click();
    const columns = async () => Number(await page.locator(".grid").getAttribute("aria-colcount"));
    await eventually(columns, (count) => count > 12_000);
    await page.evaluate("document.querySelector('.grid').scrollLeft = 1e9");
    await page.locator(".row.head .cell", { hasText: "note" }).waitFor();
    assert.ok((await page.locator(".cell").count()) < 2000, "only what is in sight is drawn");
    assert.deepEqual(wrong, []);
  });

  it("keep names names in plots, and go on when runs vanish", async () => {
    const { page, wrong } = await open("plots", "hostile=1&runs=8&points=60&baseline=0");
    await page.locator(".chart canvas").first().waitFor({ timeout: patience });
    await page.getByText("params and metrics").click();
    await page.locator(".parallel canvas").first().waitFor();
    await assertPlain(page);
    await page.evaluate(() => (globalThis as unknown as Fed).feed.vanish(6));
    await eventually(
      () => page.locator(".chip").count(),
      (count) => count === 2,
    );
    await page.evaluate(() => (globalThis as unknown as Fed).feed.vanish(2));
    await page.getByText("No runs are selected.").waitFor();
    assert.deepEqual(wrong, []);
  });

  it("show 12,000 metrics as charts that are drawn when they are seen", async () => {
    const { page, wrong } = await open("plots", "runs=2&points=40&metrics=12000");
    await page.locator(".chart canvas").first().waitFor({ timeout: patience });
    assert.ok((await page.locator(".chart").count()) > 11_900);
    assert.ok((await page.locator(".chart canvas").count()) < 400);
    await page.getByPlaceholder("Find metric…").fill("task_11980");
    await page.locator('.chart[data-name="eval/task_11980"] canvas').first().waitFor();
    assert.deepEqual(wrong, []);
  });

  it("run nothing of media, say of each what is broken, and go on when runs vanish", async () => {
    const { page, wrong } = await open("media", "odd=1&runs=2&records=20000");
    await page.locator("section.tag").first().waitFor({ timeout: patience });
    const section = (tag: string) => page.locator("section.tag").filter({ has: page.locator(`h2[title="${tag}"]`) });
    for (const [tag, text] of [
      ["broken picture", "The picture is broken."],
      ["histogram of nothing", "5 buckets are left out"],
      ["hostile text", hostileNames[0]!],
      ["hostile table", "3 more rows"],
      ["links", "7 more characters"],
      ["confusion with NaN", "NaN"],
      ["curve of NaN", "PR curve"],
      ["drawing with a script", ""],
    ] as const) {
      await section(tag).scrollIntoViewIfNeeded();
      if (text !== "") await section(tag).getByText(text).first().waitFor();
    }
    await assertPlain(page);
    await page.evaluate(() => (globalThis as unknown as Fed).feed.vanish(1));
    await eventually(
      () => section("links").locator(".cells > *").count(),
      (count) => count === 1,
    );
    assert.deepEqual(wrong, []);
  });
});
