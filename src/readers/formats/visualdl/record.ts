import { mostParams } from "../../parsing/params/flatten";
import type { ParamValue } from "../../../shared/run";
import { Fields, wire } from "../../parsing/protobuf/wire";
import { pushPoint } from "../../parsing/documents/tree";
import { wallOf } from "../../parsing/tables/numbers";
import type { RawRun } from "../../raw";

/** Numbers of fields. Source: visualdl/proto/record.proto. */
const values = 1;
const value = { step: 1, tag: 2, milliseconds: 3, scalar: 4, about: 10, params: 13, named: 14 } as const;
/** What else a value may hold, by its number. */
const media = new Map([
  [5, "image"],
  [6, "audio"],
  [7, "embeddings"],
  [8, "histogram"],
  [9, "pr_curve"],
  [11, "roc_curve"],
  [12, "text"],
]);
/** The tag under which a file says what it is called. */
const aboutTag = "meta_data_tag";

/** What a value says apart from its content. */
interface Head {
  readonly path: string;
  step: number;
  tag: string;
  wall: number | undefined;
}

/** Adds one record to a run. @returns whether it was one: it may be damaged */
export function takeRecord(view: DataView, start: number, end: number, run: RawRun, path: string): boolean {
  const record = new Fields().over(view, start, end);
  let isRecord = false;
  while (record.next()) {
    if (record.is(values, wire.bytes)) isRecord = takeValue(view, record.start, record.end, run, path) || isRecord;
  }
  return isRecord && !record.malformed;
}

function takeValue(view: DataView, start: number, end: number, run: RawRun, path: string): boolean {
  const head: Head = { path, step: 0, tag: "", wall: undefined };
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(value.step, wire.varint)) head.step = fields.int64();
    else if (fields.is(value.tag, wire.bytes)) head.tag = fields.text();
    else if (fields.is(value.milliseconds, wire.varint)) head.wall = wallOf(fields.int64());
    else if (fields.is(value.scalar, wire.fixed32)) pushPoint(run, head.tag, fields.float(), head);
    else if (fields.is(value.named, wire.bytes)) takeNamed(view, fields, head, run);
    else if (fields.is(value.params, wire.bytes)) takeParams(view, fields, run);
    else if (fields.is(value.about, wire.bytes) && head.tag === aboutTag) takeName(view, fields, run);
    else if (fields.wire === wire.bytes && media.has(fields.number)) {
      run.records.count({ tag: head.tag, kind: media.get(fields.number)!, step: head.step });
    }
  }
  return !fields.malformed;
}

/** One of several curves in a chart: add_scalars. */
function takeNamed(view: DataView, { start, end }: Fields, head: Head, run: RawRun): void {
  const fields = new Fields().over(view, start, end);
  let name = "";
  // A zero is left out, as protocol buffers do.
  let number = 0;
  while (fields.next()) {
    if (fields.is(1, wire.bytes)) name = fields.text();
    else if (fields.is(2, wire.fixed32)) number = fields.float();
  }
  if (name !== "") pushPoint(run, `${head.tag}/${name}`, number, head);
}

function takeName(view: DataView, { start, end }: Fields, run: RawRun): void {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    const name = fields.is(1, wire.bytes) ? fields.text() : "";
    if (name !== "") run.facts.name = name;
  }
}

/** What add_hparams took: parameters, and the names of metrics, which say nothing that the scalars do not. */
function takeParams(view: DataView, { start, end }: Fields, run: RawRun): void {
  const params = new Fields().over(view, start, end);
  while (params.next()) {
    if (!params.is(1, wire.bytes)) continue;
    const info = new Fields().over(view, params.start, params.end);
    let given: ParamValue | undefined;
    let name = "";
    while (info.next()) {
      if (info.is(1, wire.varint)) given = info.int64();
      else if (info.is(2, wire.fixed64)) given = info.double();
      else if (info.is(3, wire.bytes)) given = info.text();
      else if (info.is(4, wire.bytes)) name = info.text();
    }
    if (name !== "" && given !== undefined && run.params.size < mostParams) run.params.set(name, given);
  }
}
