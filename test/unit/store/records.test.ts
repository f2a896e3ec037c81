import { deepEqual, equal, match, ok } from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { FilePart, RecordRef } from "../../../src/shared/records";
import { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { concat, event, field, fileVersion, scalarEvent, summary } from "../../support/eventFiles";
import { useTempFolder } from "../../support/tempFolder";

/** Summary.Value of an Image {1 height, 2 width, 4 encoded_image_string}, as torch's add_image writes it. */
const imageValue = (tag: string, png: Buffer): Buffer =>
  concat(field.text(1, tag), field.bytes(4, field.varint(1, 2), field.varint(2, 3), field.bytes(4, png)));

describe("records beside scalars", () => {
  const temp = useTempFolder();
  let made = 0;
  let folder: string;
  let file: string;
  let index: RunIndex;

  beforeEach(() => {
    folder = join(realpathSync(temp()), String(made++));
    mkdirSync(join(folder, "a"), { recursive: true });
    file = join(folder, "a", "events.out.tfevents.1.h");
    writeFileSync(file, concat(fileVersion(1.7e9), scalarEvent("loss", 0, 1)));
    index = new RunIndex();
    index.open([{ path: folder, exclude: [], added: [] }]);
  });

  const png = (step: number) => Buffer.from(`png ${step} `.repeat(200));
  const log = (step: number) =>
    appendFileSync(file, event(step, 1.7e9 + step, summary(imageValue("samples", png(step)))));
  const id = () => join(folder, "a");
  const look = () => {
    drain(index.discover(false));
    drain(index.read());
    return index.update(Date.now());
  };
  const refusalOf = (ref: RecordRef) => {
    const answer = index.record(id(), ref);
    return "refusal" in answer ? answer.refusal : "";
  };

  it("are known by tag, step, time and place, and each can be loaded by itself, in a live file too", () => {
    log(10);
    look();
    log(20);
    const [run] = look().changed;
    deepEqual(run?.records, [{ tag: "samples", kind: "image", count: 2, lastStep: 20, placed: 2 }]);
    const refs = index.records(id(), "samples");
    deepEqual(
      refs.map(({ step, wall, file: path }) => [step, wall, path]),
      [
        [10, 1.7e9 + 10, file],
        [20, 1.7e9 + 20, file],
      ],
    );
    for (const ref of refs) {
      const answer = index.record(id(), ref);
      ok("bytes" in answer);
      deepEqual(Buffer.from(answer.bytes), imageValue("samples", png(ref.step)));
    }
  });

  it("come again after their run's points were released", () => {
    log(10);
    index.limit = 1;
    look();
    index.keepWithinLimit();
    deepEqual(index.records(id(), "samples"), []);
    equal(index.summaries([id()])[0]?.records?.length, 1, "the row still tells of them");
    drain(index.load(new Set([id()])));
    index.update(Date.now());
    equal(index.records(id(), "samples").length, 1);
  });

  it("are refused, with a reason, where the file was cut off, replaced, rewritten or deleted since", () => {
    log(10);
    look();
    const [ref] = index.records(id(), "samples");
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 50);
    match(refusalOf(ref!), /replaced or rewritten/);
    const other = Buffer.from(whole);
    other.fill(0, whole.length - 80, whole.length - 60);
    writeFileSync(`${file}.new`, other);
    renameSync(`${file}.new`, file);
    match(refusalOf(ref!), /replaced or rewritten/);
    rmSync(file);
    match(refusalOf(ref!), /./);
  });

  it("are the only places that are read: one past the end, in another file, or too large is refused", () => {
    log(10);
    look();
    const [ref] = index.records(id(), "samples");
    const place = ref!.place as FilePart;
    for (const wrong of [{ offset: 1e12 }, { offset: place.offset + 1 }, { length: 2 ** 40 }]) {
      match(refusalOf({ ...ref!, place: { ...place, ...wrong } }), /no such record/);
    }
    for (const wrong of [
      { file: "/etc/passwd" },
      { place: { within: "/" } },
      { file: "/etc/passwd", place: { within: "/etc" } },
    ]) {
      match(refusalOf({ ...ref!, ...wrong }), /no such record/);
    }
    match(JSON.stringify(index.record("no run", ref!)), /no such record/);
  });

  it("of the fixtures that TensorBoard's own writers made are all found, and each is the Value that was written", () => {
    cpSync(resolve("test", "fixtures", "tensorboard", "tf2_mixed"), folder, { recursive: true });
    cpSync(resolve("test", "fixtures", "tensorboard", "mixed_records"), join(folder, "mixed"), { recursive: true });
    look();
    let found = 0;
    for (const { summary: run } of index.runs()) {
      for (const { tag, count } of run.records ?? []) {
        const refs = index.records(run.id, tag);
        equal(refs.length, count);
        for (const ref of refs) {
          const answer = index.record(run.id, ref);
          ok("bytes" in answer, JSON.stringify(answer));
          ok(Buffer.from(answer.bytes).includes(tag), "a Value names its tag");
          found++;
        }
      }
    }
    ok(found > 3, String(found));
  });
});
