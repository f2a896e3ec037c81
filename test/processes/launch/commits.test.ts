import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeBetween, diffBetween, fileAt, isCommit } from "../../../src/launches/commits";
import { skip } from "../../support/skip";
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
    const back = await codeBetween(folder, commits[2], commits[1]);
    deepEqual(
      back.commits.map((line) => line.replace(/^\w+ /, "")),
      ["Third (in the first run only)"],
    );
    equal(await fileAt(folder, commits[1], "train.py"), "b\n");
    equal(await fileAt(folder, commits[1], "gone.py"), "");
    equal(existsSync(mark), false);
  });

  it("is nothing for one commit, and a refusal for what is no commit or unknown", async () => {
    const { folder, commits } = repository();
    deepEqual((await codeBetween(folder, commits[0], commits[0])).files, []);
    match((await codeBetween(folder, commits[0], "f".repeat(40))).refusal ?? "", /Git does not know both/);
    match((await codeBetween(folder, "--output=/tmp/x", commits[0])).refusal ?? "", /no commit/);
    match((await codeBetween(temp(), commits[0], commits[1])).refusal ?? "", /in no Git repository/);
    equal(isCommit("HEAD"), false);
    equal(await fileAt(folder, "--help", "train.py"), "");
  });

  it("is the same in a bare repository, and says so of one that is shallow or without commits", async () => {
    const { folder, commits } = repository();
    const clone = (name: string, ...options: string[]) => {
      execFileSync("git", ["clone", "-q", ...options, `file://${folder}`, join(temp(), name)]);
      return join(temp(), name);
    };
    deepEqual((await codeBetween(clone("bare", "--bare"), commits[0], commits[2])).files, ["train.py"]);
    equal(await fileAt(join(temp(), "bare"), commits[1], "train.py"), "b\n");
    const shallow = await codeBetween(clone("shallow", "--depth=1"), commits[0], commits[2]);
    match(shallow.refusal ?? "", /Git does not know both.* The clone is shallow: git fetch --unshallow/);
    const empty = join(temp(), "empty");
    execFileSync("git", ["init", "-q", empty]);
    match((await codeBetween(empty, commits[0], commits[2])).refusal ?? "", /Git does not know both/);
    equal(await diffBetween(empty, commits[0], commits[2]), undefined);
  });

  it("is refused with what helps where the repository is another user's", async function () {
    if (process.getuid?.() !== 0) skip(this, "only root can give a folder away");
    const { folder, commits } = repository();
    for (const name of ["", ".git", ".git/config"]) chownSync(join(folder, name), 12_345, 12_345);
    match((await codeBetween(folder, commits[0], commits[1])).refusal ?? "", /another user.*safe\.directory/);
    equal(await diffBetween(folder, commits[0], commits[1]), undefined);
  });

  it("is told within seconds of 100,000 commits, the newest fifty and a count", async function () {
    this.timeout(60_000);
    const folder = join(temp(), "huge");
    execFileSync("git", ["init", "-q", folder]);
    const commit = (at: number) =>
      `commit refs/heads/main\nmark :${at}\ncommitter a <a@b> ${1_600_000_000 + at} +0000\ndata ${String(at).length}\n${at}\n` +
      `M 100644 inline f.txt\ndata ${String(at).length}\n${at}\n`;
    const history = Array.from({ length: 100_000 }, (_, at) => commit(at + 1)).join("");
    execFileSync("git", ["fast-import", "--quiet"], { cwd: folder, input: history });
    const [first, last] = ["rev-list --max-parents=0 main", "rev-parse main"].map((words) =>
      execFileSync("git", words.split(" "), { cwd: folder, encoding: "utf8" }).trim(),
    ) as [string, string];
    const begun = performance.now();
    const { commits, commitsLeftOut, files } = await codeBetween(folder, first, last);
    equal(performance.now() - begun < 10_000, true);
    deepEqual([commits.length, commitsLeftOut, files], [50, 99_949, ["f.txt"]]);
  });

  it("is a patch for a report, cut where it is long, and starts nothing either", async () => {
    const { folder, mark, commits } = repository();
    match((await diffBetween(folder, commits[0], commits[2])) ?? "", /^-a\n\+c$/m);
    equal(existsSync(mark), false);
    writeFileSync(join(folder, "train.py"), "long line\n".repeat(20_000));
    execFileSync(
      "git",
      [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "filter.evil.clean=cat",
        "commit",
        "-qam",
        "x",
      ],
      { cwd: folder },
    );
    const head = execFileSync("git", ["rev-parse", "HEAD"], { cwd: folder, encoding: "utf8" }).trim();
    const cut = (await diffBetween(folder, commits[0], head)) ?? "";
    equal(cut.length < 61_000, true);
    match(cut, /characters more: git diff [0-9a-f]{40} [0-9a-f]{40}$/);
    equal(await diffBetween(folder, "--output=x", head), undefined);
  });
});
