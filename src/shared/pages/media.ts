/** What the Media page and the extension say to each other. Only plain objects, finite numbers, strings and typed arrays. */
import type { Media } from "../media";

/** One run as its media are headed. The first is the one that the others stand beside: the baseline, if there is one. */
export interface MediaRun {
  readonly id: string;
  /** Told apart from every other run on the page. */
  readonly label: string;
  readonly path: string;
  /** Index into the palette. */
  readonly color: number;
  readonly isBaseline: boolean;
}

/** What the runs logged under one name. */
export interface MediaTag {
  readonly tag: string;
  readonly kind: string;
  /** Indices into MediaModel.runs of those that have it. */
  readonly runs: Uint32Array;
  /** Records of each of those runs, and how many of them can be loaded. */
  readonly counts: Float64Array;
  readonly placed: Float64Array;
  /** When the files of each of those runs were last written, in unix milliseconds: records may be others since. */
  readonly written: Float64Array;
  /** The greatest step of any of them. */
  readonly lastStep: number;
}

export interface MediaModel {
  /** What was asked for; runs that are not known (yet) are passed over, and stay asked for. */
  readonly selection: readonly string[];
  readonly runs: readonly MediaRun[];
  readonly tags: readonly MediaTag[];
  /** Chosen runs beyond what is shown beside each other. */
  readonly leftOut: number;
  readonly scanning: boolean;
}

export type MediaDelta = Partial<MediaModel>;

/** When the records of one tag of one run were logged, in the order logged. */
export interface MediaSteps {
  readonly run: string;
  readonly steps: Float64Array;
  /** Unix seconds; NaN where it is not known. */
  readonly walls: Float64Array;
  /** Another number where another record stands in its place. */
  readonly stamps: Float64Array;
}

/** Messages to the page, beside those that every page has. */
export interface ToMedia {
  /** Shows what was logged under this name only. */
  find(tag: string): void;
}

export interface FromMedia {
  /** Of every run of the page that has the tag. Rejected while the reader is down; the page may ask again. */
  steps(tag: string): Promise<readonly MediaSteps[]>;
  /** What the record with this index shows. */
  load(run: string, tag: string, index: number): Promise<readonly Media[]>;
  plot(): void;
  addRuns(): void;
}

/** How the user set the page up; kept by the page. */
export interface MediaView {
  /** Records of the last step up to this one are shown; null for the last of each. */
  readonly step: number | null;
  readonly pictures: "beside" | "swipe" | "difference";
  /** Where a swipe changes from the first run's picture to the other's, 0..1. */
  readonly swipe: number;
  readonly histograms: "step" | "time";
  /** Texts as they were logged, rather than as Markdown. */
  readonly plainText: boolean;
  readonly search: string;
}

/** What the page leaves with the editor. */
export interface SavedMedia {
  readonly version: 1;
  readonly selection: readonly string[];
  readonly view: MediaView;
}
