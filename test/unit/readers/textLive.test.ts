import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { adoptFile, formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain, readRun } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { fixtureCases } from "../../support/truth/schema";
import { processorTime } from "../../support/processorTime";

describe("a text log that is being written", () => {
  const temp = useTempFolder();
  let folders = 0;
  const folder = (): string => {
    const path = join(temp(), String(folders++));
    mkdirSync(path);
    return path;
  };
  const follow = (format: string, path: string) => {
    const source = new RawSource();
    const reader = formatOf(format).open(path);
    return { source, reader, read: () => drain(reader, source), now: () => plain(source.run()) };
  };
  const age = (path: string, seconds: number) => {
    const time = Date.now() / 1000 - seconds;
    utimesSync(path, time, time);
  };

  it("by Lightning is read anew when a metric more makes it write the file anew", () => {
    const run = join(folder(), "version_0");
    const log = join(run, "metrics.csv");
    const fixture = (name: string) => resolve("test/fixtures/lightning-csv", name, "lightning_logs/version_0");
    cpSync(fixture("header_before"), run, { recursive: true });
    const { read, now } = follow("lightning-csv", log);
    read();
    const before = now();
    cpSync(fixture("header_after"), run, { recursive: true });
    read();
    assert.deepEqual(now(), plain(readRun(formatOf("lightning-csv"), log)));
    assert.ok(Object.keys(now()).length > Object.keys(before).length);
  });

  it("takes hparams.yaml in when it comes and when it changes, and keeps it while it is half-written", () => {
    const run = folder();
    writeFileSync(join(run, "metrics.csv"), "epoch,loss,step\n0,1,0\n");
    const { read, source, reader } = follow("lightning-csv", join(run, "metrics.csv"));
    read();
    assert.deepEqual(Object.fromEntries(source.run().params), {});
    writeFileSync(join(run, "hparams.yaml"), "lr: 1.0e-05\nmodel:\n  depth: 3\n");
    read();
    assert.deepEqual(Object.fromEntries(source.run().params), { lr: 1e-5, "model.depth": 3 });
    assert.ok(reader.files.includes(join(run, "hparams.yaml")));
    writeFileSync(join(run, "hparams.yaml"), "lr: [1, ");
    read();
    assert.deepEqual(Object.fromEntries(source.run().params), { lr: 1e-5, "model.depth": 3 });
    assert.equal(reader.warnings.length, 1);
    writeFileSync(join(run, "hparams.yaml"), "lr: 0.5\n");
    read();
    assert.deepEqual(Object.fromEntries(source.run().params), { lr: 0.5 });
    assert.deepEqual(reader.warnings, []);
  });

  it("that only looks like Lightning's keeps the params that its script put beside it; Lightning's own win", () => {
    const run = folder();
    writeFileSync(join(run, "metrics.csv"), "step,val/acc\n0,0.5\n");
    writeFileSync(join(run, "config.json"), '{"lr": 0.5, "seed": 3}');
    const [claimed] = claimsBelow(run);
    assert.equal(claimed?.format.id, "lightning-csv");
    const { read, source } = follow("lightning-csv", join(run, "metrics.csv"));
    read();
    assert.deepEqual(Object.fromEntries(source.run().params), { lr: 0.5, seed: 3 });
    writeFileSync(join(run, "hparams.yaml"), "lr: 0.1\n");
    read();
    assert.deepEqual(Object.fromEntries(source.run().params), { lr: 0.1, seed: 3 });
  });

  it("costs a live update only the new line", () => {
    const log = join(folder(), "log.csv");
    const lines = Array.from({ length: 200_000 }, (_, step) => `${step},${step / 7},0.5\n`);
    writeFileSync(log, `step,loss,acc\n${lines.join("")}`);
    const { read, reader, source } = follow("csv", log);
    const whole = time(read);
    appendFileSync(log, "200000,0.25,0.5\n");
    const update = time(() => assert.equal(reader.read(source, 1 << 20).state, "idle"));
    assert.equal(source.run().series.get("loss")?.points.length, 200_001);
    assert.ok(update < whole / 5, `${update} ms of ${whole} ms`);
  });

  it("is read in passes of about the budget", () => {
    const log = join(folder(), "log.csv");
    writeFileSync(log, `step,loss\n${Array.from({ length: 10_000 }, (_, step) => `${step},0.5\n`).join("")}`);
    const reader = formatOf("csv").open(log);
    const source = new RawSource();
    let passes = 0;
    while (reader.read(source, 4096).state === "more") passes++;
    assert.ok(passes >= Math.floor(statSync(log).size / 4096) - 1);
    assert.equal(source.run().series.get("loss")?.points.length, 10_000);
  });

  it("has its last line left alone until the line's end comes", () => {
    const log = join(folder(), "log.csv");
    writeFileSync(log, "step,loss\n0,0.5\n1,0.2");
    const { read, now } = follow("csv", log);
    read();
    assert.deepEqual(now()["loss"]?.values, [0.5]);
    appendFileSync(log, "5\n2,0.1\n");
    read();
    assert.deepEqual(now()["loss"]?.values, [0.5, 0.25, 0.1]);
  });

  it("and is quiet has its last line taken, and taken back should it go on", () => {
    const log = join(folder(), "log.csv");
    writeFileSync(log, "step,loss\n0,0.5\n1,0.2");
    age(log, 3600);
    const { read, now } = follow("csv", log);
    read();
    read();
    assert.deepEqual(now()["loss"]?.values, [0.5, 0.2]);
    appendFileSync(log, "5\n2,0.1\n");
    read();
    assert.deepEqual(now()["loss"]?.values, [0.5, 0.25, 0.1]);
  });

  it("goes on after a last line that was taken, where the next line begins with the line's end", () => {
    for (const [format, header, row] of [
      ["csv", "step,loss", (step: number) => `${step},0.5`],
      ["jsonl", '{"step": 0, "loss": 0.5}', (step: number) => `{"step": ${step}, "loss": 0.5}`],
    ] as const) {
      const log = join(folder(), "log");
      writeFileSync(log, header);
      const { read, now } = follow(format, log);
      for (let step = 1; step < 5; step++) {
        appendFileSync(log, `\n${row(step)}`);
        age(log, 3600);
        read();
        assert.equal(now()["loss"]?.steps.at(-1), step);
      }
      assert.deepEqual(now()["loss"]?.steps.slice(-4), [1, 2, 3, 4]);
    }
  });

  it("is forgotten when it is written anew", () => {
    const log = join(folder(), "log.jsonl");
    writeFileSync(log, '{"step": 0, "loss": 1}\n{"step": 1, "loss": 2}\n');
    const { read, now } = follow("jsonl", log);
    read();
    writeFileSync(log, '{"step": 0, "acc": 0.5}\n');
    read();
    assert.deepEqual(Object.keys(now()), ["acc"]);
  });

  it("is broken, with what was read left standing, once it is gone", () => {
    for (const format of ["csv", "jsonl"]) {
      const log = join(folder(), "log");
      writeFileSync(log, format === "csv" ? "step,loss\n0,1\n" : '{"step": 0, "loss": 1}\n');
      const { read, now } = follow(format, log);
      read();
      rmSync(log);
      assert.deepEqual(read(), { state: "broken", reason: "The file no longer exists." });
      assert.deepEqual(now()["loss"]?.values, [1]);
    }
  });

  it("that the user names is read as what it is, or refused with the reason", () => {
    const here = folder();
    const named = (name: string, bytes: string | Buffer) => {
      writeFileSync(join(here, name), bytes);
      const adopted = adoptFile(join(here, name));
      return "reason" in adopted ? adopted.reason : adopted.format.id;
    };
    assert.equal(named("a.txt", "lr loss\n"), "csv");
    assert.equal(named("a.txt", "reward;length\n1;2\n"), "csv");
    assert.equal(named("b.log", '{"reward": 1}\n'), "jsonl");
    assert.match(named("c.csv", "name,colour\na,b\n"), /numbers/);
    assert.match(named("d.csv", ""), /empty/);
    assert.match(named("e.csv", Buffer.from([0, 1, 2])), /text/);
    assert.match((adoptFile(join(here, "none.csv")) as { reason: string }).reason, /no longer exists/);
    assert.deepEqual(plain(readRun(formatOf("csv"), join(here, "a.txt"))), {
      reward: { kind: "row", steps: [0], values: [1] },
      length: { kind: "row", steps: [0], values: [2] },
    });
    assert.deepEqual(plain(readRun(formatOf("jsonl"), join(here, "b.log"))), {
      reward: { kind: "row", steps: [0], values: [1] },
    });
  });

  it("of the fixtures is claimed wherever discovery would find it", () => {
    for (const { folder: path, name } of fixtureCases("keras-csv")) {
      assert.equal(claimsBelow(resolve(path)).length, 1, name);
    }
  });
});

function time(work: () => void): number {
  const took = processorTime();
  work();
  return took();
}
