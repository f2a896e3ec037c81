import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { RawSource } from "../../../src/readers/raw";
import { wandb } from "../../../src/readers/formats/wandb/format";
import { LogRecords } from "../../../src/readers/parsing/leveldb/log";
import { leftOutLines } from "../../../src/runs/describe/leftOut";
import { pointsOf, readAll } from "../../support/eventFolder";
import { config, exit, field, logOf, row } from "../../support/wandbLog";

const block = 32_768;
const header = 7;

/** A log of a real run, some tens of kilobytes. */
const real = (name: string): Buffer => {
  const folder = join("test", "fixtures", "wandb", name);
  const file = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((path) => path.endsWith(".wandb"));
  return readFileSync(join(folder, file!));
};

describe("A .wandb log", function () {
  this.timeout(20_000);
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "lossline-")), "offline-run-20260821_101112-abc");
    mkdirSync(folder);
    file = join(folder, "run-abc.wandb");
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  function open() {
    const source = new RawSource();
    const reader = wandb.open(folder);
    return {
      reader,
      source,
      read: (budget?: number) => readAll(reader, source, budget),
      points: () => pointsOf(source.run()),
      run: () => source.run(),
    };
  }
  function readWhole(bytes: Buffer, budget?: number) {
    writeFileSync(file, bytes);
    const run = open();
    const outcome = run.read(budget);
    return { ...run, outcome };
  }

  it("that grows byte by byte tells at every length a part of what it tells in the end", () => {
    const bytes = logOf([row(0, { loss: 1 }), config("lr", "0.1"), row(1, { loss: 0.5, acc: NaN }), exit(0)]);
    const whole = readWhole(bytes).points();
    const live = open();
    writeFileSync(file, "");
    let before = 0;
    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(file, bytes.subarray(0, length));
      assert.deepEqual(live.read(), { state: "idle" });
      const now = live.points();
      for (const [tag, points] of Object.entries(now)) assert.deepEqual(points, whole[tag]!.slice(0, points.length));
      const count = Object.values(now).flat().length;
      assert.ok(count >= before);
      before = count;
    }
    assert.deepEqual(live.points(), whole);
    assert.equal(live.run().facts.status?.status, "finished");
  });

  it("tells the same, in whatever pieces it comes", () => {
    const bytes = real("v0_18_killed");
    const whole = readWhole(bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 8 }), (cuts) => {
        writeFileSync(file, "");
        const live = open();
        for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
          writeFileSync(file, bytes.subarray(0, cut));
          live.read(4096);
        }
        assert.deepEqual(live.points(), whole.points());
        assert.deepEqual(live.run().facts, whole.run().facts);
      }),
      { numRuns: 25 },
    );
  });

  it("costs the new bytes only, when a record is added", () => {
    const rows = Array.from({ length: 2000 }, (_, step) => row(step, { loss: step }));
    const live = readWhole(logOf(rows));
    const series = live.run().seriesOf("loss");
    appendFileSync(file, logOf([...rows, row(2000, { loss: 5 })]).subarray(logOf(rows).length));
    live.read();
    assert.equal(live.run().seriesOf("loss"), series, "the series is gone on with");
    assert.equal(series.points.length, 2001);
  });

  it("may have records of any size, split over blocks anywhere", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * block), { minLength: 1, maxLength: 6 }), (lengths) => {
        const payloads = lengths.map((length, index) => Buffer.alloc(length, index + 1));
        const log = logOf(payloads);
        const read: Buffer[] = [];
        const records = new LogRecords();
        const { consumed } = records.take(log.subarray(header), header, (payload) => read.push(Buffer.from(payload)));
        assert.equal(consumed, log.length - header);
        assert.equal(records.damaged, 0);
        assert.ok(Buffer.concat(read).equals(Buffer.concat(payloads)) && read.length === payloads.length);
      }),
    );
  });

  it("loses the rest of a block to a flipped bit, and goes on with the next", () => {
    const rows = Array.from({ length: 1500 }, (_, step) => row(step, { loss: step }));
    const bytes = logOf(rows);
    assert.ok(bytes.length > 3 * block);
    bytes[block + 2000]! ^= 4;
    const run = readWhole(bytes);
    assert.deepEqual(run.outcome, { state: "idle" });
    assert.match(leftOutLines(run.run().leftOut.list).join(), /^1 record left out: a bad checksum/);
    const steps = Array.from(run.run().seriesOf("loss").points.view().steps);
    const gaps = steps.filter((step, index) => index > 0 && step !== steps[index - 1]! + 1);
    assert.equal(gaps.length, 1, "one gap");
    assert.equal(steps.at(-1), 1499, "and everything after it");
  });

  it("goes on after a damaged block that is still being written", () => {
    const rows = Array.from({ length: 1500 }, (_, step) => row(step, { loss: step }));
    const bytes = logOf(rows);
    bytes[block + 2000]! ^= 4;
    writeFileSync(file, bytes.subarray(0, block + 3000));
    const live = open();
    live.read();
    writeFileSync(file, bytes);
    live.read();
    assert.deepEqual(live.points(), readWhole(bytes).points());
  });

  it("waits where zeros were set aside for what is to come", () => {
    const bytes = logOf([row(0, { loss: 1 }), row(1, { loss: 2 })]);
    const first = logOf([row(0, { loss: 1 })]).length;
    writeFileSync(file, Buffer.concat([bytes.subarray(0, first), Buffer.alloc(bytes.length - first)]));
    const live = open();
    live.read();
    assert.deepEqual(live.points(), { loss: ["0=1"] });
    writeFileSync(file, bytes);
    live.read();
    assert.deepEqual(live.points(), { loss: ["0=1", "1=2"] });
    assert.deepEqual(live.reader.warnings, []);
  });

  it("never throws, hangs, or makes more than it holds, whatever bytes were changed", () => {
    const bytes = real("v0_31_everything");
    const changes = fc.array(fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = Buffer.from(bytes);
        for (const { at, to } of list) changed[at] = to;
        const { source } = readWhole(changed);
        const count = [...source.run().series.values()].reduce((sum, { points }) => sum + points.length, 0);
        assert.ok(count <= bytes.length);
      }),
      { numRuns: 150 },
    );
  });

  it("never throws for payloads that are no records, though their checksums hold", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (payloads) => {
        assert.equal(readWhole(logOf(payloads)).outcome.state, "idle");
      }),
      { numRuns: 100 },
    );
  });

  it("that is none says so", () => {
    const { outcome } = readWhole(Buffer.from("PK\u0003\u0004 is no log"));
    const reason = "run-abc.wandb does not begin as W&B logs do.";
    assert.deepEqual(outcome, { state: "broken", reason });
  });

  it("that is still empty is a run that has begun, at the time in its folder's name", () => {
    const { outcome, run } = readWhole(Buffer.alloc(0));
    assert.deepEqual(outcome, { state: "idle" });
    assert.equal(run().facts.startedAt, new Date(2026, 7, 21, 10, 11, 12).getTime());
  });

  it("starts over when another run's log takes its place", () => {
    const live = readWhole(logOf([row(0, { loss: 1 }), row(1, { loss: 2 })]));
    writeFileSync(file, logOf([row(0, { other: 3 })]));
    live.read();
    assert.deepEqual(live.points(), { other: ["0=3"] });
  });

  it("holds keys that JavaScript gives a meaning to like any others", () => {
    const run = readWhole(
      logOf([row(0, { constructor: 2, ["__proto__"]: 3 }), config("__proto__", '{"toString": 1}')]),
    ).run();
    assert.deepEqual([...run.series.keys()].sort(), ["__proto__", "constructor"]);
    assert.equal(run.params.get("__proto__.toString"), 1);
  });

  it("tells a nested config that is changed and removed key by key", () => {
    const update = (keys: string[], value: string) =>
      field.bytes(5, field.bytes(1, ...keys.map((key) => field.text(2, key)), field.text(16, value)));
    const remove = (keys: string[]) => field.bytes(5, field.bytes(2, ...keys.map((key) => field.text(2, key))));
    const { params } = readWhole(
      logOf([config("a", '{"b": {"c": 1, "d": 2}}'), update(["a", "b", "c"], "NaN"), remove(["a", "b", "d"])]),
    ).run();
    assert.deepEqual([...params], [["a.b.c", NaN]]);
  });

  it("that gives typed values only is read as well", () => {
    const typed = (key: string, ...value: Uint8Array[]) => field.bytes(1, field.text(2, key), ...value);
    const payload = field.bytes(
      2,
      typed("double", field.double(6, 0.1)),
      typed("plus", field.varint(5, 14)),
      typed("minus", field.varint(5, 13)),
      typed("nan", field.double(6, NaN)),
      typed("flag", field.varint(4, 1)),
      typed("text", field.text(7, "hi")),
      typed("object", field.text(8, '{"a": Infinity}')),
      typed("_step", field.varint(5, 8)),
    );
    const run = readWhole(logOf([payload]));
    assert.deepEqual(run.points(), {
      double: ["4=0.1"],
      plus: ["4=7"],
      minus: ["4=-7"],
      nan: ["4=NaN"],
      "object.a": ["4=Infinity"],
    });
    assert.deepEqual([...run.run().records.kinds], [["text", "text"]]);
  });

  it("never shows a token that stands in a remote's address", () => {
    const git = field.bytes(21, field.text(1, "https://user:token@github.com/a/b.git"), field.text(2, "c0ffee"));
    const { facts } = readWhole(logOf([field.bytes(17, git)])).run();
    assert.deepEqual(facts.git, { remote: "https://github.com/a/b.git", commit: "c0ffee" });
  });
});

describe("Side files of W&B, where the log is missing", () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "lossline-")), "run-20260821_101112-abc");
    mkdirSync(join(folder, "files"), { recursive: true });
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  it("tell the results, params and command of an uploaded run", () => {
    const write = (name: string, text: string) => writeFileSync(join(folder, "files", name), text);
    write("wandb-summary.json", '{"loss": NaN, "_step": 7, "picture": {"_type": "image-file", "width": 3}}');
    write("config.yaml", "wandb_version: 1\n_wandb:\n  value: {}\nlr:\n  desc: null\n  value: 0.1\n");
    write("wandb-metadata.json", '{"startedAt": "2026-08-21T10:11:12", "program": "train.py", "email": "a@b.c"}');
    const heads = { head: (file: string) => (file === "files/wandb-summary.json" ? Buffer.from("{") : undefined) };
    assert.equal(wandb.claim({ path: folder, files: [], folders: ["files"] }, heads).length, 1);
    const source = new RawSource();
    const reader = wandb.open(folder);
    assert.deepEqual(readAll(reader, source), { state: "idle" });
    const run = source.run();
    assert.deepEqual(pointsOf(run), { loss: ["7=NaN"] });
    assert.deepEqual([...run.params], [["lr", 0.1]]);
    assert.equal(run.facts.command, "python train.py");
    assert.equal(run.facts.startedAt, Date.UTC(2026, 7, 21, 10, 11, 12));
    assert.doesNotMatch(JSON.stringify(run.facts), /a@b\.c/);
  });

  it("do not make it a run that goes on: the exit stood in the log, and the last result says when it was", () => {
    writeFileSync(join(folder, "files", "wandb-summary.json"), '{"loss": 0.5, "_timestamp": 1748707083.5}');
    const source = new RawSource();
    readAll(wandb.open(folder), source);
    assert.equal(source.run().facts.status, undefined);
    assert.deepEqual([...source.run().series.get("loss")!.points.view().walls!], [1748707083.5]);
  });

  it("make a run of a folder of any name, which a bare configuration does not", () => {
    const claims = (name: string, there: string) =>
      wandb.claim(
        { path: join(folder, "..", name), files: [], folders: ["files"] },
        { head: (file) => (file === `files/${there}` ? Buffer.from("{") : undefined) },
      ).length;
    const counts = ["run-20260821_101112-abc", "run-bigger-net-abc"].flatMap((name) =>
      ["wandb-summary.json", "wandb-metadata.json", "config.yaml"].map((there) => claims(name, there)),
    );
    assert.deepEqual(counts, [1, 1, 0, 1, 1, 0]);
  });

  it("or a log, in a latest-run that is no link any more, are those of the run beside it", () => {
    const latest = { path: join(folder, "..", "latest-run"), folders: ["files"] };
    const heads = { head: () => Buffer.from("{") };
    const claims = (...files: string[]) => wandb.claim({ ...latest, files }, heads).length;
    assert.deepEqual([claims("run-abc.wandb"), claims(), claims("run-other.wandb")], [0, 0, 1]);
    rmSync(folder, { recursive: true });
    assert.deepEqual([claims("run-abc.wandb"), claims()], [1, 1]);
  });
});
