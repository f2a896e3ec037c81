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

/** A value that stands in a row of a log, among others. Its bytes are JSON. */
export interface ValueInRow {
  readonly pieces: readonly JsonPiece[];
  /** What stands after the last of them. */
  readonly after: string;
}

/** A part of a JSON text: some tools write a value's parts by themselves, and some logs are cut into blocks. */
export interface JsonPiece {
  /** What stands before it in the JSON text. */
  readonly before: string;
  /** Stretches of the file that follow each other in it: an offset and a length each, in turn. */
  readonly stretches: readonly number[];
  /** Of the bytes at both ends of all that. */
  readonly check: number;
  /** The file has a text as it is, which is a string in the JSON text. */
  readonly isText?: true;
}

/** A value under a key of the JSON text in a cell of a database. Its bytes are JSON. */
export interface ValueInCell {
  readonly table: string;
  readonly column: string;
  /** The row's id. */
  readonly row: number;
  readonly key: string;
  /** Of the bytes at both ends of the value. */
  readonly check: number;
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
  readonly place: FilePart | WholeFile | ValueInRow | ValueInCell;
}

/** How many records of one tag there are. */
export interface RecordCount {
  readonly tag: string;
  readonly kind: string;
  readonly count: number;
  readonly lastStep: number;
  /** How many of them can be loaded: the places of those beyond a limit are not kept. */
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
