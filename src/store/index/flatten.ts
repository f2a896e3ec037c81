/**
 * Plain values (objects, arrays, strings, numbers, booleans, null, undefined) as one row of numbers beside tables of strings and
 * of shapes: what is alike is written once, numbers keep every bit, and reading it makes each string only once.
 */
export interface Flat {
  readonly strings: readonly string[];
  /** The keys of each kind of object, and lists of strings. */
  readonly shapes: readonly (readonly string[])[];
  readonly data: Float64Array;
}

/** What the next number, or numbers, in `data` are. Shapes begin at `object`. */
const kind = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  number: 4,
  string: 5,
  array: 6,
  list: 7,
  numbers: 8,
  object: 9,
} as const;

/** Deeper than this is nothing that we keep. */
const deepest = 100;

/** Writes values, one after another, into one Flat. */
export class Flattener {
  private readonly strings = new Map<string, number>();
  private readonly shapes = new Map<string, number>();
  private readonly keys: (readonly string[])[] = [];
  private readonly data: number[] = [];

  /** @throws for what is no plain value */
  add(value: unknown, depth = 0): void {
    if (depth > deepest) throw new TypeError("too deep");
    if (typeof value === "number") this.data.push(kind.number, value);
    else if (typeof value === "string") this.data.push(kind.string, this.indexOf(value));
    else if (value === undefined) this.data.push(kind.undefined);
    else if (value === null) this.data.push(kind.null);
    else if (typeof value === "boolean") this.data.push(value ? kind.true : kind.false);
    else if (isList(value)) this.data.push(kind.list, this.shapeOf(value));
    else if (isNumbers(value)) this.addNumbers(value);
    else if (Array.isArray(value)) {
      this.data.push(kind.array, value.length);
      for (const item of value as unknown[]) this.add(item, depth + 1);
    } else if (typeof value === "object") this.addObject(value, depth);
    else throw new TypeError(`a ${typeof value} is no plain value`);
  }

  take(): Flat {
    return { strings: [...this.strings.keys()], shapes: this.keys, data: Float64Array.from(this.data) };
  }

  private addObject(value: object, depth: number): void {
    this.data.push(kind.object + this.shapeOf(Object.keys(value)));
    for (const item of Object.values(value) as unknown[]) this.add(item, depth + 1);
  }

  private addNumbers(values: readonly number[]): void {
    this.data.push(kind.numbers, values.length);
    for (const value of values) this.data.push(value);
  }

  private shapeOf(keys: readonly string[]): number {
    const name = JSON.stringify(keys);
    let shape = this.shapes.get(name);
    if (shape === undefined) {
      this.shapes.set(name, (shape = this.keys.length));
      this.keys.push([...keys]);
    }
    return shape;
  }

  private indexOf(text: string): number {
    let index = this.strings.get(text);
    if (index === undefined) this.strings.set(text, (index = this.strings.size));
    return index;
  }
}

/** Reads the values of a Flat in their order. */
export class Unflattener {
  private at = 0;

  constructor(private readonly flat: Flat) {}

  get isAtEnd(): boolean {
    return this.at === this.flat.data.length;
  }

  /** @throws RangeError if the numbers do not make up a value */
  next(depth = 0): unknown {
    const { data } = this.flat;
    if (depth > deepest || this.at >= data.length) throw new RangeError("no value");
    const what = data[this.at++]!;
    switch (what) {
      case kind.undefined:
        return undefined;
      case kind.null:
        return null;
      case kind.false:
        return false;
      case kind.true:
        return true;
      case kind.number:
        return small(this.number());
      case kind.string:
        return entry(this.flat.strings, this.number());
      case kind.list:
        return entry(this.flat.shapes, this.number());
      case kind.numbers:
        return this.numbers();
      case kind.array:
        return this.array(depth);
      default:
        return this.object(entry(this.flat.shapes, what - kind.object), depth);
    }
  }

  private number(): number {
    if (this.at >= this.flat.data.length) throw new RangeError("no value");
    return this.flat.data[this.at++]!;
  }

  private length(): number {
    const length = this.number();
    if (!(length >= 0 && length <= this.flat.data.length - this.at)) throw new RangeError("no length");
    return length;
  }

  private numbers(): number[] {
    const end = this.length() + this.at;
    const items = [...this.flat.data.subarray(this.at, end)];
    this.at = end;
    return items;
  }

  private array(depth: number): unknown[] {
    const length = this.length();
    const items: unknown[] = [];
    for (let item = 0; item < length; item++) items.push(this.next(depth + 1));
    return items;
  }

  private object(keys: readonly string[], depth: number): object {
    const { data } = this.flat;
    const made: Record<string, unknown> = {};
    for (const key of keys) {
      // Most are numbers.
      const isNumber = data[this.at] === kind.number && this.at + 1 < data.length;
      const value = isNumber ? small(data[(this.at += 2) - 1]!) : this.next(depth + 1);
      if (key === "__proto__")
        Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
      else made[key] = value;
    }
    return made;
  }
}

/** A whole number as V8 keeps it without a box of its own: half of all numbers are. */
function small(value: number): number {
  const whole = value | 0;
  return whole === value && (whole !== 0 || 1 / value > 0) ? whole : value;
}

/** Lists of strings that are alike (the tags of a sweep's runs) are kept once, and given back as one and the same list. */
function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");
}

function entry<T>(table: readonly T[], index: number): T {
  const found = table[index];
  if (found === undefined) throw new RangeError("no entry");
  return found;
}
