import { deepEqual, equal } from "node:assert/strict";
import { cpSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ultralytics } from "../../../src/readers/formats/ultralytics/format";
import { nnunet } from "../../../src/readers/formats/nnunet/format";
import { RawSource } from "../../../src/readers/raw";
import { drain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("The pictures that a trainer draws of its results", () => {
  const temp = useTempFolder();

  it("are records of an Ultralytics run, known again when they are drawn anew or removed", () => {
    const folder = join(temp(), "yolo");
    cpSync(resolve("test/fixtures/ultralytics/v8_4_finished"), folder, { recursive: true });
    for (const name of ["confusion_matrix.png", "val_batch0_pred.jpg", "holiday.jpg"])
      writeFileSync(join(folder, name), "x");
    const reader = ultralytics.open(join(folder, "results.csv"));
    const source = new RawSource();
    const tags = () => {
      drain(reader, source);
      return source.run().records.counts.map(({ tag, count }) => `${tag} ${count}`);
    };
    const known = tags();
    deepEqual(
      known.filter((tag) => !tag.startsWith("results")),
      ["confusion_matrix 1", "val_batch0_pred 1"],
    );
    const before = source.run().records.of("confusion_matrix")[0]!;
    utimesSync(join(folder, "confusion_matrix.png"), 1_700_000_000, 1_700_000_000);
    deepEqual(tags(), known);
    const after = source.run().records.of("confusion_matrix")[0]!;
    deepEqual([after.wall, after.place], [1_700_000_000, { within: folder }]);
    equal(before.wall === after.wall, false);
    rmSync(join(folder, "confusion_matrix.png"));
    equal(tags().includes("confusion_matrix 1"), false);
  });

  it("are nnU-Net's progress.png too", () => {
    const folder = join(temp(), "fold_0");
    cpSync(resolve("test/fixtures/nnunet/finished"), folder, { recursive: true });
    writeFileSync(join(folder, "progress.png"), "x");
    const reader = nnunet.open(folder);
    const source = new RawSource();
    drain(reader, source);
    deepEqual(
      source.run().records.counts.map(({ tag }) => tag),
      ["progress"],
    );
  });
});
