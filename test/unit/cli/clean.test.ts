import { equal, match, ok } from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("lossline clean", () => {
  const temp = useTempFolder();
  const state = () => join(temp(), ".lossline", "state.json");
  const runs = () => join(temp(), "runs");
  const clean = (folder: string) => lossline("clean", folder, "--status", "unknown,stale", "--apply", "--own-trash");

  before(() => {
    mkdirSync(join(runs(), "a"), { recursive: true });
    writeFileSync(join(runs(), "a", "metrics.csv"), "epoch,loss\n0,1\n1,2\n");
    mkdirSync(join(temp(), ".lossline"));
  });

  it("moves nothing below a project's folder whose marks it would not see", async () => {
    writeFileSync(state(), '{"version": 1, "runs": {"runs/a": {"pinned": true}}}');
    const { code, err } = await clean(runs());
    equal(code, 2);
    match(err, /may protect runs here/);
    ok(existsSync(join(runs(), "a")));
  });

  it("moves nothing where the marks can't be read", async () => {
    writeFileSync(state(), "<<<<<<< HEAD\n{}\n");
    const { code, err } = await clean(temp());
    equal(code, 2);
    match(err, /state\.json/);
    ok(existsSync(join(runs(), "a")));
  });
});
