import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderOffers, writtenOutside } from "../../../src/launches/writtenOutside";

describe("the folder that a launch wrote to", () => {
  let base = "";
  const startedAt = Date.now();
  const found = (...args: readonly string[]) =>
    writtenOutside({ args, cwd: join(base, "work"), startedAt }, [join(base, "work"), join(base, "added")]);

  beforeEach(() => {
    base = realpathSync.native(mkdtempSync(join(tmpdir(), "outside-")));
    for (const folder of ["work/runs", "added/runs", "other/a"]) mkdirSync(join(base, folder), { recursive: true });
  });
  afterEach(() => {
    rmSync(base, { recursive: true });
  });

  it("is told where it lies outside of those that are searched, by a link, too", async () => {
    assert.equal(await found("--lr", "1", "--out", "../other/a"), join(base, "other/a"));
    assert.equal(await found(`output_dir=${base}/other/a`), join(base, "other/a"));
    symlinkSync(join(base, "other"), join(base, "work/link"));
    assert.equal(await found("--logdir=link/a"), join(base, "other/a"));
  });

  it("is not told where runs are looked for, or where it holds the workspace", async () => {
    for (const args of [
      ["--out", "runs"],
      ["--out", join(base, "added/runs")],
      ["--out", ".."],
      ["--out", "missing"],
    ])
      assert.equal(await found(...args), undefined, args.join(" "));
  });

  it("is not told where it holds what is cached", async () => {
    for (const option of ["--cache_dir", "--hf-cache", "--tmp", "--temp_dir"])
      assert.equal(await found(option, "../other/a"), undefined, option);
    assert.equal(await found("--temperature_runs", "../other/a"), join(base, "other/a"));
  });

  it("is asked about once, and once for all that a sweep writes beside each other", () => {
    const offers = new FolderOffers();
    const taken = ["runs/1", "runs/2", "others/1", "runs/1"].map((path) => offers.take(join(base, path)));
    assert.deepEqual(taken, [true, false, true, false]);
  });

  it("is not told where it is only read, or was written before", async () => {
    assert.equal(await found("--data", "../other/a"), undefined);
    assert.equal(await found("../other/a"), undefined);
    writeFileSync(join(base, "other/a/x"), "");
    const before = startedAt / 1000 - 60;
    utimesSync(join(base, "other/a/x"), before, before);
    utimesSync(join(base, "other/a"), before, before);
    assert.equal(await found("--out", "../other/a"), undefined);
    utimesSync(join(base, "other/a/x"), startedAt / 1000, startedAt / 1000);
    assert.equal(await found("--out", "../other/a"), join(base, "other/a"));
  });
});
