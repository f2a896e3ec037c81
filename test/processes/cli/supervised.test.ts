import { deepEqual, equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../../../scripts/lib/paths.mjs";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();

/** Runs the command line with faults, as a program. */
function lossline(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(temp(), "faultyCli.js"), ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the command line in a process that is watched", () => {
  let folder: string;

  before(async () => {
    await build({
      absWorkingDir: root,
      entryPoints: ["test/support/faultyCli.ts"],
      bundle: true,
      platform: "node",
      format: "cjs",
      outdir: temp(),
      logLevel: "error",
    });
    folder = join(temp(), "runs");
    for (const name of ["a", "crashes", "also crashes", "z"]) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "metrics.jsonl"), '{"step": 1, "loss": 2}\n{"step": 2, "loss": 1}\n');
    }
  });

  it("names every file that crashes it, and prints everything else once", () => {
    const { status, stdout, stderr } = lossline("scan", folder, "--json");
    equal(status, 0);
    const { runs, problems } = JSON.parse(stdout) as {
      runs: { name: string }[];
      problems: { path: string; message: string }[];
    };
    deepEqual(runs.map(({ name }) => name).sort(), ["a", "z"]);
    deepEqual(problems.map(({ path }) => path).sort(), ["also crashes/metrics.jsonl", "crashes/metrics.jsonl"]);
    for (const { message } of problems) match(message, /^Reading it made the reader crash \(SIGABRT\)/);
    equal(stderr.match(/The reader crashed/g)?.length, 2);
  });

  it("passes its arguments on and its exit code back", () => {
    equal(lossline("scan", join(folder, "a")).status, 0);
    const { status, stderr } = lossline("show", "no such run", "--dir", join(folder, "a"));
    equal(status, 2);
    match(stderr, /^lossline: There is no run no such run/);
  });
});
