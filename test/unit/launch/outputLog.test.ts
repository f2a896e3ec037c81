import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutputLog, outputTail } from "../../../src/launches/outputLog";
import { printedName } from "../../../src/launches/printedName";
import { noon } from "./support";

describe("the file of what a launch prints", () => {
  let folder: string;
  let log: OutputLog;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lossline-"));
    log = new OutputLog(join(folder, "output", "a.log"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const written = () => readFileSync(log.path, "utf8");

  it("holds whole lines without the terminal's controls, however they come in pieces", () => {
    for (const char of "\u001b[32mepoch 1\u001b[0m loss 0.5\r\n10%\r100%\r\nepoch 2") log.add(char);
    assert.equal(written(), "epoch 1 loss 0.5\n100%\n");
    log.close();
    assert.equal(written(), "epoch 1 loss 0.5\n100%\nepoch 2\n");
  });

  it("does not exist before something is printed, and takes nothing after its end", () => {
    log.close();
    log.add("late\n");
    assert.ok(!existsSync(log.path));
    assert.equal(outputTail(log.path), undefined);
  });

  it("holds no secret", () => {
    log.add("WANDB_API_KEY=0123456789abcdef0123\nconnecting to https://me:pass@host/x\n");
    assert.ok(!/0123456789|pass/.test(written()), written());
  });

  it("holds no rest of a word that a long line was cut in", () => {
    log.add(`${"x".repeat(100)}secret-part ${"y ".repeat(32 * 1024 - 3)}`);
    log.add("end\n");
    assert.match(written(), /^ y [y ]+end\n$/);
  });

  it("is called by its script and when it started", () => {
    assert.match(printedName("train.py", noon, "1f3a-x"), /^train 2026-05-0[12] \d\d-\d\d-00 1f3a\.log$/);
  });
});
