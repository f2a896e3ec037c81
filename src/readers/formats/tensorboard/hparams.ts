/**
 * The HParams plugin (tensorboard/plugins/hparams/plugin_data.proto, api.proto). Its data lie in the metadata of tags
 * named `_hparams_/…`: {1 version, 2 experiment, 3 session_start_info, 4 session_end_info}.
 */
import type { ParamValue } from "../../../shared/run";
import type { NativeStatus, RawRun } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { Fields, wire } from "../../parsing/protobuf/wire";
import { t } from "../../../util/text";

/** Deeper than any configuration; shallower than the stack. */
const deepest = 16;

/** TensorFlow's own Keras callback names a group by the SHA-256 of the params, which tells a person nothing. */
const hashName = /^[0-9a-f]{64}$/;

export function noteHparams(view: DataView, start: number, end: number, run: RawRun): void {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(3, wire.bytes)) noteStart(view, fields.start, fields.end, run);
    else if (fields.is(4, wire.bytes)) noteEnd(view, fields.start, fields.end, run);
  }
}

/** SessionStartInfo {1 map hparams, 4 group_name, 5 start_time_secs}. */
function noteStart(view: DataView, start: number, end: number, run: RawRun): void {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.bytes)) noteEntry(view, fields.start, fields.end, run.params);
    else if (fields.is(4, wire.bytes)) {
      const group = fields.text();
      if (group !== "" && !hashName.test(group)) run.facts.group = group;
    } else if (fields.is(5, wire.fixed64) && fields.double() > 0) run.facts.startedAt = fields.double() * 1000;
  }
}

/** @param code google.protobuf's Status: 1 success, 2 failure */
function statusOf(code: number): NativeStatus | undefined {
  if (code === 1) return { status: "finished", reason: t("its HParams session ended with success") };
  return code === 2 ? { status: "failed", reason: t("its HParams session ended with failure") } : undefined;
}

/**
 * SessionEndInfo {1 status, 2 end_time_secs}. torch's add_hparams writes "success" with no time at the moment it is
 * called, however long the training goes on: only an end with a time is one.
 */
function noteEnd(view: DataView, start: number, end: number, run: RawRun): void {
  let status = 0;
  let seconds = 0;
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.varint)) status = fields.int64();
    else if (fields.is(2, wire.fixed64)) seconds = fields.double();
  }
  const native = statusOf(status);
  if (!native || !(seconds > 0)) return;
  run.facts.status = native;
  run.facts.endedAt = seconds * 1000;
}

/** A map entry: {1 key, 2 google.protobuf.Value}. */
function noteEntry(view: DataView, start: number, end: number, params: Map<string, ParamValue>): void {
  const [key, value] = entryOf(view, start, end, 0);
  flattenParams(value, params, key);
}

function entryOf(view: DataView, start: number, end: number, depth: number): [string, unknown] {
  let key = "";
  let value: unknown;
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.bytes)) key = fields.text();
    else if (fields.is(2, wire.bytes)) value = valueOf(view, fields.start, fields.end, depth);
  }
  return [key, value];
}

/** google.protobuf.Value: one of {1 null, 2 number, 3 string, 4 bool, 5 Struct, 6 ListValue}. */
function valueOf(view: DataView, start: number, end: number, depth: number): unknown {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.varint)) return null;
    if (fields.is(2, wire.fixed64)) return fields.double();
    if (fields.is(3, wire.bytes)) return fields.text();
    if (fields.is(4, wire.varint)) return fields.int64() !== 0;
    if (depth >= deepest || fields.wire !== wire.bytes) continue;
    if (fields.number === 5) return new Map(partsOf(view, fields, (from, to) => entryOf(view, from, to, depth + 1)));
    if (fields.number === 6) return partsOf(view, fields, (from, to) => valueOf(view, from, to, depth + 1));
  }
  return undefined;
}

/** Struct {1 map fields} and ListValue {1 repeated values} have their parts in the same place. */
function partsOf<T>(view: DataView, message: Fields, read: (start: number, end: number) => T): T[] {
  const parts: T[] = [];
  const fields = new Fields().over(view, message.start, message.end);
  while (fields.next()) if (fields.is(1, wire.bytes)) parts.push(read(fields.start, fields.end));
  return parts;
}
