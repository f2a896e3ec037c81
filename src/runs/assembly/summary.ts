import { basename, dirname, extname, relative, sep } from "node:path";
import type { RawRun, RawSeries } from "../../readers/raw";
import type { LeftOut, ParamValue, RunSummary, SeriesSummary } from "../../shared/run";
import type { RecordCount } from "../../shared/records";
import { knownOf } from "../points/known";
import { headlineInParams } from "./headlineInParams";
import { isTime } from "../../util/time";
import { t } from "../../util/text";
import { isEarlier, type Part, type RunParts } from "./parts";
import { patience, statusOf, type StatusAndReason } from "./status";

/** A series of a run with the points behind its summary. */
export interface AssembledSeries {
  readonly summary: SeriesSummary;
  readonly raw: RawSeries;
}

/** A run with the way to its points. */
export interface AssembledRun {
  readonly summary: RunSummary;
  /** By name, the best source of each. */
  readonly series: ReadonlyMap<string, AssembledSeries>;
  /** The same metric from a second logger: shown in exports, not in views. */
  readonly duplicates: readonly AssembledSeries[];
  /** Unix seconds of the run's first point: the zero of relative time. */
  readonly firstWall: number | undefined;
  /** When it counts as stale unless it is written before, in unix milliseconds; Infinity for what does not run. */
  readonly agesAt: number;
  /** Its points were given back: `series` and `duplicates` are empty, and the summary is a row (rowOf). */
  readonly isReleased: boolean;
}

/** Makes the run of its parts. @param now unix milliseconds, for what is stale */
export function assemble(run: RunParts, root: string, now: number): AssembledRun {
  const { series, duplicates } = pickSeries(run.parts);
  const walls = wallsOf([...series.values(), ...duplicates]);
  const raws = run.parts.map(({ raw }) => raw);
  const native = raws.map(({ facts }) => facts.status).find((found) => found !== undefined);
  const hasEnded = native !== undefined && native.status !== "running";
  const clock = isClock(walls, timeOf(raws, "startedAt")) ? walls : undefined;
  const lastWriteAt = lastWriteOf(run.parts, clock, hasEnded ? timeOf(raws, "endedAt") : undefined);
  const startedAt = timeOf(raws, "startedAt") ?? (clock && clock.first * 1000);
  const { status, cause, reason } = isEarlier(run)
    ? followed()
    : statusOf(
        {
          native,
          lastWriteAt,
          grew: run.parts.some(({ source }) => source.grew) || walls !== undefined,
          startedAt,
          usualInterval: clock?.interval,
        },
        now,
      );
  const endedAt = timeOf(raws, "endedAt") ?? (status === "finished" ? lastWriteAt : undefined);
  const params = paramsOf(raws);
  const summary: RunSummary = {
    ...identityOf(run, root, raws),
    formats: [...new Set(run.parts.map(({ source }) => source.format))],
    sources: [...new Set(run.parts.flatMap(({ source }) => source.files))],
    status,
    statusCause: cause,
    statusReason: reason,
    lastWriteAt,
    params,
    series: [...series.values()].map((one) => one.summary),
    ...given({ startedAt, endedAt, leftOut: leftOutOf(run.parts) }),
    ...given({ progress: fact(raws, "progress"), git: fact(raws, "git"), command: fact(raws, "command") }),
    ...given({ records: recordsOf(raws) }),
    ...given({ notes: fact(raws, "notes"), tags: fact(raws, "tags"), pattern: fact(raws, "pattern") }),
    ...given({ headline: fact(raws, "headline") ?? headlineInParams(params) }),
  };
  const agesAt = status === "running" ? lastWriteAt + patience(walls?.interval) + 1 : Infinity;
  return { summary, series, duplicates, firstWall: walls?.first, agesAt, isReleased: false };
}

/** What is known of a training whose log another one has taken over. */
function followed(): StatusAndReason {
  return { status: "unknown", cause: "followed", reason: t("another training followed in the same log") };
}

function identityOf(run: RunParts, root: string, raws: readonly RawRun[]) {
  const inside = (path: string) => relative(root, path).split(sep).join("/") || ".";
  const isFile = run.parts.some(({ source }) => source.claim.scope === "file" && source.claim.path === run.path);
  const log = run.calledBy ?? (isFile ? run.path : undefined);
  const ownName = log === undefined ? basename(run.path) : basename(log, extname(log));
  const name = fact(raws, "name") ?? (run.nativeId || ownName);
  const parent = fact(raws, "parent");
  const group = fact(raws, "group");
  return {
    id: run.id,
    name: isEarlier(run) ? t("{name}, attempt {index}", { name, index: run.attempt!.index }) : name,
    root,
    ...placeOf(run, inside, group !== undefined),
    ...given({ group, attempt: run.attempt, also: run.also }),
    ...(parent !== undefined && { parent: `${run.path}#${parent}` }),
    ...(run.under !== undefined && { parent: run.under }),
  };
}

/**
 * Where a run is, and the folder that it is listed under. Runs that share a path by the tool's own ids may each have a
 * folder within it (MLflow's in their experiment's), which the group's name then stands for.
 */
function placeOf(run: RunParts, inside: (path: string) => string, hasGroup: boolean) {
  const path = inside(run.path);
  const above = path === "." ? "." : dirname(path);
  if (run.nativeId === "") return { path, folder: above };
  const { place } = run.parts[0]!.source.claim;
  return place === undefined ? { path, folder: path } : { path: inside(place), folder: hasGroup ? above : path };
}

/** The first of the parts that tells. */
function fact<K extends keyof RawRun["facts"]>(raws: readonly RawRun[], key: K): RawRun["facts"][K] | undefined {
  return raws.map(({ facts }) => facts[key]).find((value) => value !== undefined);
}

/** The first that is a time, in unix milliseconds: files may say anything. */
function timeOf(raws: readonly RawRun[], key: "startedAt" | "endedAt"): number | undefined {
  return raws.map(({ facts }) => facts[key]).find((time) => time !== undefined && isTime(time));
}

/** 2001, in unix seconds: what is before it counts from the start of something. */
const earliest = 1e9;

/** Whether points have the times at which they were logged, and not such as the user gave them. @param startedAt unix milliseconds */
function isClock(walls: Walls | undefined, startedAt: number | undefined): boolean {
  if (!walls || walls.first < earliest) return false;
  return startedAt === undefined || (walls.last + 60) * 1000 >= startedAt;
}

/**
 * When the run last logged, in unix milliseconds: the files may have been copied since, or be those of other runs too. A file
 * of this run alone that was seen to grow did so then, whatever its points say.
 */
function lastWriteOf(parts: readonly Part[], walls: Walls | undefined, endedAt: number | undefined): number {
  const modifiedAt = Math.max(...parts.map(({ source }) => source.modifiedAt));
  const told = [walls && walls.last * 1000, endedAt, modifiedAt].filter((time) => time !== undefined && time > 0);
  const seen = parts.map(({ source }) => (source.raw.runs.size === 1 ? (source.grewAt ?? 0) : 0));
  return Math.max(told.length > 0 ? Math.min(...(told as number[])) : 0, ...seen);
}

/** Leaves out what is undefined, which optional properties must not be. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** What was passed over of a run; of what belongs to a whole source, where that holds one run only. */
function leftOutOf(parts: readonly Part[]): readonly LeftOut[] | undefined {
  const all = parts.flatMap(({ source, raw }) => [
    ...raw.leftOut.list,
    ...(source.raw.runs.size === 1 ? source.raw.leftOut.list : []),
  ]);
  return all.length > 0 ? all : undefined;
}

/** The most tags of records that a summary tells of. */
const mostRecordTags = 100;

function recordsOf(raws: readonly RawRun[]): RecordCount[] | undefined {
  const counts = raws.flatMap(({ records }) => records.counts);
  return counts.length > 0 ? counts.slice(0, mostRecordTags) : undefined;
}

function paramsOf(raws: readonly RawRun[]): Record<string, ParamValue> {
  const params = new Map<string, ParamValue>();
  for (const raw of raws) for (const [key, value] of raw.params) if (!params.has(key)) params.set(key, value);
  // fromEntries defines own properties: a parameter called __proto__ is a parameter like any other.
  return Object.fromEntries(params);
}

/** One series for each name: where several sources have it, the one with the most points. */
function pickSeries(parts: readonly Part[]) {
  const series = new Map<string, AssembledSeries>();
  const duplicates: AssembledSeries[] = [];
  for (const { source, raw, nameOf } of parts) {
    for (const one of raw.series.values()) {
      if (one.points.length === 0) continue;
      const found = { summary: summaryOf(one, nameOf(one.name), source.claim.path), raw: one };
      const rival = series.get(found.summary.name);
      const better = !rival || found.summary.count > rival.summary.count;
      if (rival) duplicates.push(better ? rival : found);
      if (better) series.set(found.summary.name, found);
    }
  }
  return { series, duplicates };
}

function summaryOf(series: RawSeries, name: string, source: string): SeriesSummary {
  const known = knownOf(series);
  return {
    name,
    tag: series.tag,
    source,
    stepKind: known.byOrdinal ? "row" : series.stepKind,
    hasWalls: known.firstWall !== undefined,
    hasEpochs: known.hasEpochs || series.stepKind === "epoch",
    superseded: known.superseded,
    ...(known.repeated > 0 && { repeated: known.repeated }),
    direction: series.direction ?? "unknown",
    ...known.stats,
  };
}

/** First and last wall time over all series, in unix seconds, and the usual time between points, in milliseconds. */
interface Walls {
  readonly first: number;
  readonly last: number;
  readonly interval: number;
}

/** Undefined where no series has wall times. */
function wallsOf(all: Iterable<AssembledSeries>): Walls | undefined {
  let first = Infinity;
  let last = -Infinity;
  let most = 0;
  for (const { raw } of all) {
    const { firstWall, lastWall, stats } = knownOf(raw);
    if (firstWall === undefined || lastWall === undefined || stats.count === 0) continue;
    first = Math.min(first, firstWall);
    last = Math.max(last, lastWall);
    most = Math.max(most, stats.count);
  }
  if (!Number.isFinite(first) || !Number.isFinite(last)) return undefined;
  return { first, last, interval: most > 1 ? ((last - first) * 1000) / (most - 1) : 0 };
}
