import { deepEqual, equal, match } from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
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

  it("is due again when it is rewritten at equal length, in place or by another file", () => {
    const path = join(temp(), "metrics.jsonl");
    writeFileSync(path, '{"step": 1, "loss": 1}\n');
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const source = new Source({ path, runFolder: temp(), scope: "file" }, formatOf("jsonl"));
    const last = () => {
      while (source.isDue) source.read(1 << 20);
      return source.raw.run().series.get("loss")!.points.view().values.at(-1);
    };
    equal(last(), 1);
    equal(source.isDue, false);
    writeFileSync(path, '{"step": 1, "loss": 2}\n');
    utimesSync(path, 1_700_000_001, 1_700_000_001);
    equal(last(), 2, "told by its time");
    const other = join(temp(), "other");
    writeFileSync(other, '{"step": 1, "loss": 3}\n');
    renameSync(other, path);
    utimesSync(path, 1_700_000_001, 1_700_000_001);
    equal(last(), 3, "told by its inode");
  });

  it("is due again for what was written while it was read", () => {
    const path = join(temp(), "metrics.jsonl");
    writeFileSync(path, '{"step": 1, "loss": 1}\n');
    const format = formatOf("jsonl");
    const opener = {
      ...format,
      open: (claimed: string) => {
        const reader = format.open(claimed);
        const read = reader.read.bind(reader);
        let isFirst = true;
        reader.read = (into, budget) => {
          const outcome = read(into, budget);
          if (isFirst) appendFileSync(path, '{"step": 2, "loss": 1}\n');
          isFirst = false;
          return outcome;
        };
        return reader;
      },
    };
    const source = new Source({ path, runFolder: temp(), scope: "file" }, opener);
    source.read(1 << 20);
    equal(source.raw.run().series.get("loss")!.points.length, 1);
    equal(source.isDue, true);
    source.read(1 << 20);
    equal(source.raw.run().series.get("loss")!.points.length, 2);
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
      equal(source.problems.length, 0);
      appendFileSync(path, lines(90, 900));
      while (source.isDue) source.read(512);
      match(
        source.problems.map(({ message }) => message).join(),
        /^It holds more than 100 points; only the first ones are shown/,
      );
      const steps = [...source.raw.run().series.get("loss")!.points.view().steps];
      deepEqual(steps, [...steps.keys()]);
      equal(steps.length < 200, true);
    });
  }
});
