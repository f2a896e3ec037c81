/** The values of W&B's history, summary and config items: JSON text as Python writes it, or (since 0.31) a typed value. */
import { Fields, wire } from "../protobuf/wire";
import { numberIn } from "../text/numbers";
import { parsePythonJson, type JsonValue } from "../text/pythonJson";

/** Longer JSON texts are tables and samples, which are not plotted, and of no use as a parameter. */
const longestJson = 1024 * 1024;

/** The fields of wandb_internal.HistoryItem; SummaryItem, ConfigItem and StatsItem have the first two and the last. */
const item = { key: 1, nestedKey: 2, boolean: 4, integer: 5, number: 6, text: 7, json: 8, valueJson: 16 } as const;

/** Reads items where they lie. */
export class Item {
  /** The key; of a nested one, its parts. */
  path: string[] = [];
  /** The number, if the value is one: NaN and infinities too, which JSON has as bare words or in quotes. */
  number: number | undefined;
  private readonly fields = new Fields();
  private jsonStart = 0;
  private jsonEnd = 0;
  private typed: JsonValue | undefined;
  private view: DataView | undefined;

  /** Takes the item from `start` up to `end`. */
  read(view: DataView, start: number, end: number): this {
    this.view = view;
    this.path = [];
    this.number = undefined;
    this.jsonEnd = this.jsonStart = 0;
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
    const parsed = parsePythonJson(this.json());
    return parsed.ok ? parsed.value : undefined;
  }

  /** The value is a text, or an object, which may hold numbers or describe media. */
  get isTextOrObject(): boolean {
    if (this.jsonEnd === this.jsonStart) return typeof this.typed === "string";
    const first = this.view?.getUint8(this.jsonStart);
    return first === quote || first === openBrace;
  }

  private takeBytes(fields: Fields): void {
    if (fields.number === item.key) this.path = [fields.text()];
    else if (fields.number === item.nestedKey) this.path.push(fields.text());
    else if (fields.number === item.text) this.typed = fields.text();
    else if (fields.number === item.valueJson || fields.number === item.json) {
      this.jsonStart = fields.start;
      this.jsonEnd = fields.end;
    }
  }

  private numberOfJson(): number | undefined {
    const first = this.view!.getUint8(this.jsonStart);
    // Objects, lists, true, false and null are no numbers, and texts are longer than their names are.
    if (first === openBrace || first === openBracket || this.jsonEnd - this.jsonStart > 40) return undefined;
    const text = this.json();
    if (first === quote) return numberIn(text.slice(1, -1));
    const number = Number(text);
    return Number.isNaN(number) ? numberIn(text) : number;
  }

  private json(): string {
    const view = this.view!;
    const start = view.byteOffset + this.jsonStart;
    return Buffer.from(view.buffer, start, this.jsonEnd - this.jsonStart).toString("utf8");
  }
}

const openBrace = 0x7b;
const openBracket = 0x5b;
const quote = 0x22;

/** A sint64, from the number that its varint is as an int64. Inexact beyond 2^52. */
function zigzag(value: number): number {
  const unsigned = value < 0 ? value + 2 ** 64 : value;
  return unsigned % 2 === 0 ? unsigned / 2 : -(unsigned + 1) / 2;
}
