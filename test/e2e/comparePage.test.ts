import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { hostileNames } from "../../media/dev/hostileNames";
import { servePage, type ServedPage } from "../support/servedPage";
import { eventually } from "../support/waiting";

interface Fed {
  readonly feed: { grow(): void; vanish(count: number): void; readonly done: readonly string[] };
}

const patience = 60_000;
const focused = "document.activeElement.textContent";

/** Compare in a plain browser, with made-up answers. */
describe("The Compare page", function () {
  this.timeout(3 * patience);
  let served: ServedPage;
  before(async () => {
    served = await servePage({ name: "compare", title: "compare", scripts: ["compareFeed"] });
  });
  after(() => served.close());

  async function open(query: string): Promise<Page> {
    const page = await served.open(query);
    await page
      .getByText("train.py", { exact: true })
      .or(page.locator(".code .files button"))
      .first()
      .waitFor({ state: "attached" });
    return page;
  }

  it("keeps the focus and what is unfolded while a run that it shows goes on", async () => {
    const page = await open("sides=3");
    await page.locator("details.between > summary").first().click();
    await page.getByRole("button", { name: "train.py" }).first().focus();
    await page.evaluate(() => (globalThis as unknown as Fed).feed.grow());
    await page.getByText("0.917").waitFor();
    assert.equal(await page.evaluate(focused), "train.py");
    assert.equal(await page.locator("details.between[open]").count(), 1);
    await page.keyboard.press("Shift+Tab");
    assert.match(String(await page.evaluate(focused)), /01234567 … fedcba98/);
  });

  it("leads to where its reader was, once it is shown again", async () => {
    const page = await open("sides=2");
    await page.locator("details.between > summary").click();
    await page.getByRole("button", { name: "train.py" }).focus();
    await page.reload();
    await eventually(
      () => page.evaluate(focused),
      (text) => text === "train.py",
    );
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as Fed).feed.done), ["openCode 1 train.py"]);
  });

  it("keeps names names, and goes on when what is compared vanishes", async () => {
    const page = await open("sides=4&hostile=1");
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("dialog", (dialog) => {
      wrong.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByText(hostileNames[0]!).first().waitFor();
    const made = page.locator("main :is(script, img[src=x], svg[onload], b, iframe)");
    assert.equal(await made.count(), 0);
    const wider = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assert.ok(Number(wider) <= 0, `the page is ${String(wider)} pixels wider than the window`);
    await page.evaluate(() => (globalThis as unknown as Fed).feed.vanish(3));
    await page.getByText("3 runs that were compared are gone.").waitFor();
    assert.deepEqual(wrong, []);
  });
});
