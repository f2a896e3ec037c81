import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const fault = 'raise ValueError("bad shape (4, 1)")';

/** Learns by chance, so that equal numbers are no accident; each start writes to a folder of its own. */
const script = `import argparse, json, os, random, time

def train(lr, epochs, seed):
    number = next(n for n in range(100) if not os.path.exists(f"again_runs/{n}"))
    os.makedirs(f"again_runs/{number}")
    rng, weight = random.Random(seed), 5.0
    with open(f"again_runs/{number}/metrics.jsonl", "w") as log:
        for epoch in range(epochs):
            weight -= lr * weight * rng.random()
            log.write(json.dumps({"epoch": epoch, "val/loss": weight ** 2}) + "\\n")
            log.flush()
            time.sleep(0.4)
            if epoch == 9:
                ${fault}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, required=True, help="how far a step goes")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    train(**vars(parser.parse_args()))
`;

describe("a training that crashes, is mended and is run again", () => {
  const workbench = useWorkbench({ settings: { "lossline.codeLens.onTop": true } });
  const log = (number: number) => join(workbench().folder, `again_runs/${number}/metrics.jsonl`);
  const lines = (number: number) =>
    Promise.resolve(existsSync(log(number)) ? readFileSync(log(number), "utf8").trim().split("\n").length : 0);

  it("is asked for what it requires, draws its curve live, and tells why it crashed", async () => {
    const { quickInput } = workbench();
    const { folder } = workbench();
    writeFileSync(join(folder, "train_again.py"), script);
    const git = (...args: readonly string[]) => execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
    git("init");
    git("add", ".");
    git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-m", "Begin");
    await workbench().openFile("train_again.py");
    await workbench().codeLens("With Arguments").click();
    await quickInput.widget.locator(".monaco-list-row").filter({ hasText: "--lr" }).first().click();
    await quickInput.widget.getByPlaceholder("Value of --lr").waitFor();
    await quickInput.accept("0.3");
    await eventually(
      () => quickInput.input.inputValue(),
      (line) => line === "--lr 0.3",
    );
    await quickInput.input.press("Enter");
    await workbench().codeLens("running: ").click();
    const chart = workbench().webview().locator('section.chart[data-name="val/loss"]');
    const points = () => chart.getAttribute("data-points").then(Number);
    const first = await eventually(points, (count) => count > 0);
    await eventually(points, (count) => count > first);
    await workbench().notification("ValueError: bad shape (4, 1)").waitFor();
    await workbench().screenshot("crash told");
  }).timeout(120_000);

  it("gives the same numbers again once it is mended", async () => {
    writeFileSync(join(workbench().folder, "train_again.py"), script.replace(fault, "pass"));
    await workbench().openFile("train_again.py");
    await workbench().codeLens("With Arguments").click();
    await workbench().quickInput.accept("--lr 0.3");
    await eventually(
      () => lines(1),
      (count) => count === 14,
      60_000,
    );
    await workbench().codeLens("last: val/loss").waitFor();
    await workbench().command("Lossline: Run Again Exactly");
    await eventually(
      () => lines(2),
      (count) => count === 14,
      60_000,
    );
    assert.equal(readFileSync(log(2), "utf8"), readFileSync(log(1), "utf8"));
    await workbench().screenshot("run again");
  }).timeout(180_000);
});
