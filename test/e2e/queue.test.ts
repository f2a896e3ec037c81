import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** Kills, as the system does when memory runs out, the training that writes to a folder. */
function killTrainingTo(out: string): void {
  const pids = execFileSync("pgrep", ["-f", `train_plain[.]py .*--out ${out}$`], { encoding: "utf8" })
    .trim()
    .split("\n");
  for (const pid of pids) process.kill(Number(pid), "SIGKILL");
}

describe("a sweep in the editor", () => {
  const workbench = useWorkbench({ settings: { "lossline.queue.slots": 2 } });

  it("starts twelve launches at two places, also across a reload of the window, and tells which one was killed", async () => {
    const { quickInput, page, folder } = workbench();
    await workbench().openFile("train_plain.py");
    await workbench().showSideBar("Lossline"); // it waits for rest, of which there is none while something runs
    await workbench().command("Lossline: Sweep…");
    await quickInput.widget.getByPlaceholder("What to try in braces").waitFor();
    await quickInput.input.fill("--lr {0.1,0.2,0.5} --seed {0..3} --epochs 4 --delay 1 --out plain_runs/swept");
    await quickInput.widget.getByText("12 launches").waitFor();
    await workbench().screenshot("sweep form");
    await quickInput.input.press("Enter");
    await quickInput.choice("Grid").waitFor();
    await workbench().screenshot("sweep strategies");
    await quickInput.choice("Grid").click();
    await workbench().statusBar("2 running").waitFor();
    const epochsOf = (at: number) => {
      const log = join(folder, "plain_runs", at === 0 ? "swept" : `swept-${at + 1}`, "metrics.jsonl");
      return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0;
    };
    const done = () =>
      Promise.resolve(Array.from({ length: 12 }, (_, at) => epochsOf(at)).filter((epochs) => epochs === 4).length);
    await eventually(done, (count) => count >= 2, 60_000);
    mkdirSync("out/screenshots", { recursive: true });
    await page.screenshot({ path: "out/screenshots/queue.png" });
    await page.reload();
    assert.ok((await done()) < 12, "the reload comes in the middle");
    const ninth = () => Promise.resolve(epochsOf(8));
    await eventually(ninth, (epochs) => epochs > 0, 120_000);
    killTrainingTo("plain_runs/swept-9");
    await eventually(done, (count) => count === 11, 120_000);
    assert.ok((await ninth()) < 4, "the ninth was killed");
    await workbench().notification("11 of 12 done, 1 failed").waitFor({ timeout: 30_000 });
    const queue = workbench().tree("Queue");
    await queue.shows("11 of 12 done, 1 failed");
    await workbench().screenshot("sweep ended");
  }).timeout(240_000);
});
