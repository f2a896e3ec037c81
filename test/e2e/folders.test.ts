import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { rest } from "../support/rest";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const place = temporaryFolder("folders");

/** Runs of one workspace folder: each name's last accuracy. */
function write(folder: string, runs: Readonly<Record<string, number>>, baseline: string): void {
  for (const [name, last] of Object.entries(runs)) {
    mkdirSync(join(place, folder, name), { recursive: true });
    const lines = [1, 2, 3].map((step) => JSON.stringify({ step, "val/acc": (last * step) / 3 }));
    writeFileSync(join(place, folder, name, "metrics.jsonl"), `${lines.join("\n")}\n`);
  }
  mkdirSync(join(place, folder, ".lossline"));
  const state = { version: 1, baseline, runs: { [baseline]: { label: "the one to beat" } } };
  writeFileSync(join(place, folder, ".lossline", "state.json"), JSON.stringify(state));
}

function workspace(): string {
  write("cats", { "runs/first": 0.5, "runs/second": 0.6, "more/third": 0.9 }, "runs/first");
  write("dogs", { "runs/fourth": 0.3, "runs/fifth": 0.2, "runs/sixth": 0.99 }, "runs/fourth");
  const file = join(place, "both.code-workspace");
  writeFileSync(file, JSON.stringify({ folders: [{ path: "cats" }, { path: "dogs" }] }));
  return file;
}

describe("a workspace of two folders", function () {
  const workbench = useWorkbench({ folder: workspace() });
  const runs = () => workbench().tree("Runs");

  before(() => workbench().showSideBar("Lossline"));

  it("each folder's runs are measured against its own baseline", async () => {
    await runs().shows(/^second \+0\.1/);
    await runs().shows(/^fifth [-−]0\.1/);
    await workbench().screenshot("folders tree");
  });

  it("without folders the best of all is on top", async () => {
    const { quickInput } = workbench();
    await workbench().command("Lossline: Sort Runs By…");
    await quickInput.choose("Across all folders");
    await workbench().command("Lossline: Sort Runs By…");
    await quickInput.choose("Headline metric, best first");
    await eventually(
      () => runs().rows(),
      (rows) => rows.findIndex((row) => row.startsWith("sixth")) < rows.findIndex((row) => row.startsWith("third")),
    );
    await workbench().page.locator(".part.sidebar").getByText("Sorted: Headline metric, best first").waitFor();
    await rest(workbench().page); // the line moves the rows down
    await workbench().screenshot("folders sorted");
  });

  it("a color that is set is the run's in the plot of both folders, whose baselines are both drawn", async () => {
    const { quickInput } = workbench();
    await runs().contextMenu("second", "Set Color…");
    await quickInput.choose("Magenta");
    await workbench().command("Lossline: Plot All Runs");
    await workbench().webview().locator("section.chart canvas:visible").first().waitFor();
    await workbench().screenshot("folders plots");
  });

  it("marks follow a folder that was moved", async () => {
    renameSync(join(place, "cats", "runs"), join(place, "cats", "old"));
    await workbench()
      .notification("2 runs that you marked were moved, as cats/runs/first → cats/old/first")
      .waitFor({ timeout: 60_000 });
    await workbench().screenshot("moved marks offered");
    await workbench().notificationButton("were moved", "Move Marks…").click();
    await workbench().quickInput.widget.getByText("→ cats/old/first").waitFor();
    await workbench().screenshot("moved marks");
    await workbench().quickInput.input.press("Enter");
    await workbench().notification("moved.").first().waitFor();
    await runs().shows(/^the one to beat/);
    await eventually(
      () => readFileSync(join(place, "cats", ".lossline", "state.json"), "utf8"),
      (text) => /"baseline":\s*"old\/first"/.test(text) && !text.includes("runs/"),
    );
  }).timeout(120_000);
});
