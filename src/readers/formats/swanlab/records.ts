/** swanlab.record.v1.Record (swanlab/proto) → series and facts. Times are google.protobuf.Timestamps. */
import { pushPoint } from "../../parsing/documents/tree";
import { Fields, wire } from "../../parsing/protobuf/wire";
import type { NativeStatus, RawRun } from "../../raw";
import { t } from "../../../util/text";

/** Fields of a Record. */
const record = { start: 10, finish: 11, scalar: 13, media: 14 } as const;

/** What SwanLab itself measures of the machine. */
const ofMachine = /^__swanlab__\./;

/** What a metric is called in the run. */
export function tagOf(key: string): string {
  return key.replace(ofMachine, "system/");
}

/** RunState: 0 running, 1 finished, 2 crashed, 3 aborted. */
const states: readonly NativeStatus["status"][] = ["running", "finished", "failed", "killed"];

/** Takes one serialised Record into a run. @returns whether it could be decoded */
export function takeRecord(run: RawRun, payload: Buffer, path: string): boolean {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const fields = new Fields().over(view, 0, payload.length);
  while (fields.next()) {
    if (fields.wire !== wire.bytes) continue;
    const inner = new Fields().over(view, fields.start, fields.end);
    if (fields.number === record.start) takeStart(run, inner, view);
    else if (fields.number === record.finish) takeFinish(run, inner, view);
    else if (fields.number === record.scalar) takeScalar(run, inner, view, path);
    else if (fields.number === record.media) takeMedia(run, inner);
    if (inner.malformed) return false;
  }
  return !fields.malformed;
}

/** StartRecord {4 name, 5 description, 6 repeated tags, 7 group, 12 started_at}. */
function takeStart(run: RawRun, fields: Fields, view: DataView): void {
  const tags: string[] = [];
  while (fields.next()) {
    if (fields.wire !== wire.bytes) continue;
    const text = fields.number === 12 ? "" : fields.text();
    if (fields.number === 4 && text !== "") run.facts.name = text;
    else if (fields.number === 5 && text !== "") run.facts.notes = text;
    else if (fields.number === 6) tags.push(text);
    else if (fields.number === 7 && text !== "") run.facts.group = text;
    else if (fields.number === 12) run.facts.startedAt ??= secondsIn(fields, view) * 1000;
  }
  if (tags.length > 0) run.facts.tags = tags;
  // A run that is resumed begins anew.
  delete run.facts.status;
}

/** FinishRecord {1 state, 2 error, 3 finished_at}. */
function takeFinish(run: RawRun, fields: Fields, view: DataView): void {
  let state = 0;
  let error = "";
  while (fields.next()) {
    if (fields.is(1, wire.varint)) state = fields.int64();
    else if (fields.is(2, wire.bytes)) error = fields.text().trim().split("\n").at(-1)!;
    else if (fields.is(3, wire.bytes)) run.facts.endedAt = secondsIn(fields, view) * 1000;
  }
  const status = states[state];
  if (status) run.facts.status = { status, reason: error || t("SwanLab recorded the run as {status}", { status }) };
}

/** ScalarRecord {1 key, 2 step, 4 timestamp, 5 value {1 number}}; a zero is left out. */
function takeScalar(run: RawRun, fields: Fields, view: DataView, path: string): void {
  let key = "";
  let step = 0;
  let wall: number | undefined;
  let value = 0;
  while (fields.next()) {
    if (fields.is(1, wire.bytes)) key = fields.text();
    else if (fields.is(2, wire.varint)) step = fields.int64();
    else if (fields.is(4, wire.bytes)) wall = secondsIn(fields, view);
    else if (fields.is(5, wire.bytes)) {
      const number = new Fields().over(view, fields.start, fields.end);
      while (number.next()) if (number.is(1, wire.fixed64)) value = number.double();
    }
  }
  if (!fields.malformed) pushPoint(run, tagOf(key), value, { path, step, wall });
}

function takeMedia(run: RawRun, fields: Fields): void {
  while (fields.next()) if (fields.is(1, wire.bytes)) run.records.declare(fields.text(), "media");
}

/** Unix seconds of a Timestamp {1 seconds, 2 nanos}. */
function secondsIn(field: Fields, view: DataView): number {
  let seconds = 0;
  const fields = new Fields().over(view, field.start, field.end);
  while (fields.next()) {
    if (fields.is(1, wire.varint)) seconds += fields.int64();
    else if (fields.is(2, wire.varint)) seconds += fields.int64() / 1e9;
  }
  return seconds;
}
