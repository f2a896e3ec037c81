import assert from "node:assert/strict";
import { mkdirSync, truncateSync } from "node:fs";
import fc from "fast-check";
import { RawRun } from "../../../src/readers/raw";
import { EventDecoder } from "../../../src/readers/formats/tensorboard/events";
import { leftOutLines } from "../../../src/runs/describe/leftOut";
import * as write from "../../support/eventFiles";
import { inFolder } from "../../support/eventFolder";

const { concat, event, field, fileVersion, pluginMetadata, record, recordHeader, scalarEvent, summary } = write;

const ten = Array.from({ length: 10 }, (_, step) => scalarEvent("loss", step, step + 0.5));
const tenthStart = concat(...ten.slice(0, 9)).length;

describe("A damaged event file", () => {
  it("keeps everything before a damaged length, says where it stands, and does not stop the other files", () => {
    inFolder((folder) => {
      const bytes = concat(...ten);
      bytes[tenthStart] = bytes[tenthStart]! ^ 1;
      const damaged = folder.file("events.out.tfevents.1.a");
      folder.write(bytes, damaged).write(scalarEvent("acc", 0, 1), folder.file("events.out.tfevents.2.a"));
      assert.deepEqual(folder.read(), { state: "idle" });
      assert.equal(folder.points()["loss"]?.length, 9);
      assert.deepEqual(folder.points()["acc"], ["0=1"]);
      assert.match(
        folder.reader.warnings.join(),
        new RegExp(`tfevents.1.a: The record at byte ${tenthStart} has a damaged length`),
      );
    });
  });

  it("is broken if it is the only one", () => {
    inFolder((folder) => {
      const outcome = folder.write(Buffer.from("this is no event file at all")).read();
      assert.equal(outcome.state, "broken");
      assert.deepEqual(folder.points(), {});
    });
  });

  it("loses the record whose payload is damaged, and no other", () => {
    inFolder((folder) => {
      const bytes = concat(...ten);
      bytes[tenthStart - 6] = bytes[tenthStart - 6]! ^ 0x10;
      assert.deepEqual(folder.write(bytes).read(), { state: "idle" });
      assert.deepEqual(folder.points()["loss"]?.length, 9);
      assert.ok(!folder.points()["loss"]?.some((point) => point.startsWith("8=")));
      folder.append(ten[8]!).read();
      assert.deepEqual(
        folder.run.leftOut.list.map(({ count, cause }) => [count, cause]),
        [[1, "damaged"]],
      );
    });
  });

  it("never throws, hangs or invents a point, whichever bits are turned", () => {
    const clean = concat(fileVersion(1.7e9), ...ten);
    const known = new Set(ten.map((_, step) => `${step}=${step + 0.5}`));
    const flips = fc.array(fc.tuple(fc.nat(clean.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(flips, (places) => {
        const bytes = Buffer.from(clean);
        for (const [at, mask] of places) bytes[at] = bytes[at]! ^ mask;
        inFolder((folder) => {
          folder.write(bytes).read();
          assert.deepEqual(
            Object.keys(folder.points()).filter((tag) => tag !== "loss"),
            [],
          );
          for (const point of folder.points()["loss"] ?? []) assert.ok(known.has(point), point);
        });
      }),
      { numRuns: 100 },
    );
  }).timeout(20_000);

  it("goes on after a record that is no event, and counts it", () => {
    inFolder((folder) => {
      const cut = event(1, 1.7e9, summary(write.simpleValue("loss", 1))).subarray(12, -6);
      folder.write(concat(ten[0]!, record(cut), record(Buffer.from([0xff, 0xff])), ten[1]!));
      assert.deepEqual(folder.read(), { state: "idle" });
      assert.deepEqual(folder.points(), { loss: ["0=0.5", "1=1.5"] });
      assert.match(leftOutLines(folder.run.leftOut.list).join(), /^2 records left out: .*cannot be decoded\.$/);
    });
  });

  it("is not an event file if it is a folder or a pipe that has the name of one", () => {
    inFolder((folder) => {
      mkdirSync(folder.file("events.out.tfevents.1.folder"));
      folder.write(ten[0]!);
      assert.deepEqual(folder.read(), { state: "idle" });
      assert.equal(folder.reader.files.length, 1);
    });
  });
});

describe("A record of an absurd length", () => {
  it("is passed over without being read, once it is there", () => {
    inFolder((folder) => {
      const length = 200e6;
      const file = folder
        .write(concat(ten[0]!, recordHeader(BigInt(length))))
        .file("events.out.tfevents.1700000000.host.1.0");
      assert.deepEqual(folder.read(), { state: "idle" });
      truncateSync(file, ten[0]!.length + 12 + length - 50); // sparse: takes no space
      assert.deepEqual(folder.read(), { state: "idle" });
      truncateSync(file, ten[0]!.length + 12 + length + 4);
      const before = process.memoryUsage().rss;
      folder.append(ten[1]!).read();
      assert.deepEqual(folder.points(), { loss: ["0=0.5", "1=1.5"] });
      assert.ok(process.memoryUsage().rss - before < 64e6);
      assert.deepEqual(leftOutLines(folder.run.leftOut.list), ["1 record left out: larger than 64 MiB."]);
    });
  });

  it("is waited for without an end if it is longer than any file", () => {
    inFolder((folder) => {
      folder.write(concat(ten[0]!, recordHeader(2n ** 64n - 1n), ten[1]!));
      assert.deepEqual(folder.read(), { state: "idle" });
      folder.append(ten[2]!);
      assert.deepEqual(folder.read(), { state: "idle" });
      assert.deepEqual(folder.points(), { loss: ["0=0.5"] });
    });
  });

  it("is read where it is merely long: a graph of several MB between scalars", () => {
    inFolder((folder) => {
      const graph = event(0, 1.7e9, field.bytes(4, Buffer.alloc(5 << 20, 7)));
      folder.write(concat(ten[0]!, graph, ten[1]!)).read(100_000);
      assert.deepEqual(folder.points(), { loss: ["0=0.5", "1=1.5"] });
      assert.equal(folder.run.records.kinds.get("graph"), "graph");
    });
  });
});

describe("Bytes that only look like an event", () => {
  const take = (bytes: Uint8Array) => {
    const padded = concat(bytes, Buffer.alloc(4)); // the checksum that follows a payload
    return new EventDecoder(new RawRun("")).take(
      new DataView(padded.buffer, padded.byteOffset, padded.length),
      0,
      bytes.length,
    );
  };

  it("never throw, whatever they are", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void take(bytes)));
  });

  it("never throw, however an event is cut or changed", () => {
    const content = field.bytes(3, field.bytes(1, field.text(1, "lr"), field.bytes(2, field.double(2, 0.1))));
    const whole = concat(
      field.double(1, 1.7e9),
      field.varint(2, -3),
      summary(
        write.tensorValue("_hparams_/session_start_info", [field.varint(1, 1)], pluginMetadata("hparams", content)),
        write.tensorValue("args/text_summary", [field.varint(1, 7), field.text(8, '{"a": 1}')], pluginMetadata("text")),
        write.tensorValue("loss", [field.varint(1, 2), write.shape(1), field.bytes(6, write.float64(0.1))]),
      ),
    );
    assert.equal(take(whole), true);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), (changes, length) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        take(bytes.subarray(0, length));
      }),
      { numRuns: 2000 },
    );
  });
});
