import type { Logged, RecordCount, RecordRef } from "../shared/records";

/** The most records of one run whose places are kept; those beyond are counted. */
const mostKept = 20_000;

/** The most tags of one run; those beyond are passed over. */
const mostTags = 20_000;

/** What one kept record takes in memory, about, and each of the pieces of one that stands in a row: bytes. */
const bytesEach = 150;
const bytesOfPiece = 120;

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
  /** What it takes in memory, about. */
  bytes = 0;

  /** A tag is announced, of which nothing may have been logged yet. */
  declare(tag: string, kind: string): void {
    this.tagged(tag, kind, 0);
  }

  /** Something was logged that has no place of its own in a file. */
  count({ tag, kind, step }: Logged): void {
    const tagged = this.tagged(tag, kind, step);
    if (!tagged) return;
    tagged.count++;
    tagged.lastStep = step;
  }

  add(ref: RecordRef): void {
    this.count(ref);
    if (this.kept >= mostKept) return;
    const tagged = this.tags.get(ref.tag);
    if (!tagged) return;
    this.kept++;
    this.bytes += bytesOf(ref);
    tagged.refs.push(ref);
  }

  private tagged(tag: string, kind: string, step: number): Tagged | undefined {
    let tagged = this.tags.get(tag);
    if (!tagged && this.tags.size < mostTags) {
      this.tags.set(tag, (tagged = { kind, count: 0, lastStep: step, refs: [] }));
    }
    return tagged;
  }

  /** The places of a tag's records, in the order they were logged. */
  of(tag: string): readonly RecordRef[] {
    return this.tags.get(tag)?.refs ?? [];
  }

  has(tag: string): boolean {
    return this.tags.has(tag);
  }

  get isEmpty(): boolean {
    return this.tags.size === 0;
  }

  /** The kind of each tag. */
  get kinds(): ReadonlyMap<string, string> {
    return new Map([...this.tags].map(([tag, { kind }]) => [tag, kind]));
  }

  /** How many there are of each tag, those included whose places were not kept. */
  get counts(): RecordCount[] {
    return [...this.tags].map(([tag, { kind, count, lastStep, refs }]) => ({
      tag,
      kind,
      count,
      lastStep,
      placed: refs.length,
    }));
  }

  clear(): void {
    this.tags.clear();
    this.kept = this.bytes = 0;
  }
}

function bytesOf({ place }: RecordRef): number {
  if (!("pieces" in place)) return bytesEach;
  return place.pieces.reduce((sum, { stretches }) => sum + bytesOfPiece + 8 * stretches.length, bytesEach);
}
