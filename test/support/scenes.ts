/** The pictures of the whole window that `npm run screens` takes, for people to look at. Add yours to the list. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { dayScenes } from "./dayScenes";
import { writeDigitsMedia } from "./digitsMedia";
import { moreScenes } from "./moreScenes";
import { pageScenes } from "./pageScenes";
import { projectWithRuns } from "./manyRuns";
import type { Workbench, WorkbenchOptions } from "./workbench";

export interface Scene {
  /** The picture's file name, in out/screens/. */
  readonly name: string;
  /** The name of its file in docs/images/, if a document shows it. */
  readonly picture?: string;
  /** How the workbench is opened; as a function if a project has to be made first. */
  readonly options?: WorkbenchOptions | (() => WorkbenchOptions);
  /** What is done before the picture is taken. */
  readonly act: (workbench: Workbench) => Promise<void>;
}

const runs = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.tree("Runs").list.getByRole("treeitem").first().waitFor();
};

const plots = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.tree("Runs").contextMenu("digits_lr0.05", "Set as Baseline");
  await workbench.command("Lossline: Plot All Runs");
  await workbench.webview().locator("canvas:visible").first().waitFor();
};

const table = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Show Runs as a Table");
  await workbench.webview().locator(".canvas .row .name", { hasText: "digits_lr0.05_s0" }).click({ button: "right" });
  await workbench.webview().getByRole("menuitem", { name: "Set as Baseline" }).click();
  await workbench.webview().locator(".tops .row.baseline").waitFor();
  await workbench.webview().locator(".canvas .row .cell.value:not(.unknown)").first().waitFor();
  await workbench.webview().getByRole("checkbox", { name: "fold seeds" }).check();
  await workbench.webview().locator(".canvas .row.group .name").first().click();
};

const tableOfMany = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Show Runs as a Table");
  await workbench.webview().locator(".canvas .row .cell.value:not(.unknown)").first().waitFor();
};

const compare = async (workbench: Workbench): Promise<void> => {
  await workbench.command("Lossline: Show Runs as a Table");
  const row = (name: string) => workbench.webview().locator(".canvas .row .name", { hasText: name });
  await row("digits_lr0.05_s0").click({ button: "right" });
  await workbench.webview().getByRole("menuitem", { name: "Set as Baseline" }).click();
  await workbench.webview().locator(".tops .row.baseline").waitFor();
  await row("digits_lr0.3_s0").click();
  await workbench.page.keyboard.press("c");
  await workbench.webview().locator(".stage path.line").first().waitFor();
};

/** Images, histograms, texts and curves of one run beside another's. */
const media = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  const tree = workbench.tree("Runs");
  await tree.inlineAction("digits_lr0.5", "Set as Baseline");
  await tree.contextMenu("digits_lr2", "Show Media");
  await workbench.webview().locator(".picture canvas").nth(1).waitFor();
};

const mediaProject = (): WorkbenchOptions => {
  const folder = temporaryFolder("project");
  writeDigitsMedia(folder);
  return { folder, size: { width: 1400, height: 1000 } };
};

/** The picture in the README: groups with verdicts against one of them, and one group's runs in the plot with theirs. */
const readme = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  const tree = workbench.tree("Runs");
  await tree.inlineAction("digits_lr0.05", "Set as Baseline");
  for (const folder of ["hf_out/", "keras_logs/", "lightning_logs/"]) await tree.collapse(folder);
  await tree.shows(/digits_lr0\.005 .*(better|worse|within noise)/);
  await tree.expand("digits_lr0.3");
  await tree.row("digits_lr0.3").click();
  const chart = workbench.webview().locator('section.chart[data-name="val/acc"][data-runs="6"]');
  await chart.waitFor();
  await workbench.resizeSideBar(400);
  await workbench.page.mouse.move(0, 0);
};

const script = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.openFile("train_plain.py", 148);
  await workbench.codeLens("Train").waitFor();
};

const empty = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.page.locator(".part.sidebar .welcome-view-content").first().waitFor();
};

/** A project whose runs are an MLflow store's, and a study that lies elsewhere. */
const trackers = (): WorkbenchOptions => {
  const [project, elsewhere] = [temporaryFolder("project"), temporaryFolder("elsewhere")];
  cpSync(join(root, "test/fixtures/mlflow/v1_30_file_everything"), project, { recursive: true });
  cpSync(join(root, "test/fixtures/wandb/v0_18_everything"), project, { recursive: true });
  cpSync(join(root, "test/fixtures/optuna/journal_two_studies"), join(elsewhere, "studies"), { recursive: true });
  mkdirSync(join(project, ".vscode"));
  const settings = { "lossline.discovery.folders": [join(elsewhere, "studies")] };
  writeFileSync(join(project, ".vscode", "settings.json"), JSON.stringify(settings));
  return { folder: project };
};

export const scenes: readonly Scene[] = [
  { name: "readme", picture: "lossline", options: { size: { width: 1500, height: 860 } }, act: readme },
  { name: "runs dark", act: runs },
  { name: "plots dark", act: plots },
  { name: "plots light", options: { theme: "light" }, act: plots },
  { name: "plots high contrast", options: { theme: "high contrast" }, act: plots },
  { name: "plots high contrast light", options: { theme: "high contrast light" }, act: plots },
  { name: "table dark", picture: "table", act: table },
  { name: "table light", options: { theme: "light" }, act: table },
  { name: "table high contrast", options: { theme: "high contrast" }, act: table },
  { name: "table 500 runs", options: () => ({ folder: projectWithRuns(500) }), act: tableOfMany },
  { name: "compare dark", act: compare },
  { name: "compare light", picture: "compare", options: { theme: "light" }, act: compare },
  { name: "compare high contrast", options: { theme: "high contrast" }, act: compare },
  { name: "compare high contrast light", options: { theme: "high contrast light" }, act: compare },
  { name: "table high contrast light", options: { theme: "high contrast light" }, act: table },
  { name: "media dark", picture: "media", options: mediaProject, act: media },
  { name: "media light", options: () => ({ ...mediaProject(), theme: "light" }), act: media },
  {
    name: "media high contrast",
    options: () => ({ ...mediaProject(), theme: "high contrast", size: { width: 800, height: 900 } }),
    act: media,
  },
  {
    name: "media high contrast light",
    options: () => ({ ...mediaProject(), theme: "high contrast light" }),
    act: media,
  },
  { name: "trackers dark", options: trackers, act: runs },
  { name: "trackers light", options: () => ({ ...trackers(), theme: "light" }), act: runs },
  { name: "script dark", act: script },
  { name: "script light", options: { theme: "light" }, act: script },
  {
    name: "narrow side bar",
    act: async (workbench) => {
      await plots(workbench);
      await workbench.resizeSideBar(170);
    },
  },
  { name: "small window", options: { size: { width: 900, height: 600 } }, act: plots },
  { name: "empty folder", options: () => ({ folder: temporaryFolder("empty") }), act: empty },
  { name: "empty folder light", options: () => ({ folder: temporaryFolder("empty"), theme: "light" }), act: empty },
  { name: "500 runs", options: () => ({ folder: projectWithRuns(500) }), act: runs },
  { name: "restricted", options: { restricted: true }, act: runs },
  ...moreScenes,
  ...pageScenes,
  ...dayScenes,
];
