import { deepEqual, ok } from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { everything, write } from "../support/cleaning";
import { eventually } from "../support/waiting";
import { useWorkbench, type Workbench } from "../support/workbench";

/** Two runs with checkpoints, and one that is pinned. */
function project(): string {
  const folder = temporaryFolder("clean-up");
  for (const name of ["lr0.1", "lr0.3", "pinned"]) {
    const rows = [1, 2, 3, 4].map((epoch) => `${epoch * 100},${epoch},${Math.abs(epoch - 2) / 10}`);
    write(join(folder, "runs", name, "metrics.csv"), `step,epoch,val/loss\n${rows.join("\n")}\n`);
    for (const step of [100, 200, 300, 400])
      write(join(folder, "runs", name, `checkpoint-${step}`, "model.pt"), 50_000);
  }
  mkdirSync(join(folder, ".lossline"));
  setPinned(folder, "pinned");
  return folder;
}

function setPinned(folder: string, ...names: readonly string[]): void {
  const runs = Object.fromEntries(names.map((name) => [`runs/${name}`, { pinned: true }]));
  writeFileSync(join(folder, ".lossline", "state.json"), JSON.stringify({ version: 1, runs }));
}

const namesIn = (folder: string, run: string) => readdirSync(join(folder, "runs", run)).sort();

describe("Clean-up in the workbench", () => {
  const folder = project();
  // The files of this project were all written a moment ago.
  const workbench = useWorkbench({ folder, settings: { "lossline.cleanUp.quietHours": 0 } });

  async function ask(way: string): Promise<Workbench> {
    const window = workbench();
    await window.command("Lossline: Clean-Up…");
    await window.quickInput.choose(way);
    await window.quickInput.widget.getByText("to the trash").first().waitFor();
    return window;
  }

  it("keeps the best and the last checkpoint of each run that is not protected, and takes it back", async () => {
    const before = everything(folder);
    await workbench().showSideBar("Lossline");
    await workbench().tree("Runs").shows("lr0.3");
    const window = await ask("Keep the best checkpoint of each run");
    await window.screenshot("clean-up, checkpoints to tick");
    await window.page.keyboard.press("Enter");
    await window.notification("Moved to the trash").waitFor();
    const left = ["checkpoint-200", "checkpoint-400", "metrics.csv"];
    await eventually(
      () => Promise.resolve([namesIn(folder, "lr0.1"), namesIn(folder, "lr0.3")].join("; ")),
      (names) => names === [left, left].join("; "),
    );
    deepEqual(namesIn(folder, "pinned").length, 5);
    await window.screenshot("clean-up, moved");
    await window.notificationButton("Moved to the trash", "Undo").click();
    await window.notification("Put back").waitFor();
    deepEqual(everything(folder), before);
  });

  it("leaves a run that was pinned while the list of runs was open", async () => {
    const window = await ask("Choose runs to remove");
    await window.screenshot("clean-up, runs to tick");
    await window.quickInput.widget.getByRole("checkbox", { name: "Toggle all checkboxes" }).click();
    setPinned(folder, "pinned", "lr0.1");
    await window.page.keyboard.press("Enter");
    await window.notification("stayed").waitFor();
    await window.screenshot("clean-up, one stayed");
    await eventually(
      () => Promise.resolve(existsSync(join(folder, "runs/lr0.3"))),
      (there) => !there,
    );
    ok(existsSync(join(folder, "runs/lr0.1/metrics.csv")));
    await window.command("Lossline: Undo Clean-Up");
    // The test before has left a notice that something was put back: the file tells.
    await eventually(
      () => Promise.resolve(existsSync(join(folder, "runs/lr0.3/metrics.csv"))),
      (there) => there,
    );
  });
});
