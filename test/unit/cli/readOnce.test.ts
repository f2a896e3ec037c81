import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load } from "../../../src/cli/load";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();
let made = 0;

function write(files: Readonly<Record<string, string>>): string {
  const root = join(temp(), String(made++));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const id = "0123456789abcdef0123456789abcdef";

/** Logs whose last line lacks its end, each with the metric and the value that it ends with. */
const logs: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  metric: string,
  last: number,
])[] = [
  ["a table", { "exp/metrics.csv": "step,loss\n0,2\n10,1\n20,0.5" }, "loss", 0.5],
  ["JSON lines", { "exp/metrics.jsonl": '{"step": 0, "loss": 2}\n{"step": 1, "loss": 0.5}' }, "loss", 0.5],
  [
    "a metric of MLflow",
    {
      [`mlruns/0/${id}/meta.yaml`]: `run_id: ${id}\nlifecycle_stage: active\nstatus: 3\n`,
      [`mlruns/0/${id}/metrics/loss`]: "1700000000000 2 0\n1700000001000 0.5 1",
    },
    "loss",
    0.5,
  ],
  ["a monitor of Stable-Baselines3", { "sb/monitor.csv": '#{"t_start": 1.7e9}\nr,l,t\n1,10,0.5\n3,20,1.5' }, "r", 3],
  [
    "LLaMA-Factory's log",
    { "x/trainer_log.jsonl": '{"current_steps": 5, "loss": 2}\n{"current_steps": 9, "loss": 1}' },
    "train/loss",
    1,
  ],
];

describe("A command reads a log to its end", () => {
  for (const [what, files, metric, last] of logs) {
    it(`although the last line of ${what} has no end, and was written just now`, async () => {
      const { runs, leftOut } = await load(write(files));
      assert.equal(runs[0]?.series.get(metric)?.summary.last?.value, last);
      assert.deepEqual(leftOut, []);
    });
  }

  it("and says where a row was cut off", async () => {
    const { runs, leftOut } = await load(write({ "exp/metrics.csv": "step,loss,acc\n0,2,0.5\n10,1,0.75\n20,0.2" }));
    assert.equal(runs[0]?.series.get("loss")?.summary.count, 2);
    assert.deepEqual(
      leftOut.map(({ count, unit, reason }) => ({ count, unit, reason })),
      [{ count: 1, unit: "line", reason: "cut off at the end of the file" }],
    );
  });

  it("and says at once that a document cannot be parsed", async () => {
    const { problems } = await load(write({ "out/trainer_state.json": '{"log_history": [{"step": 1,' }));
    assert.match(problems[0]?.message ?? "", /JSON/);
  });
});

describe("A log that is followed", () => {
  it("may be half-written: its last line waits", async () => {
    const root = write({ "exp/metrics.csv": "step,loss\n0,2\n10,1\n20,0.5" });
    assert.equal((await load(root)).runs[0]?.series.get("loss")?.summary.count, 3);
    assert.equal(indexOf(root).runs.get(join(root, "exp"))?.series.get("loss")?.summary.count, 2);
    appendFileSync(join(root, "exp/metrics.csv"), "25\n");
    assert.equal(indexOf(root).runs.get(join(root, "exp"))?.series.get("loss")?.summary.last?.value, 0.525);
  });
});
