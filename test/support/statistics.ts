import { equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Reads cases of test/fixtures/statistics: SciPy's answers. Numbers that JSON lacks are spelled out there. */
export function readCases(name: string): unknown[] {
  const text = readFileSync(`test/fixtures/statistics/${name}.json`, "utf8");
  const special = new Map([
    ["NaN", NaN],
    ["Infinity", Infinity],
    ["-Infinity", -Infinity],
  ]);
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" ? (special.get(value) ?? value) : value,
  ) as unknown[];
}

/** Holds that two numbers agree relative to their size, or to `size` where the number comes of larger ones' difference. */
export function near(actual: number | undefined, expected: number, tolerance: number, size = Math.abs(expected)): void {
  // Where SciPy divides by nothing we say that there is none.
  if (Number.isNaN(expected)) {
    equal(actual, undefined);
    return;
  }
  const isNear = actual !== undefined && (actual === expected || Math.abs(actual - expected) <= tolerance * size);
  ok(isNear, `${String(actual)} is not ${expected} to ${tolerance} of ${size}`);
}
