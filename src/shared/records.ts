/** What a run logged beside scalars, known by its place in a file and loaded only when somebody looks at it. */
import type { Media } from "./media";

/** A stretch of a file. */
export interface FilePart {
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
  /** Of the bytes at both ends: tells whether they are still those that were read. */
  readonly check: number;
}

/** A file from its first byte to its last. */
export interface WholeFile {
  /** Absolute path of the folder that the file must really be in, once links are followed: a log may name any path. */
  readonly within: string;
}

/** What was logged, and when. */
export interface Logged {
  /** As the tool logged it. */
  readonly tag: string;
  /** "image", "histogram", "text", "audio", "pr_curves", or the tool's own word. */
  readonly kind: string;
  readonly step: number;
  /** Unix seconds. */
  readonly wall?: number | undefined;
}

/** Where one record lies. */
export interface RecordRef extends Logged {
  /** Absolute path. */
  readonly file: string;
  readonly place: FilePart | WholeFile;
}

/** How many records of one tag there are. */
export interface RecordCount {
  readonly tag: string;
  readonly kind: string;
  readonly count: number;
  readonly lastStep: number;
  /** How many of them can be loaded: the places of those beyond a limit, and of what lies in a database, are not kept. */
  readonly placed: number;
}

/** The bytes of a record, or why they cannot be had: a sentence. */
export type RecordAnswer = { readonly bytes: Uint8Array } | { readonly refusal: string };

/** The questions to a reader about what is not a scalar. */
export interface RecordAnswers {
  /** Where the records of a tag lie, in the order they were logged. */
  places(run: string, tag: string): Promise<readonly RecordRef[]>;
  /** The bytes of one of them, at most 32 MB. */
  load(run: string, ref: RecordRef): Promise<RecordAnswer>;
  /** What one of them shows: several pictures may be one record; a refusal says why it is nothing. */
  media(run: string, ref: RecordRef): Promise<readonly Media[]>;
}
