import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const baseline = "digits_lr0.05_s0";

describe("the runs table", function () {
  const workbench = useWorkbench({ size: { width: 1400, height: 900 } });
  const table = () => workbench().webview();
  const names = () => table().locator(".canvas .row .name").allInnerTexts();
  const press = (key: string) => workbench().page.keyboard.press(key);
  const state = (): unknown => JSON.parse(readFileSync(`${workbench().folder}/.lossline/state.json`, "utf8"));

  before(async () => {
    await workbench().showSideBar("Lossline");
    await workbench().command("Lossline: Show Runs as a Table");
    await table().locator(".canvas .row .name", { hasText: baseline }).click({ button: "right" });
    await table().getByRole("menuitem", { name: "Set as Baseline" }).click();
    await table().locator(".tops .row.baseline").waitFor();
  });

  it("has the baseline on top, its row with the value that the tree shows", async () => {
    const row = table().locator(".tops .row.baseline");
    assert.equal(await row.locator(".name").getAttribute("aria-label"), `${baseline}, the baseline`);
    assert.match(await row.innerText(), /0\.9722/);
  });

  it("filters as it is typed, in the tree's language, and counts what is shown", async () => {
    await table().getByRole("combobox", { name: "Filter runs" }).fill("name:digits val/acc > 0.5");
    await table()
      .getByText(/^\d+ of \d+ runs/)
      .waitFor();
    await eventually(names, (found) => found.length > 2 && found.every((name) => name.includes("digits")));
  });

  it("sorts, ticks and writes by keys alone", async () => {
    await press("Tab"); // only what differs
    await eventually(
      async () => {
        await press("Tab");
        return table().locator(":focus").getAttribute("role");
      },
      (role) => role === "gridcell" || role === "columnheader",
    );
    await press("Control+Home");
    await press("ArrowRight");
    await press("Enter");
    await table()
      .getByText(/sorted by run/)
      .waitFor();
    for (const key of ["ArrowDown", "ArrowDown", "Space"]) await press(key);
    await table().getByRole("button", { name: "Plot 1 Run" }).waitFor();
    await press("End");
    await press("F2");
    await table().getByRole("textbox", { name: "Note" }).fill("=look(again)");
    await press("Enter");
    await table().locator(".cell", { hasText: "=look(again)" }).waitFor();
    assert.match(JSON.stringify(state()), /"note":"=look\(again\)"/);
    const star = table().locator(".row .mark", { hasText: "★" });
    await press("s");
    await star.waitFor();
    for (const shown of [0, 0]) {
      await press("Control+z"); // the star, then the note
      await eventually(
        () => star.count(),
        (count) => count === shown,
      );
    }
    await eventually(
      () => table().locator(".cell", { hasText: "=look(again)" }).count(),
      (count) => count === 0,
    );
  });

  it("copies what is seen, and a name is no formula there", async () => {
    await table().getByRole("button", { name: "Copy or Export…" }).click();
    await table().getByRole("menuitem", { name: "Copy for a Spreadsheet" }).press("Enter");
    await workbench()
      .page.getByText(/rows copied/)
      .first()
      .waitFor();
  });

  it("compares a row with the baseline on one page, with a key", async () => {
    await table().getByRole("combobox", { name: "Filter runs" }).fill("name:digits_lr0.3_s0");
    await eventually(names, (found) => found.length === 1);
    await table().locator(".canvas .row .name").first().click();
    await press("Control+Enter");
    const page = workbench().webview();
    await page.getByRole("heading", { name: "Metrics at equal step" }).waitFor();
    await page.locator(".stage path.line").nth(1).waitFor();
    assert.match(await page.locator("tr.headline").innerText(), /val\/acc.*0\.9722.*\+0\.017/s);
    assert.match(await page.locator(".params table").innerText(), /lr\s+0\.05\s+0\.3/);
    await page.getByRole("button", { name: "Report…" }).waitFor();
  });
});
