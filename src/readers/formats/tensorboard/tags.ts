import type { RawSeries } from "../../raw";
import { textOf } from "../../parsing/protobuf/wire";

/** What a run's log holds under one tag. */
export interface Tag {
  readonly name: string;
  /** Where its UTF-8 lies among that of all tags, as it stands in the records. */
  readonly start: number;
  readonly length: number;
  readonly hash: number;
  /** "scalar", "image", "text" … as the tag's first record has it; undefined until one says so. */
  kind: string | undefined;
  /** Where its points go; absent until there is one to show. */
  series: RawSeries | undefined;
  /** The tag that was asked for after it last time: most often the one that will be this time, as loops log in order. */
  next: Tag | undefined;
}

/**
 * Finds tags by the bytes that they have in a record, without making a string of them: a log repeats a few tags
 * millions of times. An open-addressed hash table, at most half full.
 */
export class TagTable {
  private slots: (Tag | undefined)[] = new Array<undefined>(64).fill(undefined);
  private count = 0;
  /** The names of all tags, one after the other: with thousands of tags, buffers are what costs, not bytes. */
  private names = new DataView(new ArrayBuffer(256));
  private used = 0;
  private last: Tag | undefined;

  /** The tag whose name is from `start` up to `end`; made on first sight. */
  find(view: DataView, start: number, end: number): Tag {
    const guess = this.last?.next;
    if (guess && this.isNamed(guess, view, start, end)) return (this.last = guess);
    const tag = this.lookUp(view, start, end);
    if (this.last) this.last.next = tag;
    return (this.last = tag);
  }

  private lookUp(view: DataView, start: number, end: number): Tag {
    const hash = hashOf(view, start, end);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const tag = this.slots[slot];
      if (tag === undefined) return this.add(view, start, end, hash);
      if (tag.hash === hash && this.isNamed(tag, view, start, end)) return tag;
    }
  }

  all(): Tag[] {
    return this.slots.filter((tag) => tag !== undefined);
  }

  private add(view: DataView, start: number, end: number, hash: number): Tag {
    if (++this.count * 2 > this.slots.length) this.grow();
    const length = end - start;
    const tag: Tag = {
      name: textOf(view, start, end),
      start: this.keep(view, start, length),
      length,
      hash,
      kind: undefined,
      series: undefined,
      next: undefined,
    };
    this.put(tag);
    return tag;
  }

  /** Whether the bytes from `start` up to `end` are its name. Four at a time: this is done for every record. */
  private isNamed(tag: Tag, view: DataView, start: number, end: number): boolean {
    const { length } = tag;
    if (length !== end - start) return false;
    const { names } = this;
    const own = tag.start;
    let at = 0;
    for (; at + 4 <= length; at += 4)
      if (names.getInt32(own + at, true) !== view.getInt32(start + at, true)) return false;
    for (; at < length; at++) if (names.getUint8(own + at) !== view.getUint8(start + at)) return false;
    return true;
  }

  /** Copies a name. @returns where to */
  private keep(view: DataView, start: number, length: number): number {
    const place = this.used;
    this.used += length;
    if (this.used > this.names.byteLength) {
      const larger = new Uint8Array(this.used * 2);
      larger.set(new Uint8Array(this.names.buffer));
      this.names = new DataView(larger.buffer);
    }
    new Uint8Array(this.names.buffer).set(new Uint8Array(view.buffer, view.byteOffset + start, length), place);
    return place;
  }

  private put(tag: Tag): void {
    const mask = this.slots.length - 1;
    let slot = tag.hash & mask;
    while (this.slots[slot] !== undefined) slot = (slot + 1) & mask;
    this.slots[slot] = tag;
  }

  private grow(): void {
    const tags = this.all();
    this.slots = new Array<undefined>(this.slots.length * 2).fill(undefined);
    for (const tag of tags) this.put(tag);
  }
}

/** FNV-1a. */
function hashOf(view: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
  return hash;
}
