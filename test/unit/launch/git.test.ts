import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitInfo, mainRemote, parseStatus, withoutCredentials } from "../../../src/launches/git";

describe("the state of a repository", () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lossline-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const commit = () => {
    git("init", "--quiet", "--initial-branch=feature/PROJ-42");
    write("a.txt", "1");
    git("add", ".");
    git("commit", "--quiet", "--message=a");
  };

  it("is its commit, branch, changes and remote", async () => {
    commit();
    git("remote", "add", "origin", "https://me:secret@example.org/a/b.git");
    const clean = {
      commit: git("rev-parse", "HEAD"),
      branch: "feature/PROJ-42",
      dirty: false,
      remote: "https://example.org/a/b.git",
    };
    assert.deepEqual(await gitInfo(folder), clean);
    write("new.txt", "untracked");
    assert.deepEqual(await gitInfo(folder), clean, "an untracked file is no change");
    write("a.txt", "2");
    mkdirSync(join(folder, "sub"));
    assert.deepEqual(await gitInfo(join(folder, "sub")), { ...clean, dirty: true });
  });

  it("has no branch when detached, and no commit before the first", async () => {
    git("init", "--quiet");
    assert.equal((await gitInfo(folder))?.commit, undefined);
    commit();
    git("checkout", "--quiet", "--detach");
    assert.deepEqual(await gitInfo(folder), { commit: git("rev-parse", "HEAD"), dirty: false });
  });

  it("is unknown outside of a repository, and in a folder that is not there", async () => {
    assert.equal(await gitInfo(folder), undefined);
    assert.equal(await gitInfo(join(folder, "none")), undefined);
  });

  it("is read without starting what the repository's configuration names", async () => {
    commit();
    for (const key of [
      "core.fsmonitor",
      "core.sshCommand",
      "core.pager",
      "core.editor",
      "diff.external",
      "core.askPass",
    ])
      git("config", key, "touch started; false");
    git("config", "remote.origin.url", "ssh://example.org/a.git");
    writeFileSync(join(folder, ".git", "hooks", "post-index-change"), "#!/bin/sh\ntouch started\n", { mode: 0o755 });
    write("a.txt", "2");
    assert.equal((await gitInfo(folder))?.dirty, true);
    assert.equal(existsSync(join(folder, "started")), false);
  });
});

describe("git's answers", () => {
  it("are read from the status", () => {
    assert.deepEqual(parseStatus("# branch.oid abc\n# branch.head main\n# branch.ab +1 -0\n1 .M N... a\n"), {
      commit: "abc",
      branch: "main",
      dirty: true,
    });
  });

  it("prefer origin among the remotes", () => {
    const config = "remote.fork.url git@github.com:me/x.git\nremote.origin.url https://github.com/a/x.git\n";
    assert.equal(mainRemote(config), "https://github.com/a/x.git");
    assert.equal(mainRemote(config.split("\n")[0]!), "git@github.com:me/x.git");
    assert.equal(mainRemote(""), undefined);
  });

  it("lose their credentials", () => {
    assert.equal(withoutCredentials("https://user:pa:ss@w0rd@host/x.git?token=1"), "https://host/x.git");
    assert.equal(withoutCredentials("ssh://git@host:22/x.git"), "ssh://host:22/x.git");
    assert.equal(withoutCredentials("git@host:a/x.git"), "git@host:a/x.git");
    assert.equal(withoutCredentials("/srv/x.git"), "/srv/x.git");
  });
});
