/**
 * Event, Summary and Summary.Value (tensorboard/compat/proto/event.proto, summary.proto) → series, params, facts.
 * The usual record, one scalar of a known tag, passes through without an allocation: nine tenths of a log are that.
 */
import type { RawRun } from "../../raw";
import { noteHparams } from "./hparams";
import { content, kindOf, metadataOf, type Metadata } from "./metadata";
import { checkOf } from "../../parsing/files/check";
import { Fields, wire } from "../../parsing/protobuf/wire";
import { type Tag, TagTable } from "./tags";
import { firstTextOf, scalarOf } from "./tensor";
import { noteTextParams } from "./textParams";
import { t } from "../../../util/text";

/** SessionLog.SessionStatus. */
const sessionStart = 1;
const sessionStop = 2;

/** Bytes of a usual record, and of the summary in it, if it has no step and a tag without a letter. */
const shortestUsual = 20;
const shortestSummary = 9;

/** Lightning's TensorBoardLogger writes this before any result, so that its params get a row in the HParams table. */
const placeholder = { tag: "hp_metric", value: -1 };

/** Reads the events of one run, in log order, over all of its files. */
export class EventDecoder {
  private readonly tags = new TagTable();
  private readonly event = new Fields();
  private readonly summary = new Fields();
  private readonly value = new SummaryValue();
  /** The file being read, and where in it the bytes begin that `take` is given. */
  private file = "";
  private base = 0;
  /** Of the event being read: unix seconds, and its step. */
  private wall = 0;
  private step = 0;
  /** A point that may be Lightning's placeholder: shown once another one follows it. */
  private held: { readonly step: number; readonly value: number; readonly wall: number } | undefined;

  /** How often a writer said that it begins, by a version or a START. */
  begun = 0;
  /** Files that a writer began, and whether one of them has told of a session. */
  private writers = 0;
  private sawStart = false;
  /** The least step of the restarts that were noted after each beginning of the run. */
  readonly starts = new Map<number, number>();

  constructor(private readonly run: RawRun) {}

  /**
   * Takes one serialised Event: 1 wall_time · 2 step · 3 file_version · 4 graph_def · 5 summary · 7 session_log.
   * @returns false if the bytes are no Event; what was read before the fault stands
   */
  take(view: DataView, start: number, end: number): boolean {
    return this.takeUsual(view, start, end) || this.takeAny(view, start, end);
  }

  /** What follows is from this file, and begins there in it. @param path absolute @param base bytes from the start of the file */
  readsFrom(path: string, base: number): void {
    this.file = path;
    this.base = base;
  }

  /** How often the run may have begun anew so far. */
  get beginnings(): number {
    return this.run.beginnings;
  }

  /** How many points every series has. */
  lengths(): Map<string, number> {
    return new Map([...this.run.series].map(([tag, series]) => [tag, series.points.length]));
  }

  /** Makes room for `times` as many points again as every series has gained since `before`. */
  expect(times: number, before: ReadonlyMap<string, number>): void {
    for (const [tag, { points }] of this.run.series) {
      points.reserve(points.length + (points.length - (before.get(tag) ?? 0)) * times);
    }
  }

  /**
   * The record that a log consists of, as every writer lays it out: `09 wall · 10 step · 2a summary { 0a value { 0a tag ·
   * 15 float } }`, lengths of one byte, no step if it is 0. Matching it as a whole takes a third of the time that walking
   * over its fields takes.
   * @returns false, and nothing done, for any other record, and for a tag that has no series yet
   */
  private takeUsual(view: DataView, start: number, end: number): boolean {
    if (end - start < shortestUsual || view.getUint8(start) !== 0x09) return false;
    let at = start + 9;
    let step = 0;
    if (view.getUint8(at) === 0x10) {
      // A loop whose every part runs from the first record on: code that the engine has not seen run costs a bail-out.
      let byte = 0;
      let shift = 0;
      do {
        byte = view.getUint8(++at);
        step |= (byte & 0x7f) << shift;
        shift += 7;
      } while (shift < 28 && byte & 0x80);
      if (byte & 0x80) return false;
      at++;
    }
    const length = end - at - 2;
    if (length < shortestSummary || length > 0x7f || view.getUint16(at) !== (0x2a00 | length)) return false;
    if (view.getUint16(at + 2) !== (0x0a00 | (length - 2)) || view.getUint8(at + 4) !== 0x0a) return false;
    const number = end - 5;
    if (at + 6 + view.getUint8(at + 5) !== number || view.getUint8(number) !== 0x15) return false;
    const series = this.tags.find(view, at + 6, number).series;
    if (!series) return false;
    series.points.push(step, view.getFloat32(number + 1, true), view.getFloat64(start + 1, true));
    return true;
  }

  /** Any Event, field by field. */
  private takeAny(view: DataView, start: number, end: number): boolean {
    const event = this.event.over(view, start, end);
    let summaryStart = -1;
    let summaryEnd = -1;
    let rest = false;
    this.wall = 0;
    this.step = 0;
    while (event.next()) {
      if (event.number === 5 && event.wire === wire.bytes) {
        summaryStart = event.start;
        summaryEnd = event.end;
      } else if (event.number === 1 && event.wire === wire.fixed64) this.wall = event.double();
      else if (event.number === 2 && event.wire === wire.varint) this.step = event.int64();
      else rest = true;
    }
    if (event.malformed) return false;
    if (this.wall > 0) this.run.facts.startedAt ??= this.wall * 1000;
    if (rest) this.takeRest(view, start, end);
    return summaryStart < 0 || this.takeSummary(view, summaryStart, summaryEnd);
  }

  /** The rare parts of an event, once its time and step are known. */
  private takeRest(view: DataView, start: number, end: number): void {
    const event = new Fields().over(view, start, end);
    while (event.next()) {
      if (event.wire !== wire.bytes) continue;
      if (event.number === 3) this.beginWriter();
      else if (event.number === 4) this.run.records.declare("graph", "graph");
      else if (event.number === 7) this.takeSession(view, event.start, event.end);
    }
  }

  /** Every writer but CatBoost's begins its file with a file_version. */
  private beginWriter(): void {
    this.begun++;
    if (this.writers++ > 0) this.run.begin();
    delete this.run.facts.status;
    delete this.run.facts.endedAt;
  }

  /** SessionLog {1 status}. START comes with the step that the writer goes on from: what is there from it on no longer holds. */
  private takeSession(view: DataView, start: number, end: number): void {
    const session = new Fields().over(view, start, end);
    let status = 0;
    while (session.next()) if (session.is(1, wire.varint)) status = session.int64();
    const { facts } = this.run;
    if (status === sessionStart) {
      this.begun++;
      delete facts.status;
      delete facts.endedAt;
      if (this.writers > 1 || this.sawStart) this.purge();
      this.sawStart = true;
    } else if (status === sessionStop) {
      facts.status = { status: "finished", reason: t("the log ends with the writer’s STOP") };
      if (this.wall > 0) facts.endedAt = this.wall * 1000;
    }
  }

  /** A START is a restart, unless it is the first of the log: threads may have logged before it. */
  private purge(): void {
    const since = this.run.beginnings;
    this.starts.set(since, Math.min(this.starts.get(since) ?? Infinity, this.step));
    for (const tag of this.tags.all()) tag.series?.points.restart(this.step, since);
    if (this.held && this.held.step >= this.step) this.held = undefined;
  }

  /** Summary {1 repeated value}. */
  private takeSummary(view: DataView, start: number, end: number): boolean {
    const summary = this.summary.over(view, start, end);
    const value = this.value;
    while (summary.next()) {
      if (summary.number !== 1 || summary.wire !== wire.bytes) continue;
      if (!value.read(view, summary.start, summary.end)) return false;
      const tag = this.tags.find(view, value.tagStart, value.tagEnd);
      const series = tag.series;
      if (series && value.holds === content.simpleValue) series.points.push(this.step, value.simple, this.wall);
      else this.takeUnusual(view, tag);
    }
    return !summary.malformed;
  }

  /** A value that is not a plain scalar, or the first one of its tag. */
  private takeUnusual(view: DataView, tag: Tag): void {
    const value = this.value;
    const metadata = value.metadataStart < 0 ? undefined : metadataOf(view, value.metadataStart, value.metadataEnd);
    if (metadata?.plugin === "hparams") noteHparams(view, metadata.contentStart, metadata.contentEnd, this.run);
    if (tag.kind === undefined) this.decide(tag, metadata);
    if (tag.kind === "scalar") this.takeScalar(view, tag);
    else if (tag.kind !== undefined && tag.kind !== "hparams" && value.holds !== content.none)
      this.noteRecord(view, tag);
    if (tag.kind === "text" && value.holds === content.tensor) {
      const text = firstTextOf(view, value.start, value.end);
      if (text !== undefined) noteTextParams(tag.name, text, this.run.params);
    }
  }

  /** A tag is what its first record says; later ones come without metadata. */
  private decide(tag: Tag, metadata: Metadata | undefined): void {
    const { holds } = this.value;
    if (holds === content.none && !metadata) return;
    tag.kind = kindOf(metadata, holds);
    if (tag.kind !== "scalar" && tag.kind !== "hparams") this.run.records.declare(tag.name, tag.kind);
  }

  /** Where the Value lies; its bytes stay in the file. */
  private noteRecord(view: DataView, { name, kind = "" }: Tag): void {
    const { from, to } = this.value;
    const { file, wall, step, base } = this;
    const place = { offset: base + from, length: to - from, check: checkOf(view, from, to) };
    this.run.records.add({ tag: name, kind, step, wall, file, place });
  }

  private takeScalar(view: DataView, tag: Tag): void {
    const { holds, simple, start, end } = this.value;
    let number: number | undefined;
    if (holds === content.simpleValue) number = simple;
    else if (holds === content.tensor) number = scalarOf(view, start, end);
    if (number === undefined) {
      if (holds !== content.none)
        this.run.leftOut.add({
          path: this.file,
          unit: "record",
          cause: "not-a-number",
          reason: t("no single number, under a tag of scalars"),
        });
      return;
    }
    if (!tag.series) {
      if (tag.name === placeholder.tag && number === placeholder.value && !this.held) {
        this.held = { step: this.step, value: number, wall: this.wall };
        return;
      }
      tag.series = this.run.seriesOf(tag.name);
      if (tag.name === placeholder.tag && this.held) {
        tag.series.points.push(this.held.step, this.held.value, this.held.wall);
      }
    }
    tag.series.points.push(this.step, number, this.wall);
  }
}

/**
 * Summary.Value: 1 tag · 9 metadata · one of 2 simple_value, 4 image, 5 histo, 6 audio, 8 tensor. (CatBoost also writes
 * 7, the dead node_name.) Where its parts are in the record; kept and used again for every value.
 */
class SummaryValue {
  /** The message itself. */
  from = 0;
  to = 0;
  tagStart = 0;
  tagEnd = 0;
  metadataStart = -1;
  metadataEnd = -1;
  /** The field number of what it holds. */
  holds: number = content.none;
  simple = 0;
  /** What it holds, if that is a message. */
  start = 0;
  end = 0;
  private readonly fields = new Fields();

  /** @returns false if the bytes are no Value */
  read(view: DataView, start: number, end: number): boolean {
    const fields = this.fields.over(view, start, end);
    this.from = start;
    this.to = end;
    this.tagStart = this.tagEnd = start;
    this.metadataStart = -1;
    this.holds = content.none;
    while (fields.next()) {
      if (fields.wire === wire.fixed32) {
        if (fields.number !== content.simpleValue) continue;
        this.holds = content.simpleValue;
        this.simple = fields.float();
      } else if (fields.wire === wire.bytes) this.readMessage(fields);
    }
    return !fields.malformed;
  }

  private readMessage(fields: Fields): void {
    const { number, start, end } = fields;
    if (number === 1) {
      this.tagStart = start;
      this.tagEnd = end;
    } else if (number === 9) {
      this.metadataStart = start;
      this.metadataEnd = end;
    } else if (number === content.tensor || (number >= content.image && number <= content.audio)) {
      this.holds = number;
      this.start = start;
      this.end = end;
    }
  }
}
