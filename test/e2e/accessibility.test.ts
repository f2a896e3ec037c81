import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { copyOfSample } from "../../scripts/lib/sample.mjs";
import { axeFindings } from "../support/axe";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const themes = [
  ["Default Dark Modern", "vscode-dark"],
  ["Default Light Modern", "vscode-light"],
  ["Default High Contrast", "vscode-high-contrast"],
  ["Default High Contrast Light", "vscode-high-contrast-light"],
] as const;

function project(): string {
  const folder = copyOfSample();
  for (const name of ["first", "second"])
    cpSync(join(root, "test/fixtures/tensorboard/mixed_records"), join(folder, "media", name), { recursive: true });
  return folder;
}

describe("every page", function () {
  const folder = project();
  const workbench = useWorkbench({ folder, size: { width: 1400, height: 900 } });
  const page = () => workbench().webview();

  /** What axe finds in each theme, in the open window. */
  async function findings(): Promise<string[]> {
    const found: string[] = [];
    for (const [theme, name] of themes) {
      mkdirSync(join(folder, ".vscode"), { recursive: true });
      writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify({ "workbench.colorTheme": theme }));
      await eventually(
        () => page().locator("body").getAttribute("class"),
        (shown) => (shown ?? "").split(" ").includes(name),
        20_000,
      );
      found.push(...(await axeFindings(page())).map((line) => `${name}: ${line}`));
    }
    return found;
  }

  it("with the runs table, grouped and with a baseline, gives axe nothing to find in four themes", async () => {
    await workbench().showSideBar("Lossline");
    await workbench().command("Lossline: Show Runs as a Table");
    await page().locator(".canvas .row .name", { hasText: "digits_lr0.05_s0" }).click({ button: "right" });
    await page().getByRole("menuitem", { name: "Set as Baseline" }).click();
    await page().locator(".tops .row.baseline").waitFor();
    await page().getByRole("checkbox", { name: "fold seeds" }).check();
    await page().locator(".canvas .row.group .name").first().click();
    assert.deepEqual(await findings(), []);
  });

  it("with the menus and the columns of the table gives axe nothing to find", async () => {
    for (const [open, role] of [
      ["Columns…", "dialog"],
      ["Copy or Export…", "menu"],
    ] as const) {
      await page().getByRole("button", { name: open }).click();
      await page().getByRole(role).waitFor();
      assert.deepEqual(await findings(), []);
      await workbench().page.keyboard.press("Escape");
      await page().getByRole(role).waitFor({ state: "hidden" });
    }
  });

  it("with the menus of a column and of a row, and with a cell that is edited, gives axe nothing to find", async () => {
    const { keyboard } = workbench().page;
    const member = page().locator(".canvas .row.member .name").first();
    for (const at of [page().locator(".row.head .cell.value").first(), member]) {
      await at.click({ button: "right" });
      await page().getByRole("menu").waitFor();
      // What menus look like in other themes, the test before this one has seen.
      assert.deepEqual(await axeFindings(page()), []);
      await keyboard.press("Escape");
      await page().getByRole("menu").waitFor({ state: "hidden" });
    }
    await member.click();
    await keyboard.press("End");
    await keyboard.press("F2");
    await page().getByRole("textbox", { name: "Note" }).waitFor();
    assert.deepEqual(await findings(), []);
    await keyboard.press("Escape");
    await page().getByRole("textbox", { name: "Note" }).waitFor({ state: "hidden" });
  });

  it("with a comparison, all of it unfolded, gives axe nothing to find", async () => {
    await page().getByRole("checkbox", { name: "fold seeds" }).uncheck();
    await page().locator(".canvas .row .name", { hasText: "digits_lr0.3_s0" }).click();
    await workbench().page.keyboard.press("c");
    await page().locator(".stage path.line").first().waitFor();
    await page().locator("details.settings > summary").click();
    await page().getByRole("region", { name: "Pairs that differ in one setting" }).waitFor();
    await page()
      .locator("body")
      .evaluate("document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''))");
    assert.deepEqual(await findings(), []);
  });

  it("with plots gives axe nothing to find", async () => {
    await workbench().command("Lossline: Plot All Runs");
    await page().locator("canvas:visible").first().waitFor();
    assert.deepEqual(await findings(), []);
  });

  it("with plots beside params, a menu and a table gives axe nothing to find", async () => {
    await page().locator(".relations .heading").click();
    await page().locator(".parallel canvas[data-kept]").waitFor();
    const chart = page().locator('section.chart[data-name="val/acc"]');
    await chart.getByRole("button", { name: "Show as Table" }).click();
    await page().locator('section.chart[data-name="val/loss"] .u-over').click({ button: "right" });
    await page().getByRole("menu", { name: "Chart" }).waitFor();
    assert.deepEqual(await findings(), []);
    await workbench().page.keyboard.press("Escape");
  });

  it("with media gives axe nothing to find", async () => {
    await workbench().showSideBar("Lossline");
    const tree = workbench().tree("Runs");
    await tree.contextMenu("second", "Show Media");
    await page().locator(".picture canvas").first().waitFor();
    await page().locator('[data-tag="weights"] svg').first().scrollIntoViewIfNeeded();
    await page().locator('[data-tag="sample/text_summary"] .body :not(:empty)').first().waitFor();
    assert.deepEqual(await findings(), []);
  });
});
