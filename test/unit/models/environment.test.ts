import { deepEqual } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentLines } from "../../../src/models/environment";
import { makeRun } from "../../support/runs";
import { useTempFolder } from "../../support/tempFolder";

describe("What a card says of a run's environment", () => {
  const temp = useTempFolder();

  it("is written as pip does, without secrets and without folders of the machine", () => {
    const id = join(temp(), "runs/a");
    mkdirSync(id, { recursive: true });
    const token = `ghp_${"a1B2".repeat(9)}`;
    const lines = [
      "torch==2.13.0",
      "numpy>=1.26,<3",
      "tqdm",
      "own @ file:///home/alice/own",
      `lib @ git+https://${token}@github.com/o/lib@v1`,
    ];
    writeFileSync(join(id, "requirements.txt"), lines.join("\n"));
    const run = { ...makeRun("runs/a", { loss: [1] }), id, root: temp(), sources: [join(id, "log.csv")] };
    deepEqual(
      environmentLines(run, [
        [
          id,
          [
            ["host", "machine"],
            ["gpus", "2"],
          ],
          [["left", "1.0"]],
        ],
      ]),
      ["gpus 2", "lib @ git+https://•••@github.com/o/lib@v1", "numpy>=1.26,<3", "own", "torch==2.13.0", "tqdm"],
    );
  });
});
