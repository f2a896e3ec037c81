import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

describe("a sweep in the editor", () => {
  const workbench = useWorkbench({ settings: { "lossline.queue.slots": 2 } });

  it("starts twelve launches at two places, also across a reload of the window", async () => {
    const { quickInput, page, folder } = workbench();
    await workbench().openFile("train_plain.py");
    await workbench().command("Lossline: Sweep…");
    await quickInput.widget.getByPlaceholder("What to try in braces").waitFor();
    await quickInput.input.fill("--lr {0.1,0.2,0.5} --seed {0..3} --epochs 4 --delay 0.5 --out plain_runs/swept");
    await quickInput.widget.getByText("12 launches").waitFor();
    await workbench().screenshot("sweep form");
    await quickInput.input.press("Enter");
    await quickInput.choice("Grid").waitFor();
    await workbench().screenshot("sweep strategies");
    await quickInput.choice("Grid").click();
    await workbench().showSideBar("Lossline");
    const queue = page.locator(".pane", { hasText: "train_plain.py: lr × seed" });
    await queue.getByText("2 running").first().waitFor();
    await workbench().statusBar("2 running").waitFor();
    await workbench().screenshot("queue");
    await eventually(
      () => queue.innerText(),
      (text) => /[2-9] of 12 done/.test(text),
      60_000,
    );
    await page.reload();
    await workbench().notification("12 of 12 done").waitFor({ timeout: 120_000 });
    await workbench().screenshot("queue ended");
    const epochs = Array.from({ length: 12 }, (_, at) => {
      const out = at === 0 ? "swept" : `swept-${at + 1}`;
      return readFileSync(join(folder, "plain_runs", out, "metrics.jsonl"), "utf8")
        .trim()
        .split("\n").length;
    });
    assert.deepEqual(epochs, Array<number>(12).fill(4));
  });
});
