import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { caseIn, type Case } from "./cases";

/** What DVC keeps lies in a Git repository, and no repository can be kept in another: it is fetched from its bundle. @param fixture path of test/fixtures/dvc */
export function experimentsOfDvc(fixture: string): Case {
  const folder = mkdtempSync(join(tmpdir(), "lossline-fuzz-"));
  try {
    const git = (...words: string[]) => execFileSync("git", words, { cwd: folder, stdio: "ignore" });
    git("init", "--quiet", "--template=", "--initial-branch=work");
    git("fetch", "--quiet", resolve(fixture, "experiments.bundle"), "+refs/*:refs/*");
    git("pack-refs", "--all");
    rmSync(join(folder, ".git/FETCH_HEAD"));
    cpSync(join(fixture, "cache"), join(folder, ".dvc/cache"), { recursive: true });
    return caseIn(folder, "dvc", "experiments");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
