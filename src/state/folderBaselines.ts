import { noRules, type BaselineSpec, type Rules } from "./baselines";
import { idOf } from "./runPath";
import type { StateContent } from "./stateContent";

/** What the runs of a workspace folder are measured against. */
export interface FolderBaseline {
  /** The workspace folder whose file says so: absolute path. */
  readonly folder: string;
  /** Absent where the file names a run. */
  readonly name?: string;
  /** Runs by id. */
  readonly spec: BaselineSpec;
}

/** The ids of the runs that a baseline names, found or not. */
export function runsNamed({ spec }: FolderBaseline): readonly string[] {
  return spec.kind === "runs" ? spec.runs : spec.kind === "group" ? [spec.run] : [];
}

/** What is read of a folder's file. */
interface Said {
  readonly folder: string;
  readonly content: StateContent;
}

/** Every folder's own baseline, and those that have a name, in the order of the folders. */
export function baselinesIn(files: readonly Said[]): {
  readonly baselines: readonly FolderBaseline[];
  readonly named: readonly FolderBaseline[];
} {
  const named = files.flatMap(namedIn);
  const baselines = files.flatMap(({ folder, content: { baseline } }): FolderBaseline[] => {
    if (baseline === undefined) return [];
    const found = named.find((one) => one.folder === folder && one.name === baseline);
    return [found ?? { folder, spec: { kind: "runs", runs: [idOf(folder, baseline)] } }];
  });
  return { baselines, named };
}

/** Of two of one name, runs come before targets. */
function namedIn({ folder, content: { baselines, targets } }: Said): FolderBaseline[] {
  const ofTargets = [...targets]
    .filter(([name]) => !baselines.has(name))
    .map(([name, values]): FolderBaseline => ({ folder, name, spec: { kind: "targets", targets: values } }));
  const others = [...baselines].map(([name, spec]): FolderBaseline => ({ folder, name, spec: withIds(folder, spec) }));
  return [...others, ...ofTargets];
}

function withIds(folder: string, spec: BaselineSpec): BaselineSpec {
  if (spec.kind === "runs") return { ...spec, runs: spec.runs.map((run) => idOf(folder, run)) };
  return spec.kind === "group" ? { ...spec, run: idOf(folder, spec.run) } : spec;
}

/** Of each rule the first folder's that has it. */
export function rulesIn(files: readonly Said[]): Rules {
  const all = files.map(({ content }) => content.rules);
  return {
    seedLike: all.find(({ seedLike }) => seedLike.length > 0)?.seedLike ?? noRules.seedLike,
    at: all.find(({ at }) => at !== undefined)?.at,
  };
}
