/** The values of W&B's history, summary and config items: JSON text as Python writes it, or (since 0.31) a typed value. */
import { Fields, wire } from "../../parsing/protobuf/wire";
import { numberIn } from "../../parsing/tables/numbers";
import { parsePythonJson, type JsonValue } from "../../parsing/documents/pythonJson";
import { plainNumber } from "../../parsing/tables/row";

/** Longer JSON texts are tables and samples, which are not plotted, and of no use as a parameter. */
const longestJson = 1024 * 1024;

/** Longer than any number, in digits or by name. */
const longestNumber = 40;

/** The fields of wandb_internal.HistoryItem; SummaryItem, ConfigItem and StatsItem have the first two and the last. */
const item = { key: 1, nestedKey: 2, boolean: 4, integer: 5, number: 6, text: 7, json: 8, valueJson: 16 } as const;

/** `null` begins so; NaN does not. */
const smallN = 0x6e;
const openBrace = 0x7b;
const quote = 0x22;
const nameOfNumber = /^["NI-]/;

/** Reads items where they lie. Nothing is made of the usual one, a number under a key that was seen before. */
export class Item {
  /** The key; of a nested one, its parts. */
  readonly path: string[] = [];
  /** The number, if the value is one: NaN and infinities too, which JSON has as bare words or in quotes. */
  number: number | undefined;
  private readonly keys = new Keys();
  private readonly fields = new Fields();
  private payload: Buffer = Buffer.alloc(0);
  private jsonStart = 0;
  private jsonEnd = 0;
  private textStart = 0;
  private textEnd = 0;
  private typed: JsonValue | undefined;

  /** The key as one word. */
  get name(): string {
    return this.path.length === 1 ? this.path[0]! : this.path.join(".");
  }

  /** Whether it says that nothing was logged. */
  get isNull(): boolean {
    return this.jsonEnd > this.jsonStart && this.payload[this.jsonStart] === smallN;
  }

  /** The value is a text, or an object, which may hold numbers or describe media. */
  get isTextOrObject(): boolean {
    if (this.jsonEnd === this.jsonStart) return typeof this.typed === "string";
    const first = this.payload[this.jsonStart];
    return first === quote || first === openBrace;
  }

  /** Takes the item from `start` up to `end` of a payload, which `view` is of. */
  read(payload: Buffer, view: DataView, start: number, end: number): this {
    this.payload = payload;
    this.path.length = 0;
    this.number = undefined;
    this.jsonEnd = this.jsonStart = this.textEnd = this.textStart = 0;
    this.typed = undefined;
    const fields = this.fields.over(view, start, end);
    while (fields.next()) {
      if (fields.wire === wire.bytes) this.takeBytes(fields);
      else if (fields.is(item.number, wire.fixed64)) this.typed = this.number = fields.double();
      else if (fields.is(item.integer, wire.varint)) this.typed = this.number = zigzag(fields.int64());
      else if (fields.is(item.boolean, wire.varint)) this.typed = fields.int64() !== 0;
    }
    if (this.jsonEnd > this.jsonStart) this.number = this.numberOfJson();
    return this;
  }

  /** The whole value; undefined if there is none, or one that cannot be read. */
  value(): JsonValue | undefined {
    if (this.jsonEnd === this.jsonStart) return this.typed;
    if (this.jsonEnd - this.jsonStart > longestJson) return undefined;
    const parsed = parsePythonJson(this.payload.toString("utf8", this.jsonStart, this.jsonEnd));
    return parsed.ok ? parsed.value : undefined;
  }

  /** Where the value stands in the payload, as JSON or as a text; undefined if it does as neither. */
  get place(): { readonly start: number; readonly end: number; readonly isText: boolean } | undefined {
    const { jsonStart, jsonEnd, textStart, textEnd, typed } = this;
    if (jsonEnd > jsonStart) return { start: jsonStart, end: jsonEnd, isText: false };
    return typeof typed === "string" ? { start: textStart, end: textEnd, isText: true } : undefined;
  }

  /** Begins a record: its keys are probably those of the record before, in the same order. */
  begin(): void {
    this.keys.begin();
  }

  private takeBytes(fields: Fields): void {
    const { number, start, end } = fields;
    if (number === item.key || number === item.nestedKey) this.path.push(this.keys.next(this.payload, start, end));
    else if (number === item.text) {
      this.typed = fields.text();
      this.textStart = start;
      this.textEnd = end;
    } else if (number === item.valueJson || number === item.json) {
      this.jsonStart = start;
      this.jsonEnd = end;
    }
  }

  private numberOfJson(): number | undefined {
    const { payload, jsonStart, jsonEnd } = this;
    const plain = plainNumber(payload, jsonStart, jsonEnd);
    if (plain !== undefined || jsonEnd - jsonStart > longestNumber) return plain;
    const text = payload.toString("latin1", jsonStart, jsonEnd);
    const number = Number(text);
    if (!Number.isNaN(number)) return number;
    return nameOfNumber.test(text) ? numberIn(text.startsWith('"') ? text.slice(1, -1) : text) : undefined;
  }
}

/** Makes texts of keys, once for each place in the row: loops log the same keys in the same order. */
class Keys {
  private readonly known: { readonly bytes: Buffer; readonly text: string }[] = [];
  private at = 0;

  begin(): void {
    this.at = 0;
  }

  next(payload: Buffer, start: number, end: number): string {
    const guess = this.known[this.at];
    if (guess && holds(guess.bytes, payload, start, end)) {
      this.at++;
      return guess.text;
    }
    const bytes = Buffer.from(payload.subarray(start, end));
    const text = bytes.toString("utf8");
    if (this.at < mostKnown) this.known[this.at++] = { bytes, text };
    return text;
  }
}

/** Keys of one row that are kept. */
const mostKnown = 1000;

function holds(key: Buffer, payload: Buffer, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at++) if (key[at] !== payload[start + at]) return false;
  return true;
}

/** A sint64, from the number that its varint is as an int64. Inexact beyond 2^52. */
function zigzag(value: number): number {
  const unsigned = value < 0 ? value + 2 ** 64 : value;
  return unsigned % 2 === 0 ? unsigned / 2 : -(unsigned + 1) / 2;
}
