import { deepEqual, equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commitsSince } from "../../../src/launches/commitsSince";
import { todosSince } from "../../../src/launches/todosSince";
import { leftHanging } from "../../../src/launches/leftHanging";
import { useTempFolder } from "../../support/tempFolder";

describe("What a day did to the code", () => {
  const temp = useTempFolder();
  const noon = Date.UTC(2026, 10, 25, 12);

  /** Commits at hours before and after noon. */
  function repository(): string {
    const git = (hour: number, ...args: string[]) => {
      const date = new Date(noon + hour * 3600_000).toISOString();
      const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      return execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: temp(), env });
    };
    git(0, "init", "-q", "-b", "feature/PROJ-42");
    for (const [hour, subject] of [
      [-2, "Before"],
      [1, "PROJ-42: first"],
      [2, "Second"],
    ] as const)
      git(hour, "commit", "-q", "--allow-empty", "-m", subject);
    return temp();
  }

  it("is its commits since a time on the branch, what is not committed and what no remote has", async () => {
    const folder = repository();
    const at = (hour: number) => new Date(noon + hour * 3600_000).toISOString();
    const commitOn = (name: string, hour: number) => {
      const env = { ...process.env, GIT_AUTHOR_DATE: at(hour), GIT_COMMITTER_DATE: at(hour) };
      const tree = execFileSync("git", ["rev-parse", "HEAD^{tree}"], { cwd: folder, encoding: "utf8" }).trim();
      const made = ["-c", "user.name=a", "-c", "user.email=a@b", "commit-tree", tree, "-m", "x"];
      const commit = execFileSync("git", made, { cwd: folder, env, encoding: "utf8" }).trim();
      execFileSync("git", ["update-ref", name, commit], { cwd: folder });
    };
    commitOn("refs/heads/old", -3);
    commitOn("refs/heads/main", 1);
    commitOn("refs/remotes/origin/main", 3);
    commitOn("refs/remotes/origin/feature/theirs", 2);
    commitOn("refs/remotes/origin/feature/PROJ-42", 1);
    const { commits, branch, others } = await commitsSince(folder, noon);
    deepEqual(others, ["main", "feature/theirs"]);
    deepEqual(
      commits.map((commit) => commit.replace(/^\w+ /, "")),
      ["Second", "PROJ-42: first"],
    );
    equal(branch, "feature/PROJ-42");
    deepEqual(
      await leftHanging(folder),
      { isDirty: false, unpushed: 0 },
      "without a remote nothing waits to be pushed",
    );
    execFileSync("git", ["remote", "add", "origin", join(folder, ".git")], { cwd: folder });
    writeFileSync(join(folder, "train.py"), "1\n");
    execFileSync("git", ["add", "train.py"], { cwd: folder });
    deepEqual(await leftHanging(folder), { isDirty: true, unpushed: 3 });
  });

  it("is its TODOs, committed since or not, and none that were there before", async () => {
    const folder = repository();
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder });
    deepEqual(await todosSince(folder, noon), []);
    write("train.py", "x = 1\n\nepochs = 3  # TODO: more of them\n");
    write("train.csv", "TODO\n");
    git("add", ".");
    git("commit", "-q", "-m", "Later");
    write("train.py", "# FIXME: seed\nx = 1\n\nepochs = 3  # TODO: more of them\n");
    deepEqual(await todosSince(folder, noon), [
      { path: "train.py", line: 1, text: "FIXME: seed" },
      { path: "train.py", line: 4, text: "TODO: more of them" },
    ]);
    deepEqual(await todosSince(folder, Date.now() + 3600_000), [{ path: "train.py", line: 1, text: "FIXME: seed" }]);
    deepEqual(await todosSince("/", noon), []);
  });

  it("is nothing where there is no repository", async () => {
    deepEqual(await commitsSince("/", noon), { commits: [] });
    deepEqual(await leftHanging("/"), { isDirty: false, unpushed: 0 });
  });
});
