// Pictures of the day, each in four themes: Today, Promote, Monitor, Wrap-up, Clean-Up, First Steps, the welcome views.
import { mkdirSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { dayProject } from "./dayProject";
import { projectWithRuns } from "./manyRuns";
import { overnight, writeOvernight } from "./overnight";
import { projectWithLongNames } from "./projects";
import type { Scene } from "./scenes";
import { followingScheme, themePairs, type Workbench, type WorkbenchOptions } from "./workbench";

const runs = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.tree("Runs").list.getByRole("treeitem").first().waitFor();
};

/** Opens Today, and gives it the larger part of the side bar, as a person does who begins the day with it. */
const today = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.page.locator('.part.sidebar .pane-header[aria-label^="Today"]').click();
  await workbench.page.locator('.part.sidebar .pane:has(.pane-header[aria-label^="Today"]) .message').waitFor();
  const edge = await workbench.page.locator('.part.sidebar .pane-header[aria-label^="Runs"]').boundingBox();
  if (edge === null) throw new Error("the Runs view has no header");
  await workbench.page.mouse.move(edge.x + 60, edge.y);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(edge.x + 60, edge.y + 320, { steps: 5 });
  await workbench.page.mouse.up();
  await workbench.page.mouse.move(edge.x + 700, edge.y);
};

const morning = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.tree("Runs").inlineAction("lr0.1", "Set as Baseline");
  await today(workbench);
  await workbench.tree("Today").shows("5 diverged");
};

const night = (): WorkbenchOptions => {
  const folder = temporaryFolder("night");
  writeOvernight(folder, overnight());
  return { folder };
};

const withRuns = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await today(workbench);
};

const checkpoints = (): WorkbenchOptions => {
  const folder = temporaryFolder("clean-up");
  for (const name of ["resnet18_lr0.1", "resnet18_lr0.3", "resnet50_lr0.1"]) {
    const place = join(folder, "runs", name);
    mkdirSync(place, { recursive: true });
    const rows = [1, 2, 3, 4].map((epoch) => `${epoch * 100},${epoch},${Math.abs(epoch - 2) / 10}`);
    writeFileSync(join(place, "metrics.csv"), `step,epoch,val/loss\n${rows.join("\n")}\n`);
    for (const step of [100, 200, 300, 400]) {
      mkdirSync(join(place, `checkpoint-${step}`));
      writeFileSync(join(place, `checkpoint-${step}`, "model.pt"), "x".repeat(400_000));
    }
  }
  return { folder, settings: { "lossline.cleanUp.quietHours": 0 } };
};

const cleanUp = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Clean-Up…");
  await workbench.quickInput.choose("Keep the best checkpoint of each run");
  await workbench.quickInput.widget.getByText("to the trash").first().waitFor();
};

const promoting = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.tree("Runs").contextMenu("model", "Promote…");
  await workbench.quickInput.widget.getByText("checkpoint-200.pt").first().waitFor();
};

const publishing = async (workbench: Workbench): Promise<void> => {
  await promoting(workbench);
  await workbench.quickInput.widget.getByText("checkpoint-200.pt").first().click();
  await workbench.quickInput.accept("digits");
  await workbench.notificationButton("Promoted as digits", "Publish…").click();
  await workbench.quickInput.widget.getByText("Hugging Face").first().waitFor();
};

/** W&B's cache is large: its own command is typed, and not sent. */
const cache = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Clean-Up…");
  await workbench.quickInput.widget.getByText("Empty the cache of").first().waitFor();
};

const cacheTyped = async (workbench: Workbench): Promise<void> => {
  await cache(workbench);
  await workbench.quickInput.widget.getByText("Empty the cache of").first().click();
  await workbench.terminalShows("wandb artifact cache cleanup 1GB");
};

const withLargeCache = (): WorkbenchOptions => {
  const folder = temporaryFolder("cache");
  mkdirSync(join(folder, "artifacts", "obj"), { recursive: true });
  const file = join(folder, "artifacts", "obj", "weights");
  writeFileSync(file, "");
  truncateSync(file, 3e9); // takes no room on the disk
  process.env["WANDB_CACHE_DIR"] = folder;
  return checkpoints();
};

const configuring = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Copy MCP Configuration…");
  await workbench.quickInput.widget.getByText("Claude Code").first().waitFor();
};

/** A model that was promoted, and four evaluations of it, the last of which is worse. */
const evaluated = async (workbench: Workbench): Promise<void> => {
  const { folder } = workbench;
  await promoting(workbench);
  await workbench.quickInput.widget.getByText("checkpoint-200.pt").first().click();
  await workbench.quickInput.accept("digits");
  await workbench.notification("Promoted as digits").waitFor();
  for (const [at, value] of [0.961, 0.958, 0.962, 0.71].entries()) {
    const place = join(folder, "evals", `week${at + 1}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "config.json"), '{"model": "models/digits/v1"}');
    writeFileSync(join(place, "metrics.csv"), `step,val/acc\n0,${value}\n`);
    const day = Date.now() / 1000 - (4 - at) * 7 * 86_400;
    for (const name of ["config.json", "metrics.csv"]) utimesSync(join(place, name), day, day);
  }
  await workbench.tree("Runs").shows(/^evals\/ .*4 runs/);
  await workbench.tree("Runs").contextMenu("model", "Show Evaluations");
  await workbench.webview().getByText("worse by more than its evaluations differ").waitFor({ timeout: 30_000 });
};

const wrapUp = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Wrap Up");
  await workbench.quickInput.widget.getByText("Write the Day Note").waitFor();
};

const leaves = async (workbench: Workbench): Promise<void> => {
  await workbench.command("Lossline: What Leaves This Machine");
  await workbench.webview().getByText("Nothing, unless you click.").waitFor();
};

const walkthrough = async (workbench: Workbench): Promise<void> => {
  await workbench.command("Lossline: First Steps");
  await workbench.page.locator(".gettingStartedContainer iframe.webview.ready").waitFor();
};

const welcome = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  await workbench.page.locator(".part.sidebar .welcome-view-content").first().waitFor();
};

const filtered = async (workbench: Workbench): Promise<void> => {
  await runs(workbench);
  await workbench.command("Lossline: Filter Runs…");
  await workbench.quickInput.accept("nothing_has_this_name");
  await workbench.page.locator(".part.sidebar .welcome-view-content").first().waitFor();
};

/** One window, photographed in a dark and a light theme: themes change while lists and notices stay open. */
const inPair =
  (name: string, pair: keyof typeof themePairs, act: Scene["act"]): Scene["act"] =>
  async (workbench) => {
    await workbench.useScheme(pair, "dark");
    await act(workbench);
    for (const scheme of ["dark", "light"] as const) {
      await workbench.useScheme(pair, scheme);
      await workbench.screenshot(`${name} ${themePairs[pair][scheme]}`, "screens");
    }
  };

const narrowed = (act: Scene["act"]) => async (workbench: Workbench) => {
  await act(workbench);
  await workbench.resizeSideBar(200);
};

const scene = (name: string, act: Scene["act"], options: () => WorkbenchOptions = () => ({})): Scene[] =>
  (["plain", "contrast"] as const).map((pair) => ({
    name: `${name} ${pair}`,
    act: inPair(name, pair, act),
    options: () => {
      const own = options();
      return { ...own, settings: { ...own.settings, ...followingScheme(pair) } };
    },
  }));

/** The pages and views as a person sees them whose editor speaks Chinese. */
const chinese = async (workbench: Workbench): Promise<void> => {
  await workbench.showSideBar("Lossline");
  const row = workbench.page.locator('.part.sidebar [role="treeitem"]', { hasText: "lr0.1" }).first();
  await row.waitFor();
  await row.hover();
  await row.locator(".actions .action-label").last().click();
  await workbench.page.locator(".part.sidebar .pane-header").first().click();
  await workbench.screenshot("day chinese views", "screens");
  await workbench.page.locator('.part.sidebar [role="treeitem"]', { hasText: "40" }).first().click();
  await workbench.webview().locator("section.chart canvas:visible").first().waitFor();
  await workbench.screenshot("day chinese plots", "screens");
  await workbench.quickInput.open("F1", ">Lossline");
  await workbench.screenshot("day chinese palette", "screens");
  await workbench.quickInput.cancel();
};

const empty = (more: WorkbenchOptions = {}) => ({ folder: temporaryFolder("empty"), ...more });
const day = () => ({ folder: dayProject(overnight()) });

export const dayScenes: readonly Scene[] = [
  ...scene("day today", morning, night),
  ...scene("day today narrow", narrowed(morning), night),
  ...scene("day today empty", today, empty),
  ...scene("day today 500 runs", withRuns, () => ({ folder: projectWithRuns(500) })),
  ...scene("day today long names", withRuns, () => ({ folder: projectWithLongNames() })),
  ...scene("day promote", promoting, day),
  ...scene("day publish", publishing, day),
  ...scene("day evaluations", evaluated, day),
  ...scene("day wrap-up", wrapUp, day),
  ...scene("day clean-up", cleanUp, checkpoints),
  ...scene("day cache", cache, withLargeCache),
  ...scene("day cache typed", cacheTyped, withLargeCache),
  ...scene("day agents", configuring, night),
  ...scene("day leaves", leaves, empty),
  ...scene("day walkthrough", walkthrough, empty),
  ...scene("day welcome", welcome, empty),
  ...scene("day welcome restricted", welcome, () => empty({ restricted: true })),
  ...scene("day welcome filtered", filtered),
  { name: "day chinese", act: chinese, options: () => ({ ...night(), language: "zh-CN" }) },
];
