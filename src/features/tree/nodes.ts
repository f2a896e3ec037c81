import type { Valued } from "../../runs/judging/judge";
import type { Best } from "../../runs/judging/best";
import type { ParamDifference } from "../../runs/describe/params";
import type { RunGroup } from "../../runs/judging/groups/groups";
import type { ParamValue, Problem, RunSummary } from "../../shared/run";
import type { Reference } from "../../runs/judging/reference";
import type { Row } from "./rows";

/** Where a run stands in the tree: as a shortcut on top, or in its folder. */
export type Place = "baseline" | "pinned" | "group";

interface Common {
  /** Unique in the tree and the same after a refresh, so that what was opened stays open. */
  readonly key: string;
  /** The runs that the node stands for: what commands on it act on. Empty for a problem. */
  readonly runIds: readonly string[];
}

/** A workspace folder (only if several hold runs), or a folder within it. */
export interface GroupNode extends Common {
  readonly kind: "group";
  readonly label: string;
  /** Of the folder: absolute. */
  readonly path: string;
  /** The best value of its runs' metric, where they agree on one whose direction is known. */
  readonly best: Best | undefined;
  readonly open: boolean;
  readonly groups: readonly GroupNode[];
  /** Directly in it, in order. */
  readonly rows: () => readonly Row[];
  /** In it and in the groups within, in no order. */
  readonly members: () => readonly RunSummary[];
}

export interface RunNode extends Common {
  readonly kind: "run";
  readonly run: RunSummary;
  readonly place: Place;
  /** The metric that those around it are judged by: if this one is judged by another, its row says which. */
  readonly expects: string | undefined;
  /** What the names around it begin with too. */
  readonly shared: readonly string[];
  /** How many places behind the point the values around it take. */
  readonly places: () => number;
}

/** A baseline that is more than one run, or none: several, a group, the best of a filter, fixed values. */
export interface BaselineNode extends Common {
  readonly kind: "baseline";
  readonly reference: Reference;
  /** The workspace folder whose baseline it is: absolute path. */
  readonly root: string;
  /** Each workspace folder has its own. */
  readonly several: boolean;
}

/** Several runs that are one row, since they differ only in their seed, or as the user grouped them. */
export interface SeedGroupNode extends Common {
  readonly kind: "seedGroup";
  /** All of its runs, whatever is filtered or hidden. */
  readonly group: RunGroup;
  /** Those that are shown, in order. */
  readonly shown: readonly RunSummary[];
  /** As of a run's row. */
  readonly expects: string | undefined;
  readonly shared: readonly string[];
}

/** What a run's children are sorted into. */
export type SectionName = "runs" | "metrics" | "params" | "files";

export interface SectionNode extends Common {
  readonly kind: "section";
  readonly section: SectionName;
  readonly run: RunSummary;
  readonly count: number;
}

export interface MetricNode extends Common {
  readonly kind: "metric";
  readonly run: RunSummary;
  /** The series' name; commands on a metric (plot, headline, direction) take it from here. */
  readonly metric: string;
  readonly tag: string;
  readonly valued: Valued;
  /** What Copy Value copies. */
  readonly copied: string;
  readonly isHeadline: boolean;
  /** Why it is the headline metric, as a clause; absent if it is none. */
  readonly because?: string;
}

export interface ParamNode extends Common {
  readonly kind: "param";
  readonly name: string;
  readonly value: ParamValue;
  /** What Copy Value copies. */
  readonly copied: string;
  readonly differs: ParamDifference | undefined;
}

export interface FileNode extends Common {
  readonly kind: "file";
  /** Absolute. */
  readonly path: string;
  /** As it is shown: relative to the run's folder where it lies in it. */
  readonly label: string;
}

/** The rest of a list that is too long to be shown at once. */
export interface MoreNode extends Common {
  readonly kind: "more";
  readonly rest: () => readonly TreeNode[];
  readonly count: number;
}

export interface ProblemsNode extends Common {
  readonly kind: "problems";
  readonly problems: readonly Problem[];
}

export interface ProblemNode extends Common {
  readonly kind: "problem";
  /** Absolute; of the file that has it. */
  readonly path: string;
  readonly problem: Problem;
}

export type TreeNode =
  | BaselineNode
  | GroupNode
  | SeedGroupNode
  | RunNode
  | SectionNode
  | MetricNode
  | ParamNode
  | FileNode
  | MoreNode
  | ProblemsNode
  | ProblemNode;
