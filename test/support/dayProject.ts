/** A project with a night's runs, a model that is in use with its evaluation script, and a scripted Git history. */
import { execFileSync } from "node:child_process";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { writeOvernight, type Overnight } from "./overnight";

/** What a hand counts in the night's numbers. */
export interface Counted {
  readonly runs: number;
  readonly diverged: number;
  /** The last step of the one run that stopped before its siblings. */
  readonly stoppedAt: number;
  readonly best: { readonly lr: string; readonly mean: number; readonly sd: number };
}

const model = "model";

/** An evaluation by Python's own library: the accuracy is what stands in data.txt. */
const evaluation = [
  "import argparse",
  "from pathlib import Path",
  "",
  "def main():",
  "    parser = argparse.ArgumentParser()",
  '    parser.add_argument("--model", required=True)',
  '    parser.add_argument("--out", required=True)',
  "    args = parser.parse_args()",
  "    out = Path(args.out)",
  "    out.mkdir(parents=True, exist_ok=True)",
  '    accuracy = float(Path("data.txt").read_text())',
  '    (out / "config.json").write_text(\'{"model": "%s"}\' % args.model)',
  '    (out / "metrics.csv").write_text("step,val/acc\\n0,%s\\n" % accuracy)',
  "",
  'if __name__ == "__main__":',
  "    main()",
  "",
].join("\n");

/** @returns the absolute path of the folder; the repository below it has two commits of today on a branch with a ticket's key */
export function dayProject(night: Overnight): string {
  const folder = temporaryFolder("day");
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const git = (at: number, ...args: string[]) => {
    const date = new Date(at).toISOString();
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, env, stdio: "pipe" });
  };
  const now = Date.now();
  const commit = (at: number, subject: string) => {
    git(at, "add", "*.py", "*.txt");
    git(at, "commit", "-q", "--allow-empty", "-m", subject);
  };
  git(now, "init", "-q", "-b", "feature/ML-12-lr");
  write("evaluate.py", evaluation);
  write("data.txt", "0.96\n");
  commit(now - 5 * 86_400_000, "Long ago");
  const remote = temporaryFolder("remote");
  git(now, "init", "-q", "--bare", remote);
  git(now, "remote", "add", "origin", remote);
  git(now, "push", "-q", "origin", "HEAD");
  write("train.py", "epochs = 3  # TODO: more of them\n");
  commit(now - 2 * 3600_000, "ML-12 Try larger learning rates");
  commit(now - 3600_000, "Fix the loader (#7)");
  write("train.py", "epochs = 4  # TODO: more of them\n");
  writeOvernight(folder, night);
  // What is in use was trained long ago: it is no news.
  write(join(model, "metrics.csv"), "step,val/acc\n100,0.91\n200,0.96\n");
  write(join(model, "config.json"), '{"lr": 0.2, "seed": 0}');
  write(join(model, "checkpoint-200.pt"), "weights");
  for (const name of ["metrics.csv", "config.json"]) utimesSync(join(folder, model, name), 1.7e9, 1.7e9);
  return folder;
}

/** Counted from the numbers alone, by no code of ours. */
export function counted({ runs }: Overnight): Counted {
  const names = Object.keys(runs);
  const last = (name: string) => runs[name]!.at(-1)!;
  const isNan = (name: string) => runs[name]!.some(([, value]) => value === "nan");
  const end = Math.max(...names.map((name) => last(name)[0]));
  const [short] = names.filter((name) => last(name)[0] < end && !isNan(name));
  const rates = new Set(names.filter((name) => !isNan(name)).map((name) => name.replace(/_s\d$/, "").slice(2)));
  const means = [...rates].map((lr) => {
    const group = names.filter((name) => name.replace(/_s\d$/, "") === `lr${lr}`);
    const values = group.map((name) => Number(last(name)[1]));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    return { lr, mean, sd };
  });
  const best = means.reduce((most, one) => (one.mean > most.mean ? one : most));
  return { runs: names.length, diverged: names.filter(isNan).length, stoppedAt: last(short!)[0], best };
}
