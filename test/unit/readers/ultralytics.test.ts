import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain, listing } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("ultralytics");

describe("a results.txt of YOLOv5 or YOLOv7", () => {
  const format = formatOf("ultralytics");
  const temp = useTempFolder();
  const row = (epoch: number, cells: string) => `       ${epoch}/9      1.2G ${cells}\n`;
  const cells = Array.from({ length: 13 }, (_, at) => `    0.0${at + 1}`).join("");
  const write = (name: string, content: string) => {
    const folder = join(temp(), name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "results.txt"), content);
    writeFileSync(join(folder, "opt.yaml"), "epochs: 10\n");
    return { folder, here: listing(folder) };
  };

  it("is told from other texts, and from YOLOv3's, beside which no options lie", () => {
    const { here } = write("ours", row(0, cells));
    assert.equal(format.claim(here, here).length, 1);
    assert.deepEqual(format.claim({ ...here, files: ["results.txt"] }, here), []);
    for (const other of [
      "accuracy 0.9\n",
      "0/9 1.2G 1 2 3\n",
      row(0, `${cells} 5`),
      row(0, cells).replace("1.2G", "1.2"),
    ]) {
      const { here } = write(`other${other.length}`, other);
      assert.deepEqual(format.claim(here, here), [], other);
    }
  });

  it("counts the rows that are none, and begins anew where a second training does", () => {
    const { folder } = write(
      "odd",
      row(0, cells) +
        row(1, cells) +
        "1/9 1.2G 0.5\n" +
        row(2, cells.replace("0.02", "1e999")) +
        row(0, cells) +
        row(1, cells),
    );
    const source = new RawSource();
    drain(format.open(join(folder, "results.txt")), source);
    const run = source.run();
    assert.deepEqual(
      run.leftOut.list.map(({ count, unit, cause }) => ({ count, unit, cause })),
      [{ count: 1, unit: "line", cause: "form" }],
    );
    assert.equal(run.earlier.length, 1);
    assert.deepEqual(run.facts.progress, { done: 2, total: 10, unit: "epoch" });
    assert.equal(run.facts.status, undefined);
    assert.deepEqual([...run.earlier[0]!.series.get("train/obj_loss")!.points.view().values], [0.02, 0.02, Infinity]);
  });
});

describe("the results of a YOLO tuner", () => {
  const format = formatOf("ultralytics");
  const temp = useTempFolder();
  const read = (name: string, content: string) => {
    writeFileSync(join(temp(), name), content);
    const source = new RawSource();
    drain(format.open(join(temp(), name)), source);
    return source;
  };

  it("are told by how they begin", () => {
    const here = { path: temp(), folders: [], files: ["tune_results.csv"] };
    const claims = (content: string) => format.claim(here, { head: () => Buffer.from(content) }).length;
    assert.equal(claims("fitness,lr0\n"), 1);
    for (const other of ["", "lr0,fitness\n", '{"fitness": 1}\n', "fitness\n"]) assert.equal(claims(other), 0, other);
  });

  it("leave out what is no row, and say how many", () => {
    const table = read("tune_results.csv", "fitness,lr0,__proto__\n0.5,0.01,3\n0.6,0.1\nx,1,2\n1e999,nan,4\n");
    assert.deepEqual(
      table.leftOut.list.map(({ count, unit, cause }) => [count, unit, cause]),
      [[2, "row", "form"]],
    );
    assert.deepEqual([...table.runs.keys()], ["1", "4"]);
    assert.deepEqual(
      [...table.run("1").params],
      [
        ["lr0", 0.01],
        ["__proto__", 3],
      ],
    );
    const lines = read(
      "tune_results.ndjson",
      '{"iteration": 1, "fitness": NaN, "hyperparameters": {"lr0": 1}}\n{}\n7\n{"it',
    );
    assert.deepEqual([...lines.runs.keys()], ["1"]);
    assert.equal(lines.leftOut.list[0]?.count, 2);
  });
});

describe("a YOLO run that was stopped early", () => {
  const temp = useTempFolder();

  it("is no longer finished when it is resumed after its plot was drawn", () => {
    const folder = resolve(temp(), "train");
    cpSync("test/fixtures/ultralytics/v8_4_stopped_early/runs/detect/train", folder, { recursive: true });
    const log = join(folder, "results.csv");
    const plot = join(folder, "results.png");
    utimesSync(log, 1000, 1000);
    utimesSync(plot, 1001, 1001);
    const reader = formatOf("ultralytics").open(log);
    const source = new RawSource();
    drain(reader, source);
    assert.equal(source.run().facts.status?.status, "finished");
    assert.ok(reader.files.includes(plot), "the plot is watched");

    appendFileSync(log, "5,300,1,1,1,0.5,0.5,0.5,0.5,1,1,1,0.01,0.01,0.01\n");
    drain(reader, source);
    assert.equal(source.run().facts.status, undefined);
    assert.deepEqual(source.run().facts.progress, { done: 5, total: 100, unit: "epoch" });
  });
});
