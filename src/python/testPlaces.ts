import type { Outline } from "./module";

/** A test function, or a class of tests, in a test file. */
export interface TestPlace {
  /** As pytest names it after the file's `::`: "test_loss", "TestModel", "TestModel::test_loss". */
  readonly selector: string;
  readonly isClass: boolean;
  /** Offset of its first character. */
  readonly from: number;
}

/** Every test of a file, in the order in which they stand. @param named whether the file's name makes test functions of its functions */
export function testPlaces(outline: Outline, named: boolean): readonly TestPlace[] {
  const places: TestPlace[] = [];
  if (named) {
    for (const { name, from } of outline.functions.values())
      if (name.startsWith("test")) places.push({ selector: name, isClass: false, from });
  }
  for (const { name, from, bases, methods } of outline.classes.values()) {
    const own = [...methods.values()].filter((method) => method.name.startsWith("test"));
    const isCase = bases.some((base) => base.at(-1)?.endsWith("TestCase"));
    if (!isCase && !(name.startsWith("Test") && own.length > 0)) continue;
    places.push({ selector: name, isClass: true, from });
    for (const method of own) places.push({ selector: `${name}::${method.name}`, isClass: false, from: method.from });
  }
  return places.sort((a, b) => a.from - b.from);
}
