import { symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { useWorkbench } from "../support/workbench";

const script = `import json, os

def train(epochs):
    os.makedirs("held_runs/a", exist_ok=True)
    with open("held_runs/a/metrics.jsonl", "w") as log:
        for epoch in range(epochs):
            loss = 1 / (epoch + 1)
            log.write(json.dumps({"epoch": epoch, "val/loss": loss}) + "\\n")

if __name__ == "__main__":
    train(3)
`;

/** Needs debugpy from PyPI: `python3 -m venv V && V/bin/pip install debugpy`, then `LOSSLINE_DEBUGPY=V npm test -- --only e2e --files debug`. */
describe("a script that is debugged", () => {
  const environment = process.env["LOSSLINE_DEBUGPY"];
  const workbench = useWorkbench({ beside: resolve("test/support/debugpy") });

  it("stops at a breakpoint, and goes on to its end", async function () {
    if (environment === undefined) this.skip();
    const { folder, page } = workbench();
    symlinkSync(environment, join(folder, ".venv"));
    writeFileSync(join(folder, "train_held.py"), script);
    await workbench().openFile("train_held.py", 7);
    await page.keyboard.press("F9");
    await page.locator(".codicon-debug-breakpoint").first().waitFor();
    await workbench().command("Lossline: Debug Training Script");
    await page
      .locator(".debug-top-stack-frame-column, .debug-top-stack-frame-line")
      .first()
      .waitFor({ timeout: 60_000 });
    await page.locator(".debug-call-stack").getByText("train").first().waitFor();
    await workbench().screenshot("debugging");
    await page.keyboard.press("F9");
    await page.keyboard.press("F5");
    await page.locator(".debug-toolbar").waitFor({ state: "hidden", timeout: 60_000 });
    await workbench().showSideBar("Lossline");
    await workbench().tree("Runs").shows("held_runs/");
  }).timeout(180_000);
});
