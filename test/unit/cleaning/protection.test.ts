import { deepEqual } from "node:assert/strict";
import { closeSync, mkdirSync, openSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { commandsOf } from "../../../src/cleaning/named";
import { openPaths } from "../../../src/cleaning/openFiles";
import { checkpointsToRemove, deletedByTools, runsToRemove, weigh } from "../../../src/cleaning/plan";
import type { Circumstances, Said } from "../../../src/cleaning/protection";
import type { RunSummary } from "../../../src/shared/run";
import { isWithin } from "../../../src/util/paths";
import { hours, idsOf, later, nobody, quietly, runAt, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

describe("A clean-up protects", () => {
  const temp = useTempFolder();
  let count = 0;
  const project = () => join(temp(), `p${count++}`);
  /** What would go, and what speaks against the rest. */
  const weighed = async (runs: readonly RunSummary[], said: Said = nobody, more: Partial<Circumstances> = {}) => {
    const found = await weigh(runs, said, { ...quietly, ...more });
    return {
      free: runsToRemove(found, idsOf(runs)).map(({ path }) => path.split("/").at(-1)),
      why: Object.fromEntries(found.map(({ run, protections }) => [run.path, protections.join(" ")])),
      checkpoints: checkpointsToRemove(found, 0, () => undefined).removals,
    };
  };

  it("what is running, launched, baseline, promoted, pinned, noted, unsynced, shared or behind a link", async () => {
    const root = project();
    const names = "free running launched recent baseline promoted pinned noted told shared models".split(" ");
    for (const name of names) write(join(root, name, "metrics.csv"));
    write(join(root, "wandb/offline-run-1/run-1.wandb"));
    write(join(root, "wandb/offline-run-2/run-2.wandb"));
    write(join(root, "wandb/offline-run-2/run-2.wandb.synced"));
    write(join(root, "models/net/v1/promotion.json"));
    write(join(temp(), "outside", "metrics.csv"));
    symlinkSync(join(temp(), "outside"), join(root, "linked"));
    const runs = [
      ...names.map((name) => runAt(root, name)),
      runAt(root, "shared", { id: join(root, "shared#2") }),
      runAt(root, "linked"),
      ...[1, 2].map((n) =>
        runAt(root, `wandb/offline-run-${n}`, { sources: [join(root, `wandb/offline-run-${n}/run-${n}.wandb`)] }),
      ),
    ].map((one) => ({
      ...one,
      ...(one.name === "running" && { status: "running" as const }),
      ...(one.name === "recent" && { lastWriteAt: later - 1000 }),
      ...(one.name === "told" && { notes: "keep" }),
    }));
    const is = (name: string) => (one: RunSummary) => one.name === name;
    const said = {
      ...nobody,
      isBaseline: is("baseline"),
      isPromoted: is("promoted"),
      isPinned: is("pinned"),
      isNoted: is("noted"),
      isLaunched: is("launched"),
    };
    const { free, checkpoints } = await weighed(runs, said);
    deepEqual([free, checkpoints], [["free", "offline-run-2"], []]);
  });

  it("what the disk says was written lately, though an old end marker or a log clock days behind says otherwise", async () => {
    const root = project();
    for (const name of ["ended", "behind", "copied"]) write(join(root, name, "metrics.csv"));
    const runs = [
      runAt(root, "ended", { status: "finished", statusCause: "marker" }),
      runAt(root, "behind", { lastWriteAt: Date.now() - 90 * 24 * hours }),
      runAt(root, "copied"),
    ];
    const now = Date.now();
    deepEqual((await weighed(runs, nobody, { now })).free, []);
    deepEqual((await weighed(runs, nobody, { now: now + 5 * hours })).free, []);
    deepEqual((await weighed(runs, nobody, { now: now + 7 * hours })).free, ["ended", "behind", "copied"]);
    // A clock ahead of ours: what it wrote lies in our future.
    const ahead = runAt(root, "ended", { lastWriteAt: later + hours, status: "finished", statusCause: "marker" });
    deepEqual((await weighed([ahead])).why, { ended: "recent" });
  });

  it("what a process has open for writing or works in, however silent it is", async function () {
    if (process.platform !== "linux") return this.skip();
    const root = project();
    const proc = join(temp(), "proc");
    for (const name of ["written", "read", "worked"]) write(join(root, name, "metrics.csv"));
    for (const [at, [name, flags]] of [
      ["written", "02001"],
      ["read", "0100000"],
    ].entries()) {
      mkdirSync(join(proc, `${at + 1}`, "fd"), { recursive: true });
      symlinkSync(join(root, name!, "metrics.csv"), join(proc, `${at + 1}`, "fd", "3"));
      write(join(proc, `${at + 1}`, "fdinfo", "3"), `pos:\t0\nflags:\t${flags}\n`);
    }
    symlinkSync(join(root, "worked"), join(proc, "2", "cwd"));
    const open = await openPaths([root], proc);
    const runs = ["written", "read", "worked"].map((name) => runAt(root, name));
    const isOpen = (folder: string) => open.some((path) => isWithin(path, folder));
    deepEqual((await weighed(runs, nobody, { isOpen })).why, { written: "open", read: "", worked: "open" });
  });

  it("nothing that this process reads by itself", async function () {
    if (process.platform !== "linux") return this.skip();
    const root = project();
    write(join(root, "a/metrics.csv"));
    const file = openSync(join(root, "a/metrics.csv"), "r+");
    deepEqual(await openPaths([root]), []);
    closeSync(file);
  });

  it("a run whose folder holds another that settings hide, unsynced logs, a repository or somebody's marks", async () => {
    const root = project();
    const holds = {
      free: "sub/config.yaml",
      hidden: "old/metrics.csv",
      hiddenEvents: "old/events.out.tfevents.1700000000.host.1.0",
      unsynced: "wandb/offline-run-20240101_000000-abc/run-abc.wandb",
      repository: "code/.git/HEAD",
      worktree: "code/.git",
      marks: ".lossline/state.json",
      model: "export/net/v1/promotion.json",
    };
    for (const [name, file] of Object.entries(holds)) {
      write(join(root, name, "metrics.csv"));
      write(join(root, name, file), "step,loss\n1,0.5\n2,0.4\n");
    }
    deepEqual((await weighed(Object.keys(holds).map((name) => runAt(root, name)))).why, {
      free: "",
      hidden: "run",
      hiddenEvents: "run",
      unsynced: "unsynced run",
      repository: "repository",
      worktree: "repository",
      marks: "marks",
      model: "promoted",
    });
  });

  it("a run whose folder holds code, a notebook, notes or a pointer to data, but for configs and what its tool keeps", async () => {
    const root = project();
    const files = {
      script: ["train.py", "import torch\n"],
      notebook: ["deep/er/look.ipynb", "{}"],
      notes: ["Notes on lr.md", "try 0.3"],
      data: ["train.csv.dvc", "outs: []"],
      config: ["config.py", "model = dict(type='ResNet')\nlr = 0.1\n"],
      card: ["README.md", "# a card"],
    } as const;
    for (const [name, [file, text]] of Object.entries(files)) {
      write(join(root, name, "metrics.csv"));
      write(join(root, name, file), text);
    }
    const log = join(root, "wandb/run-20260101_000000-a/run-a.wandb");
    write(log);
    write(join(root, "wandb/run-20260101_000000-a/files/code/train.py"), "import torch\n");
    const runs = [
      ...Object.keys(files).map((name) => runAt(root, name)),
      runAt(root, "wandb/run-20260101_000000-a", { sources: [log] }),
    ];
    const { free, why } = await weighed(runs);
    deepEqual(free, ["config", "card", "run-20260101_000000-a"]);
    deepEqual(
      ["script", "notebook", "notes", "data"].map((name) => why[name]),
      ["work", "work", "work", "work"],
    );
  });

  it("what a param or command of another run names, or a launch that waits; of its checkpoints only that one", async () => {
    const root = project();
    const id = "0123456789abcdef0123456789abcdef";
    const names = ["a", "b", "c", "d", `mlruns/0/${id}`, "reader", "own"];
    for (const name of names) write(join(root, name, "metrics.csv"));
    for (const step of [10, 20, 30]) write(join(root, "a", `step_${step}.pt`), 5000);
    const params: Readonly<Record<string, object>> = {
      reader: {
        params: { teacher: "./a/step_10.pt", model_uri: `runs:/${id}/model`, log_dir: root, lr: 0.1 },
        command: `python eval.py --model=${join(root, "b")} --out reader`,
      },
      own: { params: { out: "own/best.pt" } },
    };
    const runs = names.map((name) => runAt(root, name, params[name]));
    const commands = commandsOf([
      { args: ["--resume", "c"], cwd: root, runs: [], state: "queued" },
      { args: ["--resume", "d"], cwd: root, runs: [], state: "ended" },
      { args: ["--out", "own"], cwd: root, runs: [join(root, "own")], state: "ended" },
    ]);
    const { free, why } = await weighed(runs, nobody, { commands });
    deepEqual(free, ["d", "reader", "own"]);
    deepEqual(
      ["a", "b", "c", `mlruns/0/${id}`].map((name) => why[name]),
      ["named", "named", "named", "named"],
    );
    const found = await weigh(runs, nobody, { ...quietly, commands });
    const points = new Map([10, 20, 30].map((step) => [step, step]));
    const plan = checkpointsToRemove(found, 0, () => ({ better: "lower", steps: points, epochs: undefined }));
    deepEqual(
      plan.removals.map(({ path }) => path.split("/").at(-1)),
      ["step_20.pt"],
    );
  });

  it("the checkpoint that a run's own arguments name, and nothing else of that run", async () => {
    const root = project();
    for (const name of ["a", "b"]) write(join(root, name, "metrics.csv"));
    for (const run of ["a", "b"])
      for (const step of [10, 20, 30]) write(join(root, run, "ckpts", `step_${step}.pt`), 5000);
    const runs = [
      runAt(root, "a", { params: { out: "a/ckpts" }, command: "python train.py --resume a/ckpts/step_10.pt" }),
      runAt(root, "b", { params: { ckpt_path: "ckpts/step_20.pt" } }),
    ];
    deepEqual((await weighed(runs)).free, ["a", "b"]);
    const points = new Map([10, 20, 30].map((step) => [step, step]));
    const plan = checkpointsToRemove(await weigh(runs, nobody, quietly), 0, () => {
      return { better: "lower", steps: points, epochs: undefined };
    });
    deepEqual(
      plan.removals.map(({ path }) => path.slice(root.length + 1)),
      ["a/ckpts/step_20.pt", "b/ckpts/step_10.pt"],
    );
  });

  it("each copy of what an id names", async () => {
    const root = project();
    const id = "0123456789abcdef".repeat(2);
    for (const name of [`mlruns/0/${id}`, `saved/0/${id}`, "reader"]) write(join(root, name, "metrics.csv"));
    const reader = runAt(root, "reader", { params: { model: `runs:/${id}/model` } });
    const runs = [runAt(root, `mlruns/0/${id}`), runAt(root, `saved/0/${id}`), reader];
    deepEqual((await weighed(runs)).free, ["reader"]);
  });

  it("what is named by a path with spaces in it, or by a file address", async () => {
    const root = join(project(), "my runs");
    for (const name of ["a", "b", "c", "d e", "free", "reader"]) write(join(root, name, "metrics.csv"));
    const runs = [
      ...["a", "b", "c", "d e", "free"].map((name) => runAt(root, name)),
      runAt(root, "reader", {
        params: { init: join(root, "a/best.pt"), teacher: pathToFileURL(join(root, "d e/best.pt")).href },
        command: `python train.py --from "${join(root, "b/best.pt")}" --epochs 3`,
      }),
    ];
    const commands = [{ args: [`--init=${join(root, "c/best.pt")}`], cwd: root, runs: [] }];
    deepEqual((await weighed(runs, nobody, { commands })).free, ["free", "reader"]);
  });

  it("no run less for what it logged in its own folders, or for a copy of its log", async () => {
    const root = project();
    for (const file of ["metrics.csv", "train/metrics.csv", "copy/metrics.csv"])
      write(join(root, "a", file), "step,loss\n1,0.5\n2,0.4\n");
    const run = runAt(root, "a", {
      sources: [join(root, "a/metrics.csv"), join(root, "a/train/metrics.csv")],
      leftOut: [{ path: join(root, "a/copy/metrics.csv"), count: 1, unit: "file", reason: "a copy", cause: "copy" }],
    });
    deepEqual((await weighed([run])).free, ["a"]);
  });

  it("what a link from elsewhere leads to, but not for what a tool calls its latest run", async () => {
    const root = project();
    for (const name of ["free", "chosen", "warm", "tuned", "latest"]) write(join(root, "runs", name, "metrics.csv"));
    write(join(root, "runs/warm/best.pt"), 5000);
    symlinkSync("runs/chosen", join(root, "our-best"));
    symlinkSync("../warm/best.pt", join(root, "runs/tuned/init.pt"));
    symlinkSync("latest", join(root, "runs/latest-run"));
    const runs = ["free", "chosen", "warm", "tuned", "latest"].map((name) => runAt(root, `runs/${name}`));
    deepEqual((await weighed(runs)).free, ["free", "tuned", "latest"]);
  });

  it("a run of MLflow whose files a registered model or another run needs", async () => {
    const root = project();
    const meta = (name: string, text: string) => write(join(root, `mlruns/${name}/meta.yaml`), text);
    for (const name of ["1aaaaaaa", "2bbbbbbb", "3ccccccc"])
      meta(`0/${name}`, `run_id: ${name}\nlifecycle_stage: active\n`);
    meta("models/net/version-1", "source: file:///p/mlruns/0/1aaaaaaa/artifacts/model\n");
    meta("0/4ddddddd", "run_id: 4ddddddd\nartifact_uri: mlruns/0/2bbbbbbb/artifacts\n");
    // As such a run is named: its experiment's folder, and the tool's own id.
    const of = (name: string) =>
      runAt(root, `mlruns/0/${name}`, {
        id: `${join(root, "mlruns/0")}#${name}`,
        formats: ["mlflow"],
        sources: [join(root, `mlruns/0/${name}`)],
      });
    deepEqual((await weighed(["1aaaaaaa", "2bbbbbbb", "3ccccccc"].map(of))).free, ["3ccccccc"]);
  });

  it("of what MLflow has deleted, whatever is needed still", async () => {
    const root = project();
    const meta = (name: string, text: string) => write(join(root, `mlruns/${name}/meta.yaml`), text);
    meta("0/1aaaaaaa", "run_id: 1aaaaaaa\nlifecycle_stage: active\n");
    meta("0/2bbbbbbb", "run_id: 2bbbbbbb\nlifecycle_stage: deleted\n");
    meta("0/3ccccccc", "run_id: 3ccccccc\nlifecycle_stage: deleted\n");
    meta(".trash/7/4ddddddd", "run_id: 4ddddddd\nlifecycle_stage: active\n");
    meta(".trash/7/5eeeeeee", "run_id: 5eeeeeee\nlifecycle_stage: active\n");
    meta("models/net/version-1", "source: mlruns/0/3ccccccc/artifacts/model\nrun_id: 5eeeeeee\n");
    const deleted = await deletedByTools([], [root]);
    deepEqual(deleted.map(({ name }) => name).sort(), ["2bbbbbbb", "3ccccccc", "4ddddddd", "5eeeeeee"]);
    deepEqual((await weighed(deleted)).free.sort(), ["2bbbbbbb", "4ddddddd"]);
  });

  it("no more than it says: what holds a workspace folder, or lies above another run, stays", async () => {
    const root = project();
    for (const name of ["outer", "outer/inner", "alone"]) write(join(root, name, "metrics.csv"));
    const inner = runAt(join(root, "outer/inner"), "run", { lastWriteAt: later });
    write(join(root, "outer/inner/run/metrics.csv"));
    deepEqual((await weighed([runAt(root, "outer"), runAt(root, "alone"), inner])).free, ["alone"]);
  });
});
