import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

  const program = (name: string) => `touch ${join(folder, `started-${name}`)}; cat; true #`;
  const hostile: readonly (readonly [what: string, key: string])[] = [
    ...["core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy"],
    ...["diff.external", "pager.status", "pager.config", "pager.diff", "pager.log", "sequence.editor", "gpg.program"],
    ...["credential.helper", "filter.x.clean", "filter.x.smudge", "filter.x.process", "filter.a=b.clean"],
    ...["diff.x.textconv", "diff.x.command", "alias.status", "alias.config", "uploadpack.packObjectsHook"],
    ...["merge.x.driver", "interactive.diffFilter", "trailer.x.command", "remote.origin.uploadpack", "man.x.cmd"],
  ].map((key) => [key, key] as const);

  for (const [what, key] of hostile) {
    it(`is read without starting a program that the repository names as ${what}`, async () => {
      commit();
      write(".gitattributes", "*.txt filter=x diff=x\nb.txt filter=a=b\n");
      write("b.txt", "1");
      git("add", ".");
      git("commit", "--quiet", "--message=b");
      git("config", key, program("it"));
      write("a.txt", "2");
      write("b.txt", "2");
      assert.equal((await gitInfo(folder))?.dirty, true);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith("started")),
        [],
      );
    });
  }

  it("is read without running a hook, wherever hooks are said to be", async () => {
    commit();
    for (const place of [join(folder, ".git", "hooks"), join(folder, "hooks")]) {
      mkdirSync(place, { recursive: true });
      for (const hook of ["post-index-change", "fsmonitor-watchman", "reference-transaction"]) {
        writeFileSync(join(place, hook), `#!/bin/sh\n${program("hook")}\n`, { mode: 0o755 });
      }
      git("config", "core.hooksPath", place);
      write("a.txt", "2");
      assert.equal((await gitInfo(folder))?.dirty, true);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith("started")),
        [],
      );
    }
  });

  it("fetches nothing that a partial clone lacks", async () => {
    commit();
    mkdirSync(join(folder, "d"));
    write("d/f", "1");
    git("add", ".");
    git("commit", "--quiet", "--message=d");
    const tree = git("rev-parse", "HEAD^{tree}");
    rmSync(join(folder, ".git", "objects", tree.slice(0, 2), tree.slice(2)), { force: true });
    git("config", "core.repositoryformatversion", "1");
    git("config", "extensions.partialClone", "origin");
    git("config", "remote.origin.promisor", "true");
    git("config", "remote.origin.url", "ssh://x.example/x");
    git("config", "core.sshCommand", program("ssh"));
    await gitInfo(folder);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith("started")),
      [],
    );
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
