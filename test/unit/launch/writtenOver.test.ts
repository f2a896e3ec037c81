import assert from "node:assert/strict";
import { freeFolder, withFolder, writtenOver } from "../../../src/launches/writtenOver";
import { run } from "./support";

const runs = [run(), run({ id: "/w/runs/b", name: "b" })];
const clash = (...args: readonly string[]) => writtenOver(args, "/w", runs)?.run.id;

describe("arguments that would write over a run", () => {
  it("name its folder as the place to write to, in whatever way", () => {
    for (const args of [["--out", "runs/a"], ["--out=./runs/a/"], ["output_dir=/w/runs/a"], ["-o", "/w/x/../runs/a"]])
      assert.equal(clash("--lr", "1", ...args), "/w/runs/a", args.join(" "));
    assert.equal(clash("--checkpoint_dir", "runs/b"), "/w/runs/b");
  });

  it("are not those that read it, name a folder above it, or another", () => {
    for (const args of [
      ["--resume", "runs/a"],
      ["--load-from=runs/a"],
      ["--out", "runs"],
      ["--out", "runs/c"],
      ["runs/a"],
    ])
      assert.equal(clash(...args), undefined, args.join(" "));
    assert.equal(writtenOver(["--out", "."], "/w", [run({ sources: ["/w/log.csv"] })]), undefined);
  });

  it("are given the next free folder", async () => {
    const taken = (path: string) => Promise.resolve(["runs/a-2", "runs/a-3"].includes(path));
    assert.equal(await freeFolder("runs/a/", taken), "runs/a-4");
    assert.equal(await freeFolder("runs/a-3", taken), "runs/a-4");
    assert.equal(await freeFolder("runs/x-9", taken), "runs/x-10");
    const args = ["--lr", "1", "--out=runs/a"];
    const found = writtenOver(args, "/w", runs);
    assert.ok(found);
    assert.deepEqual(withFolder(args, found, "runs/a-2"), ["--lr", "1", "--out=runs/a-2"]);
  });
});
