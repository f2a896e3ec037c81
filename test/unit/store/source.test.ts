import { deepEqual, equal, match } from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatOf } from "../../../src/readers/registry";
import { Source } from "../../../src/store/source";

describe("a source", () => {
  it("that holds more points than memory is set aside for keeps its beginning, and says so", () => {
    const folder = mkdtempSync(join(tmpdir(), "lossline-"));
    try {
      const path = join(folder, "metrics.jsonl");
      const lines = (from: number, count: number) =>
        Array.from({ length: count }, (_, at) => `{"step": ${from + at}, "loss": 1}\n`).join("");
      writeFileSync(path, lines(0, 90));
      const claim = { path, runFolder: folder, scope: "file" } as const;
      const source = new Source(claim, formatOf("jsonl"), 100);
      equal(source.read(1 << 20), false);
      equal(source.problem, undefined);
      appendFileSync(path, lines(90, 900));
      while (source.isDue) source.read(512);
      match(source.problem ?? "", /^It holds more than 100 points; those are shown/);
      const steps = [...source.raw.run().series.get("loss")!.points.view().steps];
      deepEqual(steps, [...steps.keys()]);
      equal(steps.length < 200, true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
