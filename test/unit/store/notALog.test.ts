import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { confineTo } from "../../../src/readers/parsing/files/open";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";
import { useTempFolder } from "../../support/tempFolder";

const rows = "step,loss\n1,2.5\n2,1.5\n";

/** What stands where a log could, and is none. */
describe("what is no log where one could be", () => {
  const temp = useTempFolder();
  let folder = "";
  let made = 0;

  beforeEach(() => {
    folder = join(temp(), String(made++));
    mkdirSync(join(folder, "good"), { recursive: true });
    writeFileSync(join(folder, "good/metrics.csv"), rows);
    mkdirSync(join(folder, "odd"));
  });

  function look(index: RootIndex): { readonly runs: string[]; readonly problems: Record<string, string> } {
    drain(index.discover(false));
    drain(index.read());
    index.update(Date.now());
    const problems = index.problems.map(({ path, message }) => [path.slice(folder.length + 1), message]);
    return {
      runs: [...index.runs.values()].map(({ summary }) => summary.path).sort(),
      problems: Object.fromEntries(problems) as Record<string, string>,
    };
  }
  const firstLook = (confined = false) => look(new RootIndex({ path: folder, exclude: [], confined }));

  describe("(no regular file)", function () {
    before(function () {
      if (process.platform === "win32") this.skip();
    });

    it("is named for what it is, and everything else is shown", () => {
      execFileSync("mkfifo", [join(folder, "odd/metrics.csv"), join(folder, "odd/events.out.tfevents.1.host")]);
      symlinkSync("/dev/zero", join(folder, "odd/log.jsonl"));
      const { runs, problems } = firstLook();
      assert.deepEqual(runs, ["good"]);
      const pipe = "It’s not read: this is a named pipe, not a regular file.";
      assert.deepEqual(problems, {
        "odd/metrics.csv": pipe,
        "odd/events.out.tfevents.1.host": pipe,
        "odd/log.jsonl": "This link was not followed: it leads to a device (/dev/zero).",
      });
    });

    it("is not spoken of under a name that no log has", (done) => {
      const server = createServer().listen(join(folder, "odd/editor.sock"), () => {
        execFileSync("mkfifo", [join(folder, "odd/queue")]);
        const { problems } = firstLook();
        server.close(() => {
          assert.deepEqual(problems, {});
          done();
        });
      });
    });

    it("is named in a restricted workspace, as is a link to a log outside of it", () => {
      const outside = join(temp(), `outside-${made}.csv`);
      writeFileSync(outside, rows);
      symlinkSync(outside, join(folder, "odd/metrics.csv"));
      symlinkSync(outside, join(folder, "odd/data.csv"));
      execFileSync("mkfifo", [join(folder, "odd/log.csv")]);
      confineTo([folder]);
      try {
        const { runs, problems } = firstLook(true);
        assert.deepEqual(runs, ["good"]);
        assert.deepEqual(Object.keys(problems).sort(), ["odd/log.csv", "odd/metrics.csv"]);
        assert.match(problems["odd/metrics.csv"]!, /Restricted Mode/);
      } finally {
        confineTo(undefined);
      }
    });

    it("is named where it takes the place of DVCLive's signal", () => {
      for (const file of ["metrics.json", "plots/metrics/loss.tsv"]) {
        mkdirSync(join(folder, "dvclive", file, ".."), { recursive: true });
        writeFileSync(
          join(folder, "dvclive", file),
          file.endsWith("tsv") ? "step\tloss\n0\t1\n" : '{"step":0,"loss":1}',
        );
      }
      const signal = join(folder, ".dvc/tmp/exps/run/DVCLIVE_ONLY");
      mkdirSync(join(signal, ".."), { recursive: true });
      for (const make of [
        () => execFileSync("mkfifo", [signal]),
        () => execFileSync("ln", ["-sf", "/dev/zero", signal]),
      ]) {
        make();
        const { runs, problems } = firstLook();
        assert.deepEqual(runs, ["dvclive", "good"]);
        assert.match(problems["dvclive"]!, /^DVCLive’s signal can’t be read: not a regular file \(.*DVCLIVE_ONLY\)\.$/);
      }
    });
  });

  describe("(a table of metrics whose steps don’t count)", () => {
    const told = "Its column step does not count as steps do, so it isn’t taken for a log. Add as Run… reads it.";
    const table = (steps: readonly number[]) => `step,voltage\n${steps.map((step) => `${step},1\n`).join("")}`;

    it("is named with the column, by what a log would be called", () => {
      for (const [name, steps] of [
        ["train_metrics.csv", [0.25, 0.5, 0.75, 1]],
        ["history.tsv", [5, 4, 3, 9, 2, 1]],
        ["results.csv", [0.25, 0.5, 0.75, 1]],
        ["voltages.csv", [0.25, 0.5, 0.75, 1]],
        ["losses.csv", [1]],
        ["scalars.csv", [0, 1, 2]],
      ] as const)
        writeFileSync(join(folder, "odd", name), table(steps).replaceAll(",", name.endsWith("tsv") ? "\t" : ","));
      const { runs, problems } = firstLook();
      assert.deepEqual(runs, ["good", "odd"]);
      assert.deepEqual(problems, { "odd/history.tsv": told, "odd/train_metrics.csv": told });
    });
  });

  describe("(an empty file)", () => {
    const empty = "It is still empty.";

    it("is named by what a log would be called", () => {
      for (const name of ["events.out.tfevents.1.host", "progress.csv", "notes.csv", "train.log", "nohup.out"])
        writeFileSync(join(folder, "odd", name), "");
      const { runs, problems } = firstLook();
      assert.deepEqual(runs, ["good"]);
      assert.deepEqual(problems, { "odd/events.out.tfevents.1.host": empty, "odd/progress.csv": empty });
    });

    it("is named where it is all that a training printed, and no other file could be its log", () => {
      mkdirSync(join(folder, "hydra/.hydra"), { recursive: true });
      for (const path of ["odd/train.log", "odd/notes.md", "good/train.log", "hydra/train.log"])
        writeFileSync(join(folder, path), "");
      const index = new RootIndex({ path: folder, exclude: [] });
      assert.deepEqual(look(index).problems, { "odd/train.log": empty });
      const lines = [1, 2, 3, 4].map((epoch) => `epoch ${epoch}: loss ${1 / epoch}\n`).join("");
      writeFileSync(join(folder, "odd/train.log"), lines);
      const { runs, problems } = look(index);
      assert.deepEqual(problems, {});
      assert.equal(runs.length, 2);
    });

    it("is a run once it has been written to, also where its folder tells of nothing", () => {
      const index = new RootIndex({ path: folder, exclude: [] });
      const path = join(folder, "odd/metrics.csv");
      writeFileSync(path, "");
      const longAgo = Date.now() / 1000 - 86_400;
      utimesSync(join(folder, "odd"), longAgo, longAgo);
      assert.deepEqual(look(index), { runs: ["good"], problems: { "odd/metrics.csv": empty } });
      appendFileSync(path, rows);
      assert.deepEqual(look(index), { runs: ["good", "odd"], problems: {} });
    });

    it("is a run as soon as an event tells that it was written to", () => {
      const index = new RootIndex({ path: folder, exclude: [] });
      const path = join(folder, "odd/metrics.csv");
      writeFileSync(path, "");
      look(index);
      appendFileSync(path, rows);
      drain(index.touch([path]));
      index.update(Date.now());
      assert.deepEqual([...index.runs.values()].map(({ summary }) => summary.path).sort(), ["good", "odd"]);
      assert.deepEqual(index.problems, []);
    });
  });
});
