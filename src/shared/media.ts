/** What a record shows, decoded: the reader makes it of a record's bytes, the page draws it. */

/** A picture in its own file format; `width` and `height` in pixels, absent for drawings that have none of their own. */
export interface Picture {
  readonly type: "picture";
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
}

/** Something to play. */
export interface Recording {
  readonly type: "sound" | "film";
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface MediaText {
  readonly type: "text";
  readonly text: string;
  readonly isMarkdown: boolean;
  /** Characters left out at its end. */
  readonly more: number;
}

/** Values in buckets: bucket i goes from edges[i] to edges[i + 1] and holds counts[i] values. */
export interface Histogram {
  readonly type: "histogram";
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  /** Buckets with an edge or a count that is not finite, which are left out. */
  readonly broken: number;
}

/** How well a classifier tells classes apart over all thresholds: x and y in 0..1. */
export interface Rates {
  readonly type: "rates";
  readonly kind: "pr" | "roc";
  readonly lines: readonly { readonly name: string; readonly xs: Float64Array; readonly ys: Float64Array }[];
}

/** How often a class (row) was taken for another (column), row by row. */
export interface Confusion {
  readonly type: "confusion";
  readonly labels: readonly string[];
  readonly counts: Float64Array;
}

export interface MediaTable {
  readonly type: "table";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly moreRows: number;
  readonly moreColumns: number;
}

/** Why something is not shown: a sentence. */
export interface NotShown {
  readonly type: "refusal";
  readonly reason: string;
}

export type Media = Picture | Recording | MediaText | Histogram | Rates | Confusion | MediaTable | NotShown;
