import assert from "node:assert/strict";
import { appendFileSync, cpSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("ultralytics");
describeGrowth("ultralytics", "ultralytics/v8_4_running/runs/detect/train2/results.csv");
describeGrowth("ultralytics", "ultralytics/yolov5/runs/detect/exp/results.csv");

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
