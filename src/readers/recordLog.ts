import type { RecordCount, RecordRef } from "../shared/records";

/** The most records of one run whose places are kept; those beyond are counted. */
const mostKept = 20_000;

/** What one kept record takes in memory, about: bytes. */
const bytesEach = 150;

interface Tagged {
  readonly kind: string;
  count: number;
  lastStep: number;
  readonly refs: RecordRef[];
}

/** What one source has logged of a run beside scalars: places in files, no bytes. */
export class RecordLog {
  private readonly tags = new Map<string, Tagged>();
  private kept = 0;

  add(ref: RecordRef): void {
    let tagged = this.tags.get(ref.tag);
    if (!tagged) this.tags.set(ref.tag, (tagged = { kind: ref.kind, count: 0, lastStep: ref.step, refs: [] }));
    tagged.count++;
    tagged.lastStep = ref.step;
    if (this.kept >= mostKept) return;
    this.kept++;
    tagged.refs.push(ref);
  }

  /** The places of a tag's records, in the order they were logged. */
  of(tag: string): readonly RecordRef[] {
    return this.tags.get(tag)?.refs ?? [];
  }

  /** How many there are of each tag, those included whose places were not kept. */
  get counts(): RecordCount[] {
    return [...this.tags].map(([tag, { kind, count, lastStep }]) => ({ tag, kind, count, lastStep }));
  }

  get bytes(): number {
    return this.kept * bytesEach;
  }

  clear(): void {
    this.tags.clear();
    this.kept = 0;
  }
}
