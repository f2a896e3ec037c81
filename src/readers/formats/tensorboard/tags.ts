import type { RawSeries } from "../../raw";
import { textOf } from "../../parsing/protobuf/wire";

/** What a run's log holds under one tag. */
export interface Tag {
  readonly name: string;
  /** UTF-8, as it stands in the records. */
  readonly bytes: DataView;
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
  private last: Tag | undefined;

  /** The tag whose name is from `start` up to `end`; made on first sight. */
  find(view: DataView, start: number, end: number): Tag {
    const guess = this.last?.next;
    if (guess && holds(guess.bytes, view, start, end)) return (this.last = guess);
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
      if (tag.hash === hash && holds(tag.bytes, view, start, end)) return tag;
    }
  }

  all(): Tag[] {
    return this.slots.filter((tag) => tag !== undefined);
  }

  private add(view: DataView, start: number, end: number, hash: number): Tag {
    if (++this.count * 2 > this.slots.length) this.grow();
    const bytes = new DataView(view.buffer.slice(view.byteOffset + start, view.byteOffset + end));
    const tag: Tag = {
      name: textOf(view, start, end),
      bytes,
      hash,
      kind: undefined,
      series: undefined,
      next: undefined,
    };
    this.put(tag);
    return tag;
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

/** Four bytes at a time: this is done for every record. */
function holds(bytes: DataView, view: DataView, start: number, end: number): boolean {
  const length = end - start;
  if (bytes.byteLength !== length) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4) if (bytes.getInt32(at, true) !== view.getInt32(start + at, true)) return false;
  for (; at < length; at++) if (bytes.getUint8(at) !== view.getUint8(start + at)) return false;
  return true;
}
