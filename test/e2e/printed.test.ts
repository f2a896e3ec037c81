import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useWorkbench } from "../support/workbench";

/** Prints its metrics, and writes no log. */
const script = `import time

def train():
    for epoch in range(1, 9):
        print(f"Epoch {epoch}/8 - loss: {1 / epoch:.4f} - val_acc: {1 - 0.5 / epoch:.4f}", flush=True)
        time.sleep(0.8)

if __name__ == "__main__":
    train()
`;

describe("a script that only prints its metrics", () => {
  const workbench = useWorkbench();

  it("makes a run by what it prints, while it runs and after its end", async () => {
    writeFileSync(join(workbench().folder, "train_talks.py"), script);
    await workbench().openFile("train_talks.py");
    await workbench().showSideBar("Lossline");
    await workbench().codeLens("Train").click();
    await workbench().codeLens("running: ").waitFor({ timeout: 20_000 });
    await workbench().codeLens("last: val_acc 0.9375").waitFor({ timeout: 30_000 });
    await workbench().tree("Runs").shows("train_talks");
    await workbench().screenshot("printed metrics");
  });
});
