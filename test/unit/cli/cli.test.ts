import assert from "node:assert/strict";
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";

interface Scan {
  runs: {
    id: string;
    name: string;
    path: string;
    group: string | null;
    parent: string | null;
    formats: string[];
    status: string;
    params: Record<string, unknown>;
    series: Series[];
  }[];
  problems: { path: string; message: string }[];
}
interface Series {
  metric: string;
  tag: string;
  source: string;
  count: number;
  nanCount: number;
  firstStep: number;
  lastStep: number;
  first: number;
  last: number | string;
  min: number;
  max: number;
  sum: number;
}

describe("the command line", () => {
  it("scans a folder into one JSON object with exact numbers", async () => {
    const { code, out } = await lossline("scan", "sample", "--json", "--stats");
    assert.equal(code, 0);
    const { runs, problems } = JSON.parse(out) as Scan;
    assert.deepEqual(problems, []);
    const run = runs.find(({ path }) => path === "runs/lr3.0")!;
    assert.deepEqual([run.id, run.name, run.formats], ["runs/lr3.0", "lr3.0", ["tensorboard"]]);
    assert.equal(run.params["lr"], 3);
    const loss = run.series.find(({ tag }) => tag === "val/loss")!;
    assert.deepEqual([loss.source, loss.count, loss.last], ["runs/lr3.0", 64, "NaN"]);
    assert.ok(loss.nanCount > 0 && loss.min <= loss.first && Number.isFinite(loss.sum));
  });

  it("gives sums, extremes and ends that are those of the truth's points", async () => {
    const truth = JSON.parse(readFileSync("test/fixtures/sample.truth.json", "utf8")) as {
      runs: {
        run: string;
        path: string;
        series: { tag: string; source: string; steps: number[]; values: (number | string)[] }[];
      }[];
    };
    const { runs } = JSON.parse((await lossline("scan", "sample", "--json", "--stats")).out) as Scan;
    for (const part of truth.runs.filter(({ path }) => path.startsWith("runs/"))) {
      for (const { tag, source, steps, values } of part.series) {
        const found = runs
          .find(({ path }) => path === part.run)!
          .series.find((one) => one.tag === tag && one.source === source)!;
        const finite = values.map(Number).filter(Number.isFinite);
        assert.deepEqual(
          [found.count, found.firstStep, found.lastStep, found.first, found.last, found.min, found.max, found.sum],
          [
            values.length,
            steps[0],
            steps.at(-1),
            values[0],
            values.at(-1),
            Math.min(...finite),
            Math.max(...finite),
            finite.reduce((sum, value) => sum + value, 0),
          ],
        );
      }
    }
  });

  it("says where a tool's run lies, what it belongs to and which run started it", async () => {
    const store = "test/fixtures/mlflow/v1_30_file_everything";
    const { runs } = JSON.parse((await lossline("scan", store, "--json")).out) as Scan;
    const [sweep, child] = ["sweep", "child 1"].map((wanted) => runs.find(({ name }) => name === wanted)!);
    assert.deepEqual([child!.group, child!.parent], ["digits", sweep!.id]);
    assert.match(child!.path, /^mlruns\/1\/[0-9a-f]{32}$/);
    const shown = await lossline("show", `${store}/${child!.path}`, "--dir", "test/fixtures/mlflow");
    assert.match(shown.out, /name +child 1\ngroup +digits\n/);
  });

  it("names each trial of a study by its id, where all have the study's path", async () => {
    const { out } = await lossline("scan", "test/fixtures/optuna/journal");
    assert.match(out, /^journal\.log#digits\/0 +trial 0 +finished +value /m);
    const exported = await lossline(
      "export",
      "test/fixtures/optuna/journal/journal.log#digits/0",
      "--dir",
      "test/fixtures/optuna",
    );
    assert.match(exported.out, /^journal\/journal\.log#digits\/0,value,/m);
  });

  it("names the runs that a tool keeps in the very folder that is scanned", async () => {
    const model = "test/fixtures/frameworks/spark_ml/cv_model";
    const { runs } = JSON.parse((await lossline("scan", model, "--json")).out) as Scan;
    assert.deepEqual([runs[1]!.id, runs[1]!.path], [".#1", "."]);
    assert.match((await lossline("show", ".#1", "--dir", model)).out, /^run +\.#1\n/);
  });

  it("looks for a run that lies elsewhere in the folder that it lies in", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "lossline-"));
    try {
      cpSync("sample/runs/lr3.0", join(elsewhere, "lr3.0"), { recursive: true });
      assert.match((await lossline("show", join(elsewhere, "lr3.0"))).out, /^run +lr3\.0\n/);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it("exports the runs that a pattern names", async () => {
    const { code, out } = await lossline("export", "runs/digits_lr0.3_s*", "--dir", "sample", "--format", "csv");
    assert.equal(code, 0);
    const runs = new Set(
      out
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[0]),
    );
    assert.ok(runs.size > 1 && [...runs].every((run) => run?.startsWith("runs/digits_lr0.3_s")), [...runs].join(" "));
  });

  it("exports every point", async () => {
    const { code, out } = await lossline("export", "digits_lr0.3_s0", "--dir", "sample", "--format", "csv");
    assert.equal(code, 0);
    const lines = out.trim().split("\n");
    assert.equal(lines[0], "run,metric,step,epoch,wall_time,value");
    assert.equal(lines.filter((line) => line.startsWith("runs/digits_lr0.3_s0,val/acc,")).length, 64);
  });

  it("is a gate: 0 when nothing is worse, 1 on a regression, 2 on invalid use", async () => {
    const gate = (run: string, ...more: string[]) =>
      lossline("check", `sample/runs/${run}`, "--dir", "sample", "--baseline", "digits_lr0.05_s0", "--metric", ...more);
    assert.equal((await gate("digits_lr0.3_s0", "val/acc")).code, 0);
    assert.equal((await gate("digits_lr0.005_s0", "val/acc")).code, 1);
    assert.equal((await gate("digits_lr0.005_s0", "val/acc", "--max-regression", "1")).code, 0);
    assert.equal((await gate("lr3.0", "val/loss")).code, 1, "NaN is a regression");
    assert.equal((await gate("lr3.0", "val/loss", "--direction", "sideways")).code, 2);
    assert.equal((await gate("lr3.0", "nothing")).code, 2);
  });

  it("takes a metric by its name or by what its tool called it, both of which a scan tells", async () => {
    const root = mkdtempSync(join(tmpdir(), "lossline-"));
    try {
      for (const run of ["a", "b"]) {
        mkdirSync(join(root, run));
        writeFileSync(join(root, run, "train.csv"), "epoch,loss,lr\n0,2,1\n1,1,1\n");
        writeFileSync(join(root, run, "val.csv"), "epoch,acc\n0,0.5\n1,0.75\n");
      }
      const { runs } = JSON.parse((await lossline("scan", root, "--json")).out) as Scan;
      assert.deepEqual(
        runs[0]!.series.map(({ metric, tag }) => [metric, tag]),
        [
          ["train/loss", "loss"],
          ["train/lr", "lr"],
          ["val/acc", "acc"],
        ],
      );
      for (const metric of ["val/acc", "acc", "loss"])
        assert.equal((await lossline("check", root, "--baseline", "a", "--metric", metric)).code, 0, metric);
      assert.equal((await lossline("check", root, "--baseline", "a", "--metric", "nothing")).code, 2);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("takes a path of several trainings for the last of them, and the others by their attempt", async () => {
    const folder = "test/fixtures/kinds/2-attempts/jsonl_appended_three_times";
    const points = async (run: string) =>
      (await lossline("export", run, "--dir", folder)).out.trim().split("\n").length;
    assert.deepEqual([await points("exp"), await points("exp#attempt-1"), await points(`${folder}/exp`)], [4, 6, 4]);
  });

  const wrong: [string[], RegExp][] = [
    [[], /Name a command/],
    [["frobnicate"], /Unknown command: frobnicate/],
    [["__proto__"], /Unknown command: __proto__/],
    [["scan", "no/such/folder"], /folder no\/such\/folder does not exist/],
    [["scan", "package.json"], /package.json is not a folder/],
    [["scan", "sample", "--format", "csv"], /scan does not take --format/],
    [["scan", "--nonsense"], /--nonsense/],
    [["show", "lr3.0", "--dir", "sample/data"], /There is no run lr3.0/],
    [["export", "lr3.0", "--dir", "sample", "--format", "xml"], /--format takes csv, json, not xml/],
    [["check", "sample"], /needs --baseline RUN and --metric METRIC/],
  ];
  for (const [args, message] of wrong) {
    it(`says what is wrong with "lossline ${args.join(" ")}"`, async () => {
      const { code, out, err } = await lossline(...args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, message);
      assert.doesNotMatch(err, /at .*\.js:/, "no stack");
    });
  }

  it("prints its help and version", async () => {
    assert.match((await lossline("--help")).out, /lossline scan/);
    process.env["LOSSLINE_VERSION"] = "1.2.3"; // the build puts the package's version there
    assert.match((await lossline("--version")).out, /^\d+\.\d+\.\d+\n$/);
  });

  it("shows control characters of a hostile name harmlessly", async () => {
    const root = mkdtempSync(join(tmpdir(), "lossline-"));
    try {
      mkdirSync(join(root, "run\u001b[31m\u0007"));
      writeFileSync(
        join(root, "run\u001b[31m\u0007", "metrics.jsonl"),
        '{"step":0,"loss":1}\n{"step":1,"loss":1}\n{"step":2,"loss":1}\n',
      );
      assert.doesNotMatch((await lossline("scan", root)).out, /[\u0000-\u0009\u000b-\u001f]/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
