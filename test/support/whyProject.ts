import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { writeFiles } from "./mlflowStore";

/** A project in Git whose MLflow store has 300 runs: 60 settings with 5 seeds each, of two commits. */
export function whyProject(): { readonly folder: string; readonly first: string; readonly second: string } {
  const folder = join(temporaryFolder("why"), "project");
  mkdirSync(folder);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  const commit = (text: string, message: string): string => {
    writeFileSync(join(folder, "train.py"), text);
    git("add", "train.py");
    git("commit", "-qm", message);
    return git("rev-parse", "HEAD");
  };
  git("init", "-q");
  writeFileSync(join(folder, ".gitignore"), "mlruns\n.lossline\nreport*\n");
  const first = commit("width = 64\nprint('train')\n", "Train");
  const second = commit("width = 128\nprint('train')\n", "Make it wider");
  const store = join(folder, "mlruns", "1");
  writeFiles(store, {
    "meta.yaml": "artifact_location: ./mlruns/1\nexperiment_id: '1'\nlifecycle_stage: active\nname: sweep\n",
  });
  for (let at = 0; at < 300; at++) writeFiles(join(store, idOf(at)), filesOf(at, at < 150 ? first : second));
  return { folder, first, second };
}

const idOf = (at: number): string => `a${at.toString(16).padStart(31, "0")}`;

/** The name of a run: its setting, and its seed. */
export function nameOf(setting: number, seed: number): string {
  return `set${String(setting).padStart(2, "0")}_s${seed}`;
}

function filesOf(at: number, commit: string): Readonly<Record<string, string>> {
  const [setting, seed] = [Math.floor(at / 5), at % 5];
  const lr = [0.001, 0.003, 0.01, 0.03, 0.1][setting % 5]!;
  const dropout = [0, 0.1, 0.2, 0.3][Math.floor(setting / 5) % 4]!;
  const batch = [32, 64, 128][Math.floor(setting / 20)]!;
  const end = 0.9 + 0.02 * (setting % 5) - 0.05 * dropout + 0.001 * (((at * 7919) % 13) - 6);
  const curve = Array.from(
    { length: 20 },
    (_, step) => `${1_700_000_000_000 + at * 60_000 + step * 1000} ${end * (1 - Math.exp(-(step + 1) / 4))} ${step}`,
  );
  return {
    "meta.yaml":
      `artifact_uri: ./x\nend_time: ${1_700_000_060_000 + at * 60_000}\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${idOf(at)}\n` +
      `run_name: ${nameOf(setting, seed)}\nrun_uuid: ${idOf(at)}\nstart_time: ${1_700_000_000_000 + at * 60_000}\nstatus: 3\ntags: []\n`,
    "metrics/val_acc": `${curve.join("\n")}\n`,
    "params/lr": String(lr),
    "params/dropout": String(dropout),
    "params/batch_size": String(batch),
    "params/seed": String(seed),
    "tags/mlflow.source.git.commit": commit,
    "tags/mlflow.runName": nameOf(setting, seed),
    "inputs/i/meta.yaml": "source_id: d\n",
  };
}
