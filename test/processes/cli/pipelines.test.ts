import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { root } from "../../../scripts/lib/paths.mjs";
import { useTempFolder } from "../../support/tempFolder";

/** As docs/cli.md has them, up to what of them is a program's lines. */
interface Pipelines {
  readonly jobs?: { readonly evaluate: { readonly steps: readonly { readonly run?: string }[] } };
  readonly evaluate?: { readonly script: readonly string[]; readonly artifacts: object };
}

const documented = [...readFileSync("docs/cli.md", "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text]) => parse(text!) as Pipelines,
);
const github = documented.flatMap(({ jobs }) => jobs?.evaluate.steps.flatMap(({ run }) => run ?? []) ?? []);
const gitlab = documented.flatMap(({ evaluate }) => evaluate?.script ?? []);

/** Stands for a training of three seeds: the values that they reach are given by the environment. */
const training = `#!/bin/sh
[ "$*" = "train.py --seeds 0 1 2 --out runs/candidate" ] || exit 9
seed=0
for value in $REACHED; do
  mkdir -p "runs/candidate/seed$seed"
  echo "seed: $seed" > "runs/candidate/seed$seed/hparams.yaml"
  printf 'step,val/acc\\n1,0.5\\n2,%s\\n' "$value" > "runs/candidate/seed$seed/metrics.csv"
  seed=$((seed + 1))
done
`;

describe("The pipelines that docs/cli.md shows", function () {
  this.timeout(60_000);
  const temp = useTempFolder();
  let made = 0;

  before(async function () {
    if (process.platform === "win32") this.skip();
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ["src/cli.ts"],
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
      logLevel: "error",
    });
    mkdirSync(join(temp(), "bin"));
    writeFileSync(join(temp(), "bin", "python"), training, { mode: 0o755 });
    writeFileSync(join(temp(), "cli.js"), outputFiles[0]!.contents);
  });

  /** Runs lines in a new project with three runs of a baseline, by a shell that stops at a failure as those of GitHub and GitLab do. */
  function piped(lines: readonly string[], reached: string) {
    const folder = join(temp(), String(made++));
    for (const [seed, value] of [0.9, 0.91, 0.92].entries()) {
      const run = join(folder, "baseline", `seed${seed}`);
      mkdirSync(run, { recursive: true });
      writeFileSync(join(run, "hparams.yaml"), `seed: ${seed}\n`);
      writeFileSync(join(run, "metrics.csv"), `step,val/acc\n1,0.5\n2,${value}\n`);
    }
    const script = join(folder, "script.sh");
    const text = lines.join("\n").replaceAll("path/to/lossline/dist/cli.js", `"${join(temp(), "cli.js")}"`);
    writeFileSync(script, text);
    const PATH = [join(temp(), "bin"), process.env["PATH"]].join(delimiter);
    const env = { ...process.env, PATH, REACHED: reached, GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
    const args = ["--noprofile", "--norc", "-eo", "pipefail", script];
    const ended = spawnSync("bash", args, { cwd: folder, env, encoding: "utf8" });
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    return { ...ended, said: `${ended.stdout}${ended.stderr}`, read };
  }

  it("are one of GitHub and one of GitLab, each with the training and the check", () => {
    for (const lines of [github, gitlab])
      assert.deepEqual(
        lines.map((line) => /train\.py|cli\.js check/.exec(line)?.[0]),
        ["train.py", "cli.js check"],
      );
  });

  it("on GitHub pass what is within noise, and fail with an annotation and a summary what is worse", () => {
    const same = piped(github, "0.908 0.907 0.915");
    assert.equal(same.status, 0, same.said);
    assert.doesNotMatch(same.stdout, /^::error/m);
    assert.match(same.read("summary.md"), /within noise/);
    const worse = piped(github, "0.80 0.81 0.82");
    assert.equal(worse.status, 1, worse.said);
    assert.match(worse.stdout, /^::error title=val\/acc%3A /m);
    assert.match(worse.read("summary.md"), /❌/);
  });

  it("on GitLab leave a report of tests, whether they pass or fail", () => {
    const same = piped(gitlab, "0.908 0.907 0.915");
    assert.equal(same.status, 0, same.said);
    assert.match(same.read("lossline.xml"), /tests="1" failures="0"/);
    const worse = piped(gitlab, "0.80 0.81 0.82");
    assert.equal(worse.status, 1, worse.said);
    assert.match(worse.read("lossline.xml"), /tests="1" failures="1"[\s\S]*<failure message=/);
  });
});
