import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("visualdl");

/** A record of one scalar "a", as LogWriter frames it. */
function record(step: number, value: number, milliseconds: number): Buffer {
  const number = Buffer.alloc(4);
  number.writeFloatLE(value);
  const content = Buffer.concat([
    Buffer.from([0x08, ...varint(step), 0x12, 1, 0x61, 0x18, ...varint(milliseconds), 0x25]),
    number,
  ]);
  const length = Buffer.alloc(8);
  length.writeUInt32LE(content.length + 2);
  return Buffer.concat([length, Buffer.from([0x0a, content.length]), content]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

describe("the logs of VisualDL", () => {
  const temp = useTempFolder();
  const whole = readFileSync("test/fixtures/visualdl/v2_5/log/run2/vdlrecords.1790000100.log");
  let folders = 0;
  const write = (files: Readonly<Record<string, Buffer>>) => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    return folder;
  };
  const follow = (folder: string) => {
    const source = new RawSource();
    const reader = formatOf("visualdl").open(join(folder, "vdlrecords.1.log"));
    return { source, read: () => drain(reader, source) };
  };
  const leftOut = (source: RawSource) =>
    source.run().leftOut.list.map(({ count, unit, cause }) => [count, unit, cause]);

  it("are told by their names and how they begin", () => {
    const others = {
      "vdlrecords.txt": whole,
      "a.log": whole,
      "vdlrecords.2.log": Buffer.from("Hello, there is no log here.\n"),
    };
    assert.deepEqual(claimsBelow(write(others)), []);
    assert.equal(claimsBelow(write({ "vdlrecords.1.log": whole }))[0]?.format.id, "visualdl");
  });

  it("of one folder are one run, and the last of them may be another training", () => {
    const start = 1_790_000_000_000;
    const log = (begun: number) => Buffer.concat([0, 1, 2].map((step) => record(step, step, begun + step * 1000)));
    const folder = write({ "vdlrecords.1.log": log(start) });
    const { source, read } = follow(folder);
    read();
    writeFileSync(join(folder, "vdlrecords.2.log"), log(start + 100_000));
    read();
    assert.equal(source.run().earlier.length, 1);
    assert.deepEqual(plain(source.run())["a"]?.steps, [0, 1, 2, 0, 1, 2]);
    assert.deepEqual(plain(source.run())["a"]?.walls?.[3], start / 1000 + 100);
    rmSync(join(folder, "vdlrecords.2.log"));
    assert.deepEqual(read(), { state: "idle" });
  });

  it("that are damaged give what stands before the damage, and say so", () => {
    const absurd = Buffer.concat([whole, Buffer.from("ffffffffffffff7f00", "hex"), whole]);
    const { source, read } = follow(write({ "vdlrecords.1.log": absurd }));
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual(plain(source.run())["train/loss"]?.steps, [0, 10, 20, 30]);
    assert.deepEqual(leftOut(source), [[1, "record", "damaged"]]);

    const garbled = Buffer.from(whole);
    garbled[8] = 0xff;
    const other = follow(write({ "vdlrecords.1.log": garbled }));
    other.read();
    assert.equal(leftOut(other.source)[0]?.[2], "damaged");
  });

  it("are read anew where they were written anew", () => {
    const folder = write({ "vdlrecords.1.log": whole });
    const { source, read } = follow(folder);
    read();
    writeFileSync(join(folder, "vdlrecords.1.log"), whole.subarray(0, 100));
    read();
    assert.deepEqual(plain(source.run())["train/loss"]?.steps, [0]);
  });
});
