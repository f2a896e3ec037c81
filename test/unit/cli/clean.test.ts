import { equal, match, ok } from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("lossline clean", () => {
  const temp = useTempFolder();
  const state = () => join(temp(), ".lossline", "state.json");
  const runs = () => join(temp(), "runs");
  const clean = (folder: string) =>
    lossline("clean", folder, "--status", "unknown,stale", "--apply", "--own-trash", "--quiet-hours", "0");

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

  it("leaves a run that a window's launch is recorded to write, though its log is silent", async () => {
    rmSync(state(), { force: true });
    const old = process.env["LOSSLINE_DATA"];
    process.env["LOSSLINE_DATA"] = join(temp(), "data");
    try {
      const launch = {
        id: "1",
        kind: "train",
        state: "running",
        script: "/p/train.py",
        command: "python train.py",
        args: [],
      };
      const more = { cwd: temp(), startedAt: 1, watched: true, runs: [join(runs(), "a")] };
      mkdirSync(join(temp(), "data", "running"), { recursive: true });
      const note = join(temp(), "data", "running", "1.json");
      writeFileSync(note, JSON.stringify({ version: 1, launches: [{ ...launch, ...more }] }));
      match((await lossline("clean", temp())).out, /a launch of it is recorded and has not ended/);
      match((await clean(temp())).out, /0 things/);
      ok(existsSync(join(runs(), "a")));
      rmSync(note);
      match((await lossline("clean", temp(), "--status", "unknown,stale", "--quiet-hours", "0")).out, /1 thing/);
    } finally {
      if (old === undefined) delete process.env["LOSSLINE_DATA"];
      else process.env["LOSSLINE_DATA"] = old;
    }
  });

  it("weighs the runs of MLflow's store of files, moves one as a whole, and puts it back", async () => {
    const store = join(temp(), "tracked");
    cpSync("test/fixtures/mlflow/v3_17_file_everything", store, { recursive: true });
    const weighed = JSON.parse((await lossline("clean", store, "--json")).out) as {
      runs: { id: string; bytes: number; protections: string[] }[];
    };
    ok(weighed.runs.length > 1 && weighed.runs.every(({ bytes }) => bytes > 0), JSON.stringify(weighed));
    const free = weighed.runs.filter(({ protections }) => protections.join(" ") === "recent");
    const [first] = free;
    ok(first, JSON.stringify(weighed));
    const apply = ["--run", first.id, "--apply", "--own-trash", "--quiet-hours", "0"];
    match((await lossline("clean", store, ...apply)).out, /Moved to the trash: 1 thing/);
    ok(!existsSync(join(store, first.id)));
    match((await lossline("clean", store, "--undo")).out, /Put back: 1 thing/);
    ok(existsSync(join(store, first.id, "meta.yaml")));
  });

  it("moves nothing where the marks can't be read", async () => {
    writeFileSync(state(), "<<<<<<< HEAD\n{}\n");
    const { code, err } = await clean(temp());
    equal(code, 2);
    match(err, /state\.json/);
    ok(existsSync(join(runs(), "a")));
  });
});
