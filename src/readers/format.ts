import type { RawSource } from "./raw";

/** One folder as discovery sees it: names only, in the file system's order. */
export interface FolderListing {
  /** Absolute path. */
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** The first bytes of files in, or below, the folder being looked at, for formats that cannot be told by their name. */
export interface HeadReader {
  /** `file` is relative to the folder, with forward slashes. At most `bytes` (64 KiB if not given) from the start of the file, or undefined if it cannot be read. */
  head(file: string, bytes?: number): Buffer | undefined;
}

/** A source that a format recognises in a folder. */
export interface Claim {
  /** Absolute path of the file to read; of the folder, where the format's log is several files (event files). */
  readonly path: string;
  /** Absolute path of the folder whose run this is a part of. */
  readonly runFolder: string;
  /**
   * Absolute path of the folder that is the run's alone, where `runFolder` is that of many runs, which have ids of the tool
   * (MLflow's run in its experiment's folder).
   */
  readonly place?: string;
  /**
   * `folder`: everything claimed with this run folder is one run.
   * `file`: the file is a run by itself, unless its folder turns out to be a run already, or it is alone there.
   */
  readonly scope: "folder" | "file";
  /** The run has all that is below its folder to itself (MLflow's artifacts): no other run is looked for there. */
  readonly sealed?: true;
  /**
   * Absolute path of a folder whose source, if one of the same format is claimed there, reads this one too: then this
   * claim is to be dropped. (A checkpoint folder, which is a run only where it was opened without the run around it.)
   */
  readonly partOf?: string;
  /** Nothing can be read of it as it is; once it changes, the formats are asked again. */
  readonly provisional?: true;
}

/** Why a file that the user named cannot be read as a run: a sentence. */
export interface Refusal {
  readonly reason: string;
}

/** How far a read came. */
export type ReadOutcome =
  /** All that the file held was taken; a half-written tail is left for the next call. */
  | { readonly state: "idle" }
  /** The budget of this pass is used up; call again for the rest. */
  | { readonly state: "more" }
  /** The source cannot be read further, for this reason; what was read before it stands. */
  | { readonly state: "broken"; readonly reason: string };

/** Reads one source, again and again as it grows. Keeps its own place in it; the points are in the RawSource. */
export interface SourceReader {
  /**
   * Takes what was written since the last call and adds it to `into`. At most about `budget` bytes, so that a worker
   * stays responsive. Never throws for what the bytes say; system errors (gone, no permission) become `broken` too.
   */
  read(into: RawSource, budget: number): ReadOutcome;
  /** Absolute paths of the files read so far: what to watch, and what to open on request. */
  readonly files: readonly string[];
  /** Those of `files` that tell of the run beside its log, as configurations do: when one changes, nothing need have been logged. */
  readonly sideFiles?: readonly string[];
  /** Absolute paths of what else changes when there is something new, but is not what was read. */
  readonly alsoWatched?: readonly string[];
  /** Things worth telling that did not stop the reading. What is left out is counted in the run's `leftOut`, not said here. */
  readonly warnings: readonly string[];
}

/** A folder that is a part of the run above it. */
export interface FoldedFolder {
  /** Its path below the run's folder, with forward slashes: one or two names. */
  readonly below: RegExp;
  /** Above it must be a run of this format, or a run of any format that is whole by itself; else it folds wherever it lies. */
  readonly into?: "ours" | "whole";
  /** Tags get the folder's name in front. */
  readonly prefixed?: true;
}

/** How a format's sources make runs beside those of other formats. What is not said is not so. */
export interface FormatLayout {
  /** A folder of it may be a part of the run above: a split, a curve of several, a frame around runs. It tells nothing by itself. */
  readonly mayBePart?: true;
  /** Folders that are parts of its runs. */
  readonly folds?: readonly FoldedFolder[];
  /** All that is logged at or below its folder is its run's; a run of it that has logged nothing is none. */
  readonly absorbs?: true;
  /** It tells what other logs of the run tell, in print: dropped where there is one. */
  readonly onlyAlone?: true;
  /** A run's id is its own everywhere: what has it is that run, in whatever store. */
  readonly idsAreGlobal?: true;
  /** Its runs are runs by themselves, wherever they are: never absorbed. */
  readonly standsAlone?: true;
  /** Its tool writes the same numbers again as parts beside it, under tags that begin so. */
  readonly repeatedUnder?: string;
  /** What tells the training that a run folder holds a part of, where going on with it makes another folder. @param folder absolute path */
  readonly trainingOf?: (folder: string) => string | undefined;
  /** What a tag is called, so that the same series has one name in all logs of a tool. */
  readonly nameOf?: (tag: string) => string;
}

/** Folders of a format that hold copies of files, and no logs. */
export interface NotSearched {
  readonly folder: string;
  /** The name of the folder that it lies in; any if not given. */
  readonly parent?: string | RegExp;
}

/**
 * How a tool keeps runs in a folder together with what was registered of them: who would remove a run can tell whether the tool
 * needs it, or has deleted it itself. Its notes lie at `FOLDER/FOLDER/metaFile`, below `trash` too.
 */
export interface StoreLayout {
  /** What the store is usually called in a project. */
  readonly usualName: string;
  /** Absolute path of the store that a run's folder lies in. @param runFolder absolute path */
  readonly storeOf: (runFolder: string) => string;
  /** The folder in the store to which the tool moves what it has deleted. */
  readonly trash: string;
  /** The file that says what the folder is that it lies in. */
  readonly metaFile: string;
  /** The folder in the store whose notes lie one level deeper (versions of models). */
  readonly deeper: string;
  readonly saysRun: (note: string) => boolean;
  readonly saysDeleted: (note: string) => boolean;
  /** What a run logged that lies away from its own folder. @param home absolute path of its folder, or of the database @param run the tool's id */
  readonly loggedBy: (home: string, run: string) => Generator<void, LoggedFiles>;
}

/** Absolute paths of folders in a tool's store. */
export interface LoggedFiles {
  /** A run's artifacts; undefined where they lie in its own folder. */
  readonly artifacts: readonly string[] | undefined;
  /** Each holds one model. */
  readonly models: readonly string[];
  /** How many folders were not looked at, as there are too many. */
  readonly unseen: number;
}

/** What a tool keeps for all projects of a user and can fetch again. Others never touch it: what is in use only the tool knows. */
export interface ToolCache {
  /** Absolute path. @param environment as process.env @param home the user's home folder */
  readonly folderOf: (environment: Readonly<Record<string, string | undefined>>, home: string) => string;
  /** What of it can be fetched again: a folder in it. */
  readonly below: string;
  /** The tool's own command that empties it of what is not used: words of a command line. */
  readonly command: readonly string[];
}

/** One format that people have on disk. To add one, see CONTRIBUTING.md. */
export interface Format {
  /** Stable; written to exports and caches. */
  readonly id: string;
  /** As people call it. */
  readonly title: string;
  /** Which entries of a folder are this format's. Looks at names first, and at heads only where names do not tell. */
  claim(folder: FolderListing, heads: HeadReader): readonly Claim[];
  open(path: string): SourceReader;
  /** "Add as run…": claims a file that `claim` leaves alone because it may be something else, or says why it cannot. */
  adopt?(path: string): Claim | Refusal;
  readonly layout?: FormatLayout;
  readonly notSearched?: readonly NotSearched[];
  readonly store?: StoreLayout;
  readonly cache?: ToolCache;
  /**
   * Where the tool keeps all runs of a user, outside of projects: an absolute path, or undefined if nothing says so.
   * @param environment as process.env
   * @param home the user's home folder
   */
  readonly homeOf?: (environment: Readonly<Record<string, string | undefined>>, home: string) => string | undefined;
}
