import { parseFilter } from "../runs/judging/filter";
import type { RunGroup } from "../runs/judging/groups/groups";
import { makeJudge, type Chosen, type RootReference } from "../runs/judging/judge";
import { referenceTo, type Reference } from "../runs/judging/reference";
import { sampleOf } from "../runs/judging/statistics/sample";
import type { RunSummary } from "../shared/run";
import { runsNamed, type FolderBaseline } from "./folderBaselines";
import { pathIn } from "./runPath";
import { t } from "../util/text";

/** What baselines are found among. */
export interface Found {
  readonly runs: ReadonlyMap<string, RunSummary>;
  /** The seed group of a run. */
  readonly groupOf: (id: string) => RunGroup | undefined;
  readonly nameOf: (run: RunSummary) => string;
}

/** What every folder's baseline comes to now; those of which nothing is there are left out. */
export function referencesTo(baselines: readonly FolderBaseline[], found: Found, chosen: Chosen): RootReference[] {
  return baselines.flatMap((baseline) => {
    const reference = referenceOf(baseline, found, chosen);
    return reference ? [{ root: baseline.folder, reference }] : [];
  });
}

/** A baseline of which runs are not there (any more). */
export interface LostBaseline {
  /** Its own name, else the path of the run as the state file has it. */
  readonly name: string;
  readonly missing: number;
  /** Some of its runs are there: it goes by those. */
  readonly isPartly: boolean;
}

/** Baselines whose runs were moved, renamed or deleted, wholly or in part. Ask once the first look is over. */
export function lostBaselines(
  baselines: readonly FolderBaseline[],
  runs: ReadonlyMap<string, unknown>,
): LostBaseline[] {
  return baselines.flatMap((baseline) => {
    const { name, folder } = baseline;
    const ids = runsNamed(baseline);
    const missing = ids.filter((id) => !runs.has(id));
    if (missing.length === 0) return [];
    const isPartly = missing.length < ids.length;
    return [{ name: name ?? pathIn(folder, missing[0]!), missing: missing.length, isPartly }];
  });
}

/** What a baseline comes to; undefined if nothing of it is there. */
export function referenceOf(
  { name, spec, folder }: FolderBaseline,
  found: Found,
  chosen: Chosen,
): Reference | undefined {
  switch (spec.kind) {
    case "targets":
      return { name: name ?? t("targets"), runs: [], targets: spec.targets };
    case "runs":
      return namedRuns(
        spec.runs.flatMap((id) => found.runs.get(id) ?? []),
        name,
        found,
      );
    case "group": {
      const run = found.runs.get(spec.run);
      const group = found.groupOf(spec.run);
      return run && namedRuns(group?.runs ?? [run], name ?? group?.name, found);
    }
    case "best":
      return bestOfFilter(spec.filter, folder, name, found, chosen);
  }
}

function namedRuns(runs: readonly RunSummary[], name: string | undefined, { nameOf }: Found): Reference | undefined {
  const [first] = runs;
  if (!first) return undefined;
  return { ...referenceTo(first, name ?? nameOf(first)), runs };
}

/** The seed group with the best mean of the metric that most of a folder's runs have for their headline. */
function bestOfFilter(
  text: string,
  root: string,
  name: string | undefined,
  found: Found,
  chosen: Chosen,
): Reference | undefined {
  const filter = parseFilter(text);
  if (filter && "mistake" in filter) return undefined;
  const judge = makeJudge(undefined, chosen);
  const context = {
    nameOf: found.nameOf,
    valueOf: (_: RunSummary, series: RunSummary["series"][number]) => judge.value(series).at?.value,
    // What is best can't hang on what it is measured against.
    verdictOf: () => undefined,
  };
  const runs = [...found.runs.values()].filter((run) => run.root === root && (!filter || filter(run, context)));
  const valued = runs.flatMap((run) => {
    const headline = judge.headlineOf(run);
    const value = headline?.at?.value;
    return headline && headline.direction !== "unknown" && value !== undefined && Number.isFinite(value)
      ? [{ run, value, metric: headline.series.name, direction: headline.direction }]
      : [];
  });
  const metric = mostCommon(valued.map((one) => one.metric));
  const groups = new Map<string, (typeof valued)[number][]>();
  for (const one of valued.filter((own) => own.metric === metric)) {
    const key = found.groupOf(one.run.id)?.key ?? one.run.id;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const ranked = [...groups.values()].map((members) => ({
    members,
    mean: sampleOf(members.map(({ value }) => value)).mean * (members[0]!.direction === "lower" ? 1 : -1),
  }));
  ranked.sort((a, b) => a.mean - b.mean);
  const best = ranked[0]?.members.map(({ run }) => run) ?? [];
  const reference = namedRuns(best, name, found);
  return reference && { ...reference, bestOf: ranked.length };
}

function mostCommon(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
