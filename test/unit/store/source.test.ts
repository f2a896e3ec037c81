import { deepEqual, equal, match } from "node:assert/strict";
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatOf } from "../../../src/readers/registry";
import { Source } from "../../../src/store/index/source";
import { scalarEvent } from "../../support/eventFiles";
import { useTempFolder } from "../../support/tempFolder";

describe("a source", () => {
  const temp = useTempFolder();

  it("knows the interval of its writes once it has seen two, also where its files are found by reading", () => {
    const folder = join(temp(), "events");
    mkdirSync(folder);
    const file = join(folder, "events.out.tfevents.1.h");
    const write = (at: number) => {
      appendFileSync(file, scalarEvent("loss", at, 1));
      utimesSync(file, at, at);
    };
    write(1_700_000_000);
    const source = new Source({ path: folder, runFolder: folder, scope: "folder" }, formatOf("tensorboard"));
    const readOn = () => {
      while (source.isDue) source.read(1 << 20);
    };
    readOn();
    equal(source.interval, 0);
    write(1_700_000_007);
    readOn();
    equal(source.interval, 7000);
  });

  for (const [format, file, header, row] of [
    ["jsonl", "metrics.jsonl", "", (step: number) => `{"step": ${step}, "loss": 1}\n`],
    ["csv", "metrics.csv", "step,loss\n", (step: number) => `${step},1\n`],
    ["torchtune", "log_1.txt", "", (step: number) => `Step ${step} | loss:1 \n`],
  ] as const) {
    it(`of ${format} that holds more points than memory is set aside for keeps its beginning, and says so`, () => {
      const path = join(temp(), file);
      const lines = (from: number, count: number) => Array.from({ length: count }, (_, at) => row(from + at)).join("");
      writeFileSync(path, header + lines(0, 90));
      const source = new Source({ path, runFolder: temp(), scope: "file" }, formatOf(format), 100);
      equal(source.read(1 << 20), false);
      equal(source.problem ?? "", "");
      appendFileSync(path, lines(90, 900));
      while (source.isDue) source.read(512);
      match(source.problem ?? "", /^It holds more than 100 points; only the first ones are shown/);
      const steps = [...source.raw.run().series.get("loss")!.points.view().steps];
      deepEqual(steps, [...steps.keys()]);
      equal(steps.length < 200, true);
    });
  }
});
