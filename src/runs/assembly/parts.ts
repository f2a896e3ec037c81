import type { RawRun, RawSource } from "../../readers/raw";
import type { Claim, FormatLayout } from "../../readers/format";
import type { Attempt } from "../../shared/run";
import { formatOf } from "../../readers/registry";

/** One source as the store holds it: where it is, what was read of it, and what its files' times tell. */
export interface SourceState {
  readonly format: string;
  readonly claim: Claim;
  readonly raw: RawSource;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Latest modification of its files, unix milliseconds. */
  readonly modifiedAt: number;
  /** The source was seen to grow, or grew for a while after it was made. */
  readonly grew: boolean;
  /** When it was last seen to grow, unix milliseconds; absent or 0 if it was not. */
  readonly grewAt?: number;
  /** Its points were given back: it is to be read again before a run can be put together of it. */
  readonly isReleased: boolean;
  /** Something was left out, or no longer is, that only shows beside other sources. */
  readonly retell?: () => void;
}

/** Whether a later training took its place in the same log. */
export function isEarlier({ attempt }: RunParts): boolean {
  return attempt !== undefined && attempt.index < attempt.of;
}

const plain: FormatLayout = {};

/** How a source lies beside others, as its format says. */
export function layoutOf({ format }: SourceState): FormatLayout {
  return formatOf(format).layout ?? plain;
}

/** What one source tells about one run. */
export interface Part {
  readonly source: SourceState;
  readonly raw: RawRun;
  /** The name, unique in the run, under which a tag of this source is shown. */
  readonly nameOf: (tag: string) => string;
}

/** Sources that belong together: one run. */
export interface RunParts {
  readonly id: string;
  /** Absolute path of the folder or file that is the run. */
  readonly path: string;
  readonly nativeId: string;
  /** Which of several trainings in one log it is; the last has the id without an attempt. */
  readonly attempt?: Attempt;
  /** The id of the run that it belongs under. */
  readonly under?: string;
  /** Absolute path of the file that it is called by, where that says more than its folder. */
  readonly calledBy?: string;
  readonly parts: readonly Part[];
  /** Ids that other logs of the same training would have as runs of their own. */
  readonly also?: readonly string[];
}
