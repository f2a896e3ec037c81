import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processesOf } from "../../../src/launches/processes";
import { QueueMarker } from "../../../src/launches/queue/marker";
import { Ownership } from "../../../src/launches/queue/ownership";
import { useTempFolder } from "../../support/tempFolder";

const top = useTempFolder();
const folderOf = () => mkdtempSync(join(top(), "queue-"));

describe("the owner of a queue", () => {
  it("is one process: another gets it only once that is gone or lets go", async function () {
    if (process.platform === "win32") return this.skip();
    const folder = folderOf();
    const other = spawn("sleep", ["60"]);
    const theirs = new Ownership(folder, processesOf(), other.pid);
    const ours = new Ownership(folder, processesOf());
    assert.ok(await theirs.claim());
    assert.ok(!(await ours.claim()));
    other.kill();
    await once(other, "exit");
    assert.ok(await ours.claim());
    ours.release();
    assert.ok(!existsSync(join(folder, "queue.lock")));
    return undefined;
  });

  it("is not a process that has the number of one that is gone", async () => {
    const folder = folderOf();
    writeFileSync(join(folder, "queue.lock"), JSON.stringify({ pid: process.ppid, started: "long ago" }));
    assert.ok(await new Ownership(folder, processesOf()).claim());
  });

  it("is found where the lock is damaged, and is one even if many claim at once", async () => {
    const folder = folderOf();
    writeFileSync(join(folder, "queue.lock"), "{");
    const children = Array.from({ length: 6 }, () => spawn("sleep", ["60"]));
    const claims = await Promise.all(children.map(({ pid }) => new Ownership(folder, processesOf(), pid).claim()));
    for (const child of children) child.kill();
    assert.equal(claims.filter(Boolean).length, 1);
  });
});

describe("the mark that launches are queued", () => {
  it("is there while they are, and no change for git", async () => {
    const folder = mkdtempSync(join(top(), "marker-"));
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
    git("init", "-q");
    const marker = new QueueMarker(folder, (error) => assert.ok(false, String(error)));
    marker.set(true);
    await marker.flush();
    assert.ok(existsSync(join(folder, ".lossline", "queue")));
    assert.equal(git("status", "--porcelain", "--untracked-files=all"), "");
    marker.set(false);
    await marker.flush();
    assert.ok(!existsSync(join(folder, ".lossline", "queue")));
  });
});
