import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** Trains until a file appears, then ends with the code that stands in it; says its own process and its shell's. */
const script = (name: string) => `import json, os, sys, time

def train(out):
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/pids", "w") as file:
        file.write(f"{os.getpid()} {os.getppid()}")
    with open(f"{out}/metrics.jsonl", "w") as log:
        for epoch in range(100000):
            log.write(json.dumps({"epoch": epoch, "val/loss": 1 / (epoch + 1)}) + "\\n")
            log.flush()
            time.sleep(0.2)
            if os.path.exists("stop_${name}"):
                sys.exit(int(open("stop_${name}").read()))

if __name__ == "__main__":
    train("${name}_runs/${name}")
`;

const names = ["good", "bad", "killed", "told", "gone", "held"] as const;

describe("the states of a launch", function () {
  this.timeout(240_000);
  const folder = join(temporaryFolder("states"), "project");
  for (const name of names) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `train_${name}.py`), script(name));
  }
  const settings = { "lossline.queue.slots": 1, "lossline.codeLens.onTop": true };
  const workbench = useWorkbench({ folder, settings, size: { width: 1400, height: 1000 } });
  const runs = () => workbench().tree("Runs");
  const spoken = async (run: string) => (await runs().row(run).getAttribute("aria-label")) ?? "";
  const says = (run: string, text: string, timeout = 60_000) =>
    eventually(
      () => spoken(run),
      (label) => label.includes(text),
      timeout,
    );
  const pids = (name: string) =>
    eventually(
      () =>
        existsSync(join(folder, `${name}_runs/${name}/pids`))
          ? readFileSync(join(folder, `${name}_runs/${name}/pids`), "utf8")
          : "",
      (text) => /^\d+ \d+$/.test(text),
      30_000,
    ).then((text) => text.split(" ").map(Number));

  async function start(name: string): Promise<void> {
    await workbench().openFile(`train_${name}.py`);
    await workbench().codeLens("Train").click();
    await workbench().codeLens("running: ").waitFor({ timeout: 60_000 });
  }
  const lens = async (name: string, text: string) => {
    await workbench().openFile(`train_${name}.py`);
    await workbench().codeLens(text).waitFor({ timeout: 60_000 });
  };

  before(() => workbench().showSideBar("Lossline"));

  it("are running, and ended with an exit code of its own", async () => {
    for (const [name, code] of [
      ["good", 0],
      ["bad", 3],
    ] as const) {
      await start(name);
      await runs().reveal(name);
      await says(name, "running: ");
      await workbench().page.screenshot({ path: `out/screenshots/state-running-${name}.png` });
      writeFileSync(join(folder, `stop_${name}`), String(code));
      await says(name, code === 0 ? "finished: exit code 0" : "failed: exit code 3");
      await workbench().screenshot(`state ended ${name}`);
    }
  });

  it("are ended by a signal, with its name", async () => {
    for (const [name, signal, text] of [
      ["killed", "SIGKILL", "killed: exit code 137: killed (SIGKILL), often for lack of memory"],
      ["told", "SIGTERM", "killed: exit code 143: told to stop (SIGTERM)"],
    ] as const) {
      await start(name);
      process.kill((await pids(name))[0]!, signal);
      await runs().reveal(name);
      await says(name, text);
      await workbench().screenshot(`state ended ${name}`);
    }
  });

  it("are queued, with why it waits", async () => {
    await workbench().openFile("train_held.py");
    await workbench().command("Lossline: Sweep…");
    await workbench().quickInput.widget.getByPlaceholder("What to try in braces").waitFor();
    await workbench().quickInput.accept("--a {1,2}");
    await workbench().quickInput.choice("Grid").click();
    const queue = workbench().tree("Queue");
    await queue.shows(/0 of 2 done, 1 running/, 60_000);
    await queue.shows("--a 1 running", 30_000);
    await queue.shows("--a 2 waits for a place: 1 of 1 are taken");
    await workbench().page.screenshot({ path: "out/screenshots/state-queued.png" });
    await workbench().command("Lossline: Stop All in Queue");
    await workbench().page.screenshot({ path: "out/screenshots/state-queue-stopped.png" });
    await queue.shows("--a 1 stopped", 60_000);
    await queue.shows("--a 2 stopped");
    await workbench().screenshot("state queue ended");
  });

  it("are ended with an exit code that nobody knows, where the shell went with the window", async () => {
    await start("gone");
    const [process_, shell] = (await pids("gone")) as [number, number];
    const { page } = workbench();
    const address = page.url();
    await page.goto("about:blank");
    process.kill(shell, "SIGKILL");
    process.kill(process_, "SIGKILL");
    await page.goto(address);
    await workbench().showSideBar("Lossline");
    await runs().reveal("gone");
    await says("gone", "ended, exit code unknown");
    await runs().shows(/^gone .*exit code unknown/);
    await lens("gone", "exit code unknown");
    await workbench().screenshot("state unknown");
  });

  it("are stale, where what is said to run has not written for a long time", async () => {
    const run = "0123456789abcdef0123456789abcdef";
    const at = join(folder, "mlruns", "0", run);
    mkdirSync(join(at, "metrics"), { recursive: true });
    writeFileSync(
      join(folder, "mlruns", "0", "meta.yaml"),
      "artifact_location: ./x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
    );
    writeFileSync(
      join(at, "meta.yaml"),
      `artifact_uri: ./x\nend_time: null\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: ${run}\nrun_name: silent\n` +
        `run_uuid: ${run}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: ${Date.now()}\nstatus: 1\ntags: []\nuser_id: me\n`,
    );
    for (let step = 0; step < 12; step++) {
      appendFileSync(join(at, "metrics", "loss"), `${Date.now()} ${1 / (step + 1)} ${step}\n`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await runs().reveal("silent");
    await says("silent", "running", 30_000);
    await says("silent", "stale", 120_000);
    await runs().shows(/^silent .*stale/);
    await workbench().screenshot("state stale");
    assert.ok(existsSync(at));
    rmSync(join(folder, "mlruns"), { recursive: true });
    assert.equal(
      execFileSync("sh", ["-c", "ps -eo args | grep -c '[t]rain_held.py' || true"], { encoding: "utf8" }).trim(),
      "0",
    );
  });
});
