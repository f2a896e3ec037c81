/** What a run logged beside scalars, known by its place in a file and loaded only when somebody looks at it. */

/** Where one record lies: `length` bytes from `offset` of `file` on. */
export interface RecordRef {
  /** As the tool logged it. */
  readonly tag: string;
  /** "image", "histogram", "text", "audio", "pr_curves", or the tool's own word. */
  readonly kind: string;
  readonly step: number;
  /** Unix seconds. */
  readonly wall?: number;
  /** Absolute path. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  /** Of the bytes at both ends: tells whether they are still those that were read. */
  readonly check: number;
}

/** How many records of one tag there are. */
export interface RecordCount {
  readonly tag: string;
  readonly kind: string;
  readonly count: number;
  readonly lastStep: number;
}

/** The bytes of a record, or why they cannot be had: a sentence. */
export type RecordAnswer = { readonly bytes: Uint8Array } | { readonly refusal: string };
