import { deepEqual, equal } from "node:assert/strict";
import {
  formatAge,
  formatColumn,
  formatDelta,
  formatDuration,
  formatParam,
  formatValue,
} from "../../../src/runs/describe/numbers";

describe("numbers and times, as they are written", () => {
  const cases = (format: (value: number) => string, expected: readonly (readonly [number, string])[]) =>
    deepEqual(
      expected.map(([value]) => format(value)),
      expected.map(([, text]) => text),
    );

  it("gives a value four digits that tell it apart, and no zeros that do not", () => {
    cases(formatValue, [
      [0.95694, "0.9569"],
      [0.95, "0.95"],
      [1, "1"],
      [-0.5, "−0.5"],
      [420, "420"],
      [123.456, "123.5"],
      [12345.6, "12346"],
      [99999.96, "100000"],
      [999999, "999999"],
      [1234567, "1.23e6"],
      [999999.7, "1e6"],
      [0.00012, "0.00012"],
      [0.0000123, "1.23e−5"],
      [0, "0"],
      [-0, "0"],
      [NaN, "NaN"],
      [Infinity, "∞"],
      [-Infinity, "−∞"],
    ]);
  });

  it("writes values that stand under each other to the same place, unless they would get too long", () => {
    const columns = [
      [
        [0.98333, 0.961, 1],
        ["0.9833", "0.9610", "1.0000"],
      ],
      [
        [0.04851, 0.9833333, -0.5],
        ["0.04851", "0.98333", "−0.50000"],
      ],
      [
        [3, 4],
        ["3", "4"],
      ],
      [
        [1234.5, 0.04851, NaN, 1.5e-9],
        ["1235", "0.04851", "NaN", "1.5e−9"],
      ],
      [[], []],
    ] as const;
    deepEqual(
      columns.map(([values]) => formatColumn(values)),
      columns.map(([, texts]) => texts),
    );
  });

  it("gives a difference its sign", () => {
    cases(formatDelta, [
      [0.007, "+0.007"],
      [-0.0561, "−0.056"],
      [0.965 - 0.957, "+0.008"],
      [0, "±0"],
      [-0, "±0"],
      [0.996, "+1"],
      [-12.345, "−12.35"],
      [1e-7, "+1e−7"],
    ]);
  });

  it("writes a parameter in full", () => {
    deepEqual(
      [20231105, 0.00001, "adam", true, null, -1].map((value) => formatParam(value)),
      ["20231105", "0.00001", "adam", "true", "null", "−1"],
    );
  });

  it("writes a time in its largest unit", () => {
    equal(formatAge(0, 9_000), "now");
    equal(formatAge(5_000, 0), "now");
    equal(formatAge(0, 3 * 3600_000), "3 h");
    deepEqual([40, 60, 7199, 86_400, 45 * 86_400, 800 * 86_400].map(formatDuration), [
      "40 s",
      "1 min",
      "1 h",
      "1 d",
      "1 mo",
      "2 y",
    ]);
  });
});
