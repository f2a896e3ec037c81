/** Where values stand in a row of W&B's history that have no file of their own: histograms, texts. */
import type { JsonPiece, RecordRef, ValueInRow } from "../../../shared/records";
import { checkOf } from "../../parsing/files/check";
import type { PayloadPlace } from "../../parsing/leveldb/log";
import { Fields, wire } from "../../parsing/protobuf/wire";
import { Item } from "./value";

/** A HistoryRecord in the payload of a log's record. */
export interface HistoryRow {
  readonly payload: Buffer;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly place: PayloadPlace;
}

/** Keys that are nested deeper are not looked for, nor values of more parts: a histogram has five. */
const deepest = 8;
const mostParts = 32;

/** A value as it was written: JSON of our own, a place, or the parts by their keys. */
type Part = string | NonNullable<Item["place"]> | Parts;
type Parts = Map<string, Part>;

/** Goes through a row once more. Most rows have nothing to look for, so that places are not noted while a row is read. */
export class RowValues {
  private readonly item = new Item();
  private readonly fields = new Fields();

  /** @param file absolute path of the log */
  constructor(private readonly file: string) {}

  /** Places of the values with these keys, as far as they stand in the row by themselves. */
  locate(row: HistoryRow, tags: ReadonlySet<string>): Map<string, Pick<RecordRef, "file" | "place">> {
    const values = new Map<string, Part>();
    const fields = this.fields.over(row.view, row.start, row.end);
    this.item.begin();
    while (fields.next()) {
      if (fields.is(1, wire.bytes))
        noteItem(this.item.read(row.payload, row.view, fields.start, fields.end), tags, values);
    }
    const places = [...values].map(([tag, part]) => [tag, valueIn(row, part)] as const);
    return new Map(places.flatMap(([tag, place]) => (place ? [[tag, { file: this.file, place }]] : [])));
  }
}

/** Since 0.18 the parts of a histogram are items of their own, with nested keys; before, the whole of it is one. */
function noteItem(item: Item, tags: ReadonlySet<string>, values: Map<string, Part>): void {
  const { path } = item;
  for (let depth = 1, tag = ""; depth <= Math.min(path.length, deepest); depth++) {
    tag += depth === 1 ? path[0]! : `.${path[depth - 1]!}`;
    if (!tags.has(tag)) continue;
    const part = item.place ?? (item.number === undefined ? undefined : String(item.number));
    if (part !== undefined) put(values, [tag, ...path.slice(depth)], part);
    return;
  }
}

function put(values: Parts, path: readonly string[], part: Part): void {
  let parent = values;
  for (const key of path.slice(0, -1)) {
    let inner = parent.get(key);
    if (!(inner instanceof Map)) parent.set(key, (inner = new Map<string, Part>()));
    parent = inner;
  }
  parent.set(path.at(-1)!, part);
}

function valueIn({ view, place }: HistoryRow, value: Part): ValueInRow | undefined {
  const pieces: JsonPiece[] = [];
  let before = "";
  const write = (part: Part) => {
    if (typeof part === "string") before += part;
    else if (part instanceof Map) writeParts(part);
    else {
      const { start, end, isText } = part;
      const check = checkOf(view, start, end);
      pieces.push({ before, stretches: place.stretches(start, end), check, ...(isText && { isText }) });
      before = "";
    }
  };
  const writeParts = (parts: Parts) => {
    let first = true;
    for (const [key, part] of parts) {
      before += `${first ? "{" : ","}${JSON.stringify(key)}:`;
      write(part);
      first = false;
    }
    before += "}";
  };
  write(value);
  return pieces.length <= mostParts ? { pieces, after: before } : undefined;
}
