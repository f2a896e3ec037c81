import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeBetween, fileAt, isCommit } from "../../../src/launches/commits";
import { useTempFolder } from "../../support/tempFolder";

describe("The code between two commits", () => {
  const temp = useTempFolder();
  let made = 0;

  /** A repository with three commits, whose configuration and attributes name programs that would leave a mark. */
  function repository() {
    const folder = join(temp(), `repository${made++}`);
    const mark = join(temp(), "started");
    mkdirSync(folder);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: folder,
        encoding: "utf8",
      }).trim();
    git("init", "-q");
    const commit = (subject: string, text: string) => {
      writeFileSync(join(folder, "train.py"), text);
      git("add", "-A");
      git("commit", "-q", "-m", subject);
      return git("rev-parse", "HEAD");
    };
    const commits = [commit("First", "a\n"), commit("Second | <b>", "b\n"), commit("Third", "c\n")] as const;
    writeFileSync(join(folder, ".gitattributes"), "*.py diff=evil filter=evil\n");
    for (const key of [
      "core.fsmonitor",
      "diff.external",
      "core.pager",
      "diff.evil.textconv",
      "diff.evil.command",
      "filter.evil.smudge",
    ])
      git("config", key, `touch ${mark}; echo`);
    return { folder, mark, commits };
  }

  it("has the commits and files, and a file as it was; nothing that the repository names is started", async () => {
    const { folder, mark, commits } = repository();
    const between = await codeBetween(folder, commits[0], commits[2]);
    deepEqual(
      between.commits.map((line) => line.replace(/^\w+ /, "")),
      ["Third", "Second | <b>"],
    );
    deepEqual([between.files, between.filesLeftOut, between.commitsLeftOut], [["train.py"], 0, 0]);
    equal(await fileAt(folder, commits[1], "train.py"), "b\n");
    equal(await fileAt(folder, commits[1], "gone.py"), "");
    equal(existsSync(mark), false);
  });

  it("is nothing for one commit, and a refusal for what is no commit or unknown", async () => {
    const { folder, commits } = repository();
    deepEqual((await codeBetween(folder, commits[0], commits[0])).files, []);
    match((await codeBetween(folder, commits[0], "f".repeat(40))).refusal ?? "", /Git does not know both/);
    match((await codeBetween(folder, "--output=/tmp/x", commits[0])).refusal ?? "", /no commit/);
    match((await codeBetween(temp(), commits[0], commits[1])).refusal ?? "", /Git does not know both/);
    equal(isCommit("HEAD"), false);
    equal(await fileAt(folder, "--help", "train.py"), "");
  });
});
