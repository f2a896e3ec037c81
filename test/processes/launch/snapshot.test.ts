import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { capture, readSnapshot } from "../../../src/launches/snapshot/capture";
import { changedSince, restore } from "../../../src/launches/snapshot/restore";

describe("the code of a launch", () => {
  let base: string;
  let repository: string;
  const git = (...args: readonly string[]) => {
    const who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...who, ...args], { cwd: repository, stdio: "ignore" });
  };
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  };
  const binary = Buffer.from([0, 255, 1, 10, 13, 200]);

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), "lossline-")));
    repository = join(base, "repository");
    mkdirSync(repository);
    git("init", "-q");
    put("train.py", "lr = 0.1\n");
    put("gone.py", "x\n");
    put("data.bin", binary);
    put("latin.txt", Buffer.from([0xe9, 10]));
    put(".gitignore", "ignored/\n");
    git("add", ".");
    git("commit", "-qm", "first");
    put("train.py", "lr = 0.2\r\n");
    put("latin.txt", Buffer.from([0xe9, 0xe8, 10]));
    put("data.bin", Buffer.concat([binary, binary]));
    rmSync(join(repository, "gone.py"));
    put("new dir/it's $(new).py", "print(1)\n");
    put("ignored/big.txt", "not part of it");
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const kept = () => join(base, "kept");
  const worktree = () => join(base, "storage", "restored");

  it("comes back byte for byte, beside a working tree that stays as it is", async () => {
    const snapshot = await capture(join(repository), kept());
    assert.ok(snapshot);
    assert.deepEqual([snapshot.untracked, snapshot.left], [["new dir/it's $(new).py"], []]);
    assert.deepEqual(await readSnapshot(kept()), snapshot);
    const expected = ["train.py", "latin.txt", "data.bin", "new dir/it's $(new).py"].map((file) => [
      file,
      readFileSync(join(repository, file)),
    ]);
    put("train.py", "lr = 0.3\n");
    const { folder, pointers } = await restore(kept(), worktree());
    for (const [file, content] of expected)
      assert.deepEqual(readFileSync(join(folder, String(file))), content, String(file));
    assert.ok(!existsSync(join(folder, "gone.py")));
    assert.ok(!existsSync(join(folder, "ignored")));
    assert.deepEqual(pointers, []);
    assert.equal(readFileSync(join(repository, "train.py"), "utf8"), "lr = 0.3\n");
    assert.equal((await restore(kept(), worktree())).folder, folder, "once");
  });

  it("is told from what is there now", async () => {
    const before = await capture(repository, kept());
    assert.equal((await capture(repository, undefined))?.digest, before?.digest);
    put("runs/a/args.json", "{}");
    put("model.pt", "weights");
    const isOutput = (path: string) => path.includes("/runs/a/");
    assert.equal((await capture(repository, undefined, { isOutput }))?.digest, before?.digest, "a run is no code");
    rmSync(join(repository, "runs"), { recursive: true });
    rmSync(join(repository, "model.pt"));
    put("train.py", "lr = 0.3\n");
    put("later.py", "");
    assert.notEqual((await capture(repository, undefined))?.digest, before?.digest);
    const restored = await restore(kept(), worktree());
    assert.deepEqual(await changedSince(restored), ["later.py", "train.py"]);
    git("add", ".");
    git("commit", "-qm", "second");
    assert.deepEqual(await changedSince(restored), ["later.py", "train.py"], "also once it is committed");
  });

  it("is kept without what is too large or secret, and says so", async () => {
    put(".env", "TOKEN=1\n");
    put("key.txt", `ghp_${"a1B2".repeat(9)}\n`);
    put("large.txt", "x".repeat(2000));
    const snapshot = await capture(repository, kept(), { limits: { patch: 1e6, file: 1000, files: 1e6 } });
    assert.deepEqual([...(snapshot?.left ?? [])].sort(), [".env", "key.txt", "large.txt"]);
    for (const file of [".env", "key.txt", "large.txt"]) assert.ok(!existsSync(join(kept(), "untracked", file)));
    put("train.py", `key = "ghp_${"a1B2".repeat(9)}"\n`);
    const secret = await capture(repository, join(base, "other"));
    assert.ok(secret?.left.includes("patch.diff"));
    assert.ok(!existsSync(join(base, "other", "patch.diff")));
    await assert.rejects(restore(join(base, "other"), worktree()), /held a secret/);
  });

  it("names the files that stay pointers, and starts no hook", async () => {
    put(".gitattributes", "*.bin filter=large\n");
    put(".git/hooks/post-checkout", `#!/bin/sh\ntouch '${base}/hooked'\n`);
    execFileSync("chmod", ["+x", join(repository, ".git/hooks/post-checkout")]);
    await capture(repository, kept());
    const { pointers } = await restore(kept(), worktree());
    assert.deepEqual(pointers, ["data.bin"]);
    assert.ok(!existsSync(join(base, "hooked")));
  });

  it("is nothing where there is no repository or no commit", async () => {
    assert.equal(await capture(base, kept()), undefined);
    await assert.rejects(restore(kept(), worktree()), /was not kept/);
  });
});
