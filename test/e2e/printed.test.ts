import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useWorkbench } from "../support/workbench";

/** Prints its metrics, and writes no log. @param first what it does before */
const script = (first: string) => `import os, time

def train():
    ${first}
    for epoch in range(1, 9):
        print(f"Epoch {epoch}/8 - loss: {1 / epoch:.4f} - val_acc: {1 - 0.5 / epoch:.4f}", flush=True)
        time.sleep(0.8)

if __name__ == "__main__":
    train()
`;

/** What TensorBoard's writer begins a file with: its version, and nothing else. */
const events = readFileSync(
  "test/fixtures/tensorboard/add_hparams_same_folder/events.out.tfevents.1795314740.workstation.11150.17",
);
const header = events.subarray(0, Number(events.readBigUInt64LE(0)) + 16).toString("hex");

describe("a script that only prints its metrics", () => {
  const workbench = useWorkbench();

  it("makes a run by what it prints, while it runs and after its end", async () => {
    writeFileSync(join(workbench().folder, "train_talks.py"), script("pass"));
    await workbench().openFile("train_talks.py");
    await workbench().showSideBar("Lossline");
    await workbench().codeLens("Train").click();
    await workbench().codeLens("running: ").waitFor({ timeout: 20_000 });
    await workbench().codeLens("last: val_acc 0.9375").waitFor({ timeout: 30_000 });
    await workbench().tree("Runs").shows("train_talks");
    await workbench().screenshot("printed metrics");
  });

  it("makes it also where a writer of logs was opened and has nothing in it yet", async () => {
    const open = `os.makedirs("opened_runs/a"); open("opened_runs/a/events.out.tfevents.1795314740.host.1.0", "wb").write(bytes.fromhex("${header}"))`;
    writeFileSync(join(workbench().folder, "train_opens.py"), script(open));
    await workbench().openFile("train_opens.py");
    await workbench().codeLens("Train").click();
    await workbench().codeLens("last: val_acc 0.9375").waitFor({ timeout: 40_000 });
    await workbench().screenshot("printed metrics beside an empty log");
  });
});
