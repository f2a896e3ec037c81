import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useWorkbench } from "../support/workbench";

/** Trains until a file appears, then ends with the code that stands in it. */
const script = `import os, sys, time
import json

def train(out):
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/metrics.jsonl", "a") as log:
        for epoch in range(100000):
            log.write(json.dumps({"epoch": epoch, "train/loss": 1 / (epoch + 1), "val/acc": 0.5}) + "\\n")
            log.flush()
            time.sleep(0.2)
            if os.path.exists("stop"):
                sys.exit(int(open("stop").read()))

if __name__ == "__main__":
    train("held_runs/a")
`;

describe("a training that is still running when the window is reloaded", () => {
  const workbench = useWorkbench();

  it("is followed to its end, with the exit code that its shell wrote", async () => {
    const { folder, page } = workbench();
    writeFileSync(join(folder, "train_held.py"), script);
    await workbench().openFile("train_held.py");
    await workbench().codeLens("Train").click();
    await workbench().codeLens("running: ").waitFor();
    await page.reload();
    await workbench().codeLens("running: ").waitFor({ timeout: 45_000 });
    writeFileSync(join(folder, "stop"), "3");
    await workbench().notification("train_held.py failed after").waitFor();
    await workbench().codeLens("last: failed (exit code 3)").waitFor();
  });
});
