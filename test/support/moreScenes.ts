// Pictures of views, pages and pickers as they are with a night's runs, with long names, in a narrow side bar, and with nothing in them.
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { projectWithRuns } from "./manyRuns";
import { overnight, writeOvernight } from "./overnight";
import { projectWithLongNames } from "./projects";
import type { Scene } from "./scenes";
import type { Workbench, WorkbenchOptions } from "./workbench";

type Theme = NonNullable<WorkbenchOptions["theme"]>;
const themes: readonly Theme[] = ["dark", "light", "high contrast", "high contrast light"];

const night =
  (more: WorkbenchOptions = {}) =>
  (): WorkbenchOptions => {
    const folder = temporaryFolder("night");
    writeOvernight(folder, overnight());
    return { folder, ...more };
  };
const longNames =
  (more: WorkbenchOptions = {}) =>
  (): WorkbenchOptions => ({ folder: projectWithLongNames(), ...more });
const many =
  (more: WorkbenchOptions = {}) =>
  (): WorkbenchOptions => ({ folder: projectWithRuns(500), ...more });
const nothing =
  (more: WorkbenchOptions = {}) =>
  (): WorkbenchOptions => ({ folder: temporaryFolder("empty"), ...more });

const runs = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.tree("Runs").list.getByRole("treeitem").first().waitFor();
};

const today = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.page.locator('.part.sidebar .pane-header[aria-label^="Today"]').click();
  await workbench.tree("Today").list.getByRole("treeitem").first().waitFor();
};

const emptyTable = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.command("Lossline: Show Runs as a Table");
  await workbench.webview().locator("body").waitFor();
};

/** The first row of runs is the baseline; what is asked of the palette follows, and a place in the page is waited for. */
const page = (command: string, place: string) => async (workbench: Workbench) => {
  await runs(workbench);
  await workbench.command(`Lossline: ${command}`);
  await workbench.webview().locator(place).first().waitFor();
};

const table = page("Show Runs as a Table", ".canvas .row .name");
const plots = page("Plot All Runs", "section.chart canvas:visible");

const asBaseline = (row: string, act: (workbench: Workbench) => Promise<void>) => async (workbench: Workbench) => {
  await runs(workbench);
  await workbench.tree("Runs").inlineAction(row, "Set as Baseline");
  await act(workbench);
};

/** The night's runs in Today, beside their curves. */
const morning = async (workbench: Workbench): Promise<void> => {
  await asBaseline("lr0.1", today)(workbench);
  await workbench.tree("Today").row("All 40 runs").click();
  await workbench.webview().locator("section.chart canvas:visible").first().waitFor();
};

/** Parallel coordinates and a scatter plot of params and metrics. */
const relations = async (workbench: Workbench): Promise<void> => {
  await plots(workbench);
  await workbench.webview().getByText("params and metrics").click();
  await workbench.webview().locator(".parallel canvas:visible").first().waitFor();
};

const picker = (command: string) => async (workbench: Workbench) => {
  await workbench.openFile("train_plain.py", 1);
  await workbench.showSideBar("Lossline");
  await workbench.command(`Lossline: ${command}`);
  await workbench.quickInput.widget.locator(".monaco-list-row").first().waitFor();
};

const walkthrough = async (workbench: Workbench): Promise<void> => {
  await workbench.command("Lossline: First Steps");
  await workbench.page.locator(".gettingStartedContainer .step-title").first().waitFor();
  await workbench.page.locator(".gettingStartedContainer iframe.webview.ready").waitFor();
};

const narrow =
  (act: (workbench: Workbench) => Promise<void>, width = 180) =>
  async (workbench: Workbench) => {
    await act(workbench);
    await workbench.resizeSideBar(width);
  };

const inThemes = (
  name: string,
  options: (more: WorkbenchOptions) => () => WorkbenchOptions,
  act: Scene["act"],
): Scene[] => themes.map((theme) => ({ name: `${name} ${theme}`, options: options({ theme }), act }));

export const moreScenes: readonly Scene[] = [
  ...inThemes("night", night, asBaseline("lr0.1", today)),
  ...inThemes("walkthrough", nothing, walkthrough),
  ...inThemes("long names plots", longNames, plots),
  { name: "morning", picture: "today", options: night({ size: { width: 1400, height: 860 } }), act: morning },
  { name: "night narrow", options: night(), act: narrow(asBaseline("lr0.1", today)) },
  { name: "night plots", options: night(), act: asBaseline("lr0.1", plots) },
  { name: "night plots light", options: night({ theme: "light" }), act: asBaseline("lr0.1", plots) },
  { name: "long names", options: longNames(), act: table },
  { name: "long names narrow", options: longNames(), act: narrow(plots, 220) },
  { name: "500 runs plots", options: many(), act: plots },
  { name: "table empty", options: nothing(), act: emptyTable },
  { name: "plots relations", options: night(), act: asBaseline("lr0.1", relations) },
  { name: "plots relations light", options: night({ theme: "light" }), act: asBaseline("lr0.1", relations) },
  { name: "pick arguments", act: picker("Train with Arguments…") },
  { name: "pick sweep", act: picker("Sweep…") },
  { name: "pick ways", act: picker("More Ways to Start…") },
  { name: "pick ways light", options: { theme: "light" }, act: picker("More Ways to Start…") },
];
