import type { Locator, Page } from "playwright-core";
import { fedPages } from "../support/servedPage";
import { eventually } from "../support/waiting";

const patience = 60_000;

/** Pages in a plain browser, loaded again as the editor does with a page that was hidden. */
describe("A page that is shown again", function () {
  this.timeout(3 * patience);
  const open = fedPages();

  const isFocused = (at: Locator) => () => at.and(at.page().locator(":focus")).count();
  /** What the page has left with the editor. */
  const left = (page: Page) => async () => String(await page.evaluate('sessionStorage.getItem("state")'));

  it("has the focus on the cell of the table that had it, however far down", async () => {
    const page = await open("table", "runs=300&metrics=3&params=4");
    await page.locator(".canvas .row .name").nth(3).click();
    const rowLeft = async () => Number(/"at":\{"row":(\d+)/.exec(await left(page)())?.[1]);
    await page.keyboard.press("ArrowDown");
    const first = await eventually(rowLeft, (row) => row > 0);
    for (let down = 0; down < 60; down++) await page.keyboard.press("ArrowDown");
    await eventually(rowLeft, (row) => row === first + 60);
    const text = async () => String(await page.evaluate("document.activeElement.textContent"));
    const before = await eventually(text, (found) => found.includes("resnet"));
    await page.reload();
    await eventually(text, (found) => found === before, patience);
  });

  it("has the focus on the tool that had it, in plots and media", async () => {
    const plots = await open("plots", "runs=3&points=50&metrics=3");
    const smooth = plots.getByRole("slider").first();
    await smooth.focus();
    await plots.locator(".chart[data-drawn]").first().waitFor();
    await eventually(left(plots), (state) => state.includes('"focus"'));
    await plots.reload();
    await eventually(isFocused(plots.getByRole("slider").first()), (count) => count === 1, patience);
    const media = await open("media", "tags=3&side=50");
    await media.locator(".picture canvas").first().waitFor();
    await media.getByPlaceholder("Find…").focus();
    await eventually(left(media), (state) => state.includes('"focus"'));
    await media.reload();
    await eventually(isFocused(media.getByPlaceholder("Find…")), (count) => count === 1, patience);
  });

  it("leaves the focus where the reader has put it meanwhile", async () => {
    const page = await open("table", "runs=300&metrics=3&params=4");
    await page.locator(".canvas .row .name").nth(3).click();
    await eventually(left(page), (state) => state.includes('"at":{'));
    const filter = page.getByRole("combobox", { name: "Filter runs" });
    await filter.focus();
    await eventually(left(page), (state) => !state.includes('"at":{'));
    await page.reload();
    await eventually(isFocused(filter), (count) => count === 1, patience);
  });
});
