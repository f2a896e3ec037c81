import { deepEqual, equal, match, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { cronText } from "../../../src/launches/schedule";
import { root } from "../../../scripts/lib/paths.mjs";
import { lossline } from "../../support/commandLine";
import { skip } from "../../support/skip";
import { useTempFolder } from "../../support/tempFolder";

/** An evaluation of the model that it is told: the accuracy is what stands in data.txt. */
const evaluation = `
const fs = require("node:fs");
const [model, out] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(out + "/config.json", JSON.stringify({ model }));
fs.writeFileSync(out + "/metrics.csv", "epoch,val/acc\\n0," + fs.readFileSync("data.txt", "utf8") + "\\n");
`;

describe("The line that is written for cron", () => {
  const temp = useTempFolder();
  const project = () => join(temp(), "50% of it's");
  const cli = () => join(temp(), "cli.js");

  before(async () => {
    mkdirSync(join(project(), "runs", "a"), { recursive: true });
    writeFileSync(join(project(), "runs", "a", "metrics.csv"), "epoch,val/acc\n0,0.5\n1,0.96\n");
    writeFileSync(join(project(), "runs", "a", "best.pt"), "weights");
    writeFileSync(join(project(), "evaluate.js"), evaluation);
    await build({
      absWorkingDir: root,
      entryPoints: ["src/cli.ts"],
      outfile: cli(),
      bundle: true,
      platform: "node",
      format: "cjs",
      logLevel: "error",
    });
    const promoted = await lossline("promote", "runs/a", "--dir", project(), "--name", "digits");
    equal(promoted.code, 0, promoted.err);
  });

  /** What cron does: the last field up to a percent sign that no backslash is before, by sh, with hardly a variable. */
  function asCron(line: string) {
    const [, command = ""] = /^0 2 \* \* \* {2}(.*)$/.exec(line) ?? [];
    ok(command !== "" && !/(?<!\\)%/.test(command), command);
    const env = { HOME: temp(), LOGNAME: "me", SHELL: "/bin/sh", PATH: "/usr/bin:/bin" };
    return spawnSync("/bin/sh", ["-c", command.replaceAll("\\%", "%")], { env, cwd: "/", encoding: "utf8" });
  }

  it("evaluates the model into a folder of the day, and ends with 1 once it is worse than it was", function () {
    if (process.platform === "win32") skip(this, "has no cron");
    const words = [process.execPath, "evaluate.js", "models/digits/v1", "evals/night"];
    const scheduled = { model: "digits, version 1", words, written: 3, variables: [], cwd: project() };
    const [, line = ""] = cronText(scheduled, [process.execPath, cli()], project()).split("\n");
    writeFileSync(join(project(), "data.txt"), "0.96");
    const first = asCron(line);
    equal(first.status, 0, first.stdout + first.stderr);
    match(first.stdout, /^models\/digits\/v1: val\/acc 0\.96 when it was promoted/);
    const made = readdirSync(join(project(), "evals"));
    equal(made.length, 1);
    match(made[0]!, /^night-\d{4}-\d\d-\d\d$/);
    writeFileSync(join(project(), "data.txt"), "0.71");
    // The next night: the same command but for the date.
    const next = asCron(line.replace("$(date +\\%F)", "2099-01-01"));
    equal(next.status, 1, next.stdout + next.stderr);
    match(next.stdout, /evals\/night-2099-01-01 +0\.71 +−0\.25 +worse by more than its evaluations differ/);
    deepEqual(readdirSync(join(project(), "evals")).sort(), [...made, "night-2099-01-01"].sort());
  });
});
