import assert from "node:assert/strict";
import fc from "fast-check";
import { RawRun } from "../../../src/readers/raw";
import { EventDecoder } from "../../../src/readers/formats/tensorboard/events";
import * as write from "../../support/eventFiles";
import { pointsOf } from "../../support/eventFolder";

const { concat, event, field, float32, float64, pluginMetadata, scalarEvent, shape, summary, tensorValue, varint } =
  write;
type Bytes = write.Bytes;

/** What a run makes of these records. */
function runOf(...records: readonly Buffer[]): RawRun {
  const run = new RawRun("");
  const decoder = new EventDecoder(run);
  for (const bytes of records) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    assert.ok(decoder.take(view, 12, bytes.length - 4));
  }
  return run;
}

/** The points of tag `x` in one event with these Values. */
function valuesOf(...values: readonly Bytes[]): number[] {
  return Array.from(
    runOf(event(0, 1.7e9, summary(...values)))
      .seriesOf("x")
      .points.view().values,
  );
}

const tensor = (...fields: readonly Bytes[]) => valuesOf(tensorValue("x", fields, pluginMetadata("scalars")));
const dtype = (number: number) => field.varint(1, number);
const content = (...bytes: readonly Bytes[]) => field.bytes(4, ...bytes);
const littleEndian = (...bytes: readonly number[]) => content(Uint8Array.from(bytes));

describe("A scalar in an event", () => {
  it("is a simple_value, of any float", () => {
    for (const value of [0, -0, 1.5, -1e-45, 3.4e38, Infinity, -Infinity, NaN]) {
      assert.deepEqual(valuesOf(write.simpleValue("x", value)), [Math.fround(value)]);
    }
  });

  it("has the step and the wall time of its event", () => {
    const steps = [0, 1, 127, 128, 2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 53 - 1, -1, -5, -(2 ** 31), -(2 ** 53) + 1];
    const { points } = runOf(...steps.map((step, at) => scalarEvent("x", step, at, 1.7e9 + at / 8))).seriesOf("x");
    assert.deepEqual(Array.from(points.view().steps), steps);
    assert.deepEqual(
      Array.from(points.view().walls ?? []),
      Array.from(steps, (_, at) => 1.7e9 + at / 8),
    );
  });

  it("is a tensor of every numeric dtype, in the dtype's list, packed or not", () => {
    const cases: readonly (readonly [type: number, list: number, element: Bytes, expected: number])[] = [
      [1, 5, float32(1.5), 1.5],
      [2, 6, float64(0.1), 0.1],
      [3, 7, varint(-7), -7],
      [4, 7, varint(200), 200],
      [5, 7, varint(-300), -300],
      [6, 7, varint(-100), -100],
      [9, 10, varint(2n ** 40n), 2 ** 40],
      [10, 11, varint(1), 1],
      [14, 13, varint(0x3fc0), 1.5],
      [17, 7, varint(65535), 65535],
      [19, 13, varint(0x3e00), 1.5],
      [22, 16, varint(4294967295), 4294967295],
      [23, 17, varint(2n ** 64n - 2n ** 11n), 2 ** 64 - 2 ** 11],
    ];
    for (const [type, list, element, expected] of cases) {
      const wire = type === 1 ? 5 : type === 2 ? 1 : 0;
      assert.deepEqual(tensor(dtype(type), field.bytes(list, element)), [expected], `packed, dtype ${type}`);
      const alone = concat(varint((list << 3) | wire), element);
      assert.deepEqual(tensor(dtype(type), alone), [expected], `not packed, dtype ${type}`);
    }
  });

  it("is a tensor of every numeric dtype in tensor_content", () => {
    assert.deepEqual(tensor(dtype(1), shape(), content(float32(-2.5))), [-2.5]);
    assert.deepEqual(tensor(dtype(2), content(float64(1e300))), [1e300]);
    assert.deepEqual(tensor(dtype(3), littleEndian(0xfe, 0xff, 0xff, 0xff)), [-2]);
    assert.deepEqual(tensor(dtype(4), littleEndian(200)), [200]);
    assert.deepEqual(tensor(dtype(5), littleEndian(0xfe, 0xff)), [-2]);
    assert.deepEqual(tensor(dtype(6), littleEndian(0xfe)), [-2]);
    assert.deepEqual(tensor(dtype(9), littleEndian(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)), [-2]);
    assert.deepEqual(tensor(dtype(10), littleEndian(1)), [1]);
    assert.deepEqual(tensor(dtype(14), littleEndian(0x49, 0xc0)), [-3.140625]);
    assert.deepEqual(tensor(dtype(17), littleEndian(0xfe, 0xff)), [65534]);
    assert.deepEqual(tensor(dtype(19), littleEndian(0x48, 0xc2)), [-3.140625]);
    assert.deepEqual(tensor(dtype(22), littleEndian(0xfe, 0xff, 0xff, 0xff)), [2 ** 32 - 2]);
    assert.deepEqual(tensor(dtype(23), littleEndian(0, 0, 0, 0, 0, 0, 0, 0x80)), [2 ** 63]);
  });

  it("is a half of any kind: smallest, largest, infinite, NaN", () => {
    const half = (bits: number) => tensor(dtype(19), field.bytes(13, varint(bits)))[0];
    assert.deepEqual([0x0000, 0x0001, 0x03ff, 0x0400, 0x7bff].map(half), [
      0,
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      65504,
    ]);
    assert.deepEqual([0x8000, 0xfc00, 0x7c00, 0x7e00].map(half), [-0, -Infinity, Infinity, NaN]);
  });

  it("may have a shape of ones, and no other", () => {
    const value = field.bytes(5, float32(2));
    assert.deepEqual(tensor(dtype(1), shape(1), value), [2]);
    assert.deepEqual(tensor(dtype(1), shape(1, 1), value), [2]);
    assert.deepEqual(tensor(dtype(1), shape(2), value), []);
    assert.deepEqual(tensor(dtype(1), shape(0)), []);
  });

  it("is no text, no complex number, and not nothing", () => {
    assert.deepEqual(tensor(dtype(7), field.text(8, "1.5")), []);
    assert.deepEqual(tensor(dtype(8), field.bytes(9, float32(1), float32(2))), []);
    assert.deepEqual(tensor(dtype(1)), []);
    assert.deepEqual(tensor(dtype(1), content(float64(1))), []);
  });
});

describe("The kind of a tag", () => {
  const one = [dtype(1), field.bytes(5, float32(1))];
  const kinds = (...records: readonly Buffer[]) => Object.fromEntries(runOf(...records).records.kinds);

  it("is what its first record says; later ones come without metadata", () => {
    const first = event(0, 1, summary(tensorValue("x", one, pluginMetadata("scalars"))));
    const later = event(1, 2, summary(tensorValue("x", one)));
    assert.deepEqual(pointsOf(runOf(first, later)), { x: ["0=1", "1=1"] });
    const custom = event(0, 1, summary(tensorValue("x", one, pluginMetadata("my_plugin"))));
    assert.deepEqual(pointsOf(runOf(custom, later)), {});
    assert.deepEqual(kinds(custom, later), { x: "my_plugin" });
  });

  it("is scalar for a tensor of one number that no plugin claims", () => {
    assert.deepEqual(valuesOf(tensorValue("x", one)), [1]);
  });

  it("follows the data class before everything else", () => {
    const dataClass = (number: number) => pluginMetadata("mine", new Uint8Array(), field.varint(4, number));
    assert.deepEqual(valuesOf(tensorValue("x", one, dataClass(1))), [1]);
    assert.deepEqual(valuesOf(tensorValue("x", one, dataClass(2))), []);
  });

  it("is the word for it where it is not plotted", () => {
    const other = (tag: string, number: number) => concat(field.text(1, tag), field.bytes(number, Buffer.alloc(3)));
    const values = summary(
      other("i", 4),
      other("h", 5),
      other("a", 6),
      tensorValue("images", [dtype(7)], pluginMetadata("images")),
      tensorValue("text", [dtype(7)], pluginMetadata("text")),
      tensorValue("pr", one, pluginMetadata("pr_curves")),
    );
    assert.deepEqual(kinds(event(0, 1, values)), {
      i: "image",
      h: "histogram",
      a: "audio",
      images: "image",
      text: "text",
      pr: "pr_curves",
    });
  });
});

describe("Events in any layout that protobuf allows", () => {
  const logged = fc.record({
    tag: fc.oneof(
      fc.constantFrom("loss", "lass", "los", "val/acc", ""),
      fc.string({ unit: "grapheme", maxLength: 120 }),
    ),
    step: fc.maxSafeInteger(),
    value: fc.float(),
    wall: fc.double({ min: 1, max: 4e9, noNaN: true }),
    layout: fc.constantFrom("usual", "reversed", "unknown fields", "two values"),
  });
  type Logged = typeof logged extends fc.Arbitrary<infer T> ? T : never;

  function layOut({ tag, step, value, wall, layout }: Logged): Buffer {
    const parts = [field.double(1, wall), field.varint(2, step)];
    const [name, number] = [field.text(1, tag), field.float(2, value)];
    const more = [field.varint(100, 5), field.double(101, 1), field.text(102, "?"), field.float(103, 2)];
    switch (layout) {
      case "usual":
        return scalarEvent(tag, step, value, wall);
      case "reversed":
        return write.record(concat(summary(concat(number, name)), ...parts.reverse()));
      case "unknown fields":
        return write.record(concat(...more, ...parts, summary(concat(...more, name, number)), ...more));
      case "two values":
        return write.record(concat(...parts, summary(write.simpleValue("second", value), concat(name, number))));
    }
  }

  it("give the same points", () => {
    fc.assert(
      fc.property(fc.array(logged, { maxLength: 40 }), (all) => {
        const run = runOf(...all.map(layOut));
        const expected = new Map<string, number[][]>();
        const expect = (tag: string, { step, value, wall }: Logged) =>
          expected.set(tag, [...(expected.get(tag) ?? []), [step, value, wall]]);
        for (const item of all) {
          if (item.layout === "two values") expect("second", item);
          expect(item.tag, item);
        }
        const read = [...run.series.values()].map(({ tag, points }) => {
          const { steps, values, walls } = points.view();
          return [tag, Array.from(steps, (step, at) => [step, values[at], walls?.[at]])] as const;
        });
        // A wall time of 0 never comes out of a writer, and -0 is 0 as a varint.
        assert.deepEqual(JSON.stringify([...new Map(read)].sort()), JSON.stringify([...expected].sort()));
      }),
    );
  });

  it("keep thousands of tags apart", () => {
    const tags = Array.from({ length: 1500 }, (_, at) => `layers/${at % 70}/weight/${at}`);
    const run = runOf(...[0, 1].flatMap((step) => tags.map((tag, at) => scalarEvent(tag, step, at))));
    assert.deepEqual([...run.series.keys()], tags);
    for (const [at, tag] of tags.entries())
      assert.deepEqual(Array.from(run.seriesOf(tag).points.view().values), [at, at]);
  });
});
