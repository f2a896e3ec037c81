// Pictures of what pages do beyond their first sight: beside one another, with several metrics in a chart, and with pictures compared.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import type { Scene } from "./scenes";
import type { Workbench, WorkbenchOptions } from "./workbench";

type Theme = NonNullable<WorkbenchOptions["theme"]>;
const themes: readonly Theme[] = ["dark", "light"];

const runs = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.tree("Runs").list.getByRole("treeitem").first().waitFor();
};

/** The charts of every Plots page that is seen. */
const charts = (workbench: Workbench, at: number) =>
  workbench.page
    .locator("iframe.webview.ready:visible")
    .nth(at)
    .contentFrame()
    .locator("#active-frame")
    .contentFrame()
    .locator("section.chart canvas:visible");

const aside = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  const tree = workbench.tree("Runs");
  await tree.contextMenu("digits_lr0.05", "Set as Baseline");
  await workbench.command("Lossline: Plot All Runs");
  await workbench.webview().locator("section.chart canvas:visible").first().waitFor();
  await tree.contextMenu("digits_lr0.3", "Open Plot to the Side");
  await charts(workbench, 0).first().waitFor();
  await charts(workbench, 1).first().waitFor();
};

/** Training and validation loss in one chart, by its menu and a quick pick. */
const joined = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.tree("Runs").contextMenu("digits_lr0.05", "Set as Baseline");
  await workbench.command("Lossline: Plot All Runs");
  const chart = workbench.webview().locator('section.chart[data-name="val/loss"]');
  await chart.locator(".u-over").click({ button: "right" });
  await workbench.webview().getByRole("menuitem", { name: "Add Metric to This Chart…" }).click();
  await workbench.quickInput.choose("train/loss");
  await chart.getByRole("heading", { name: "val/loss + train/loss" }).waitFor();
};

const mediaProject = (theme: Theme) => (): WorkbenchOptions => {
  const folder = temporaryFolder("project");
  for (const name of ["first", "second"])
    cpSync(join(root, "test/fixtures/tensorboard/mixed_records"), join(folder, name), { recursive: true });
  return { folder, theme, size: { width: 1400, height: 1000 } };
};

const swipe = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.tree("Runs").inlineAction("first", "Set as Baseline");
  await workbench.tree("Runs").contextMenu("second", "Show Media");
  const page = workbench.webview();
  await page.locator(".picture canvas").nth(1).waitFor();
  await page.getByLabel("pictures").selectOption("swipe");
};

export const pageScenes: readonly Scene[] = themes.flatMap((theme): Scene[] => [
  { name: `plots aside ${theme}`, options: { theme, size: { width: 1600, height: 900 } }, act: aside },
  { name: `plots joined ${theme}`, options: { theme }, act: joined },
  { name: `media swipe ${theme}`, options: mediaProject(theme), act: swipe },
]);
