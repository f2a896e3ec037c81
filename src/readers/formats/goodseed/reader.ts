import type { ReadOutcome } from "../../format";
import { DatabaseFollower } from "../../parsing/sqlite/databaseFollower";
import { inOrder, type Database, type SqlList } from "../../parsing/sqlite/open";
import { textOf } from "../../parsing/sqlite/values";
import { mostColumns } from "../../parsing/tables/layout";
import type { RawRun, RawSource } from "../../raw";
import { fillFacts } from "./facts";

/** Points taken in one pass. */
const mostPoints = 20_000;
/** A database that gives another number of points than it counts, time and again, is taken as it is. */
const mostRepeats = 5;

/** To count so many points costs no more than to ask for the new ones. */
const mostCounted = 100_000;
/** Larger databases are counted where something may be gone, and once in so many looks in any case. */
const countEvery = 20;

/** What one look brought: how many points there are, if they were counted, the run's few rows, and its newest points. */
interface Look {
  readonly count: number | undefined;
  readonly meta: readonly SqlList[];
  readonly configs: readonly SqlList[];
  readonly texts: readonly SqlList[];
  readonly tags: readonly SqlList[];
  readonly points: readonly SqlList[];
}

/** Reads a run, at each pass the points that were added since the last. One that was logged again replaces the first. */
export class GoodseedReader extends DatabaseFollower<Look> {
  private last = 0;
  private taken = 0;
  private repeats = 0;
  private looks = 0;
  /** The highest step of each series that was taken. */
  private farthest = new Map<unknown, number>();

  protected take({ count, meta, configs, texts, tags, points }: Look, into: RawSource): ReadOutcome {
    if (count !== undefined && count < this.taken) {
      this.startOver(into);
      return { state: "more" };
    }
    const run = into.run();
    fillFacts(run, meta, configs);
    for (const [tag] of texts) run.records.declare(textOf(tag), "text");
    const names = new Map(tags.map(([id, tag]) => [Number(id), textOf(tag)]));
    for (const point of points) this.takePoint(point, names, run);
    this.last = Number(points.at(-1)?.[0] ?? this.last);
    if (points.length === mostPoints) return { state: "more" };
    if (count === undefined) return { state: "idle" };
    if (this.taken === count) this.repeats = 0;
    if (this.taken === count || ++this.repeats > mostRepeats) return { state: "idle" };
    // A point that was logged again counted twice.
    this.startOver(into);
    return { state: "more" };
  }

  protected look(database: Database): Look {
    const hasTexts = database.columns("string_series").size > 0;
    const points = inOrder(
      database.lists(
        `SELECT rowid AS at, series_id, step, y, CAST(ts AS REAL) AS ts FROM metric_points
         WHERE rowid > ? ORDER BY rowid LIMIT ${mostPoints}`,
        this.last,
      ),
      ([at]) => at,
    );
    return {
      count: this.isToBeCounted(database, points) ? counted(database) : undefined,
      meta: database.lists("SELECT key, value FROM run_meta"),
      configs: database.lists("SELECT path, type_tag, value FROM configs"),
      texts: hasTexts ? database.lists("SELECT path FROM string_series LIMIT 1000") : [],
      tags: database.lists(`SELECT id, path FROM metric_series ORDER BY id LIMIT ${mostColumns}`),
      points,
    };
  }

  /** Whether points that were taken may be gone: a step that was logged again takes the place of the first. */
  private isToBeCounted(database: Database, points: readonly SqlList[]): boolean {
    if (this.looks++ % countEvery === 0) return true;
    const [ends] = database.rows(
      `SELECT (SELECT min(rowid) FROM metric_points) AS first, (SELECT max(rowid) FROM metric_points) AS last,
       (SELECT count(*) FROM metric_points WHERE rowid = ?) AS newest`,
      this.last,
    );
    const { first, last, newest } = ends ?? {};
    const isGone = this.taken > 0 && Number(newest) === 0;
    return (
      isGone ||
      Number(last) - Number(first) < mostCounted ||
      points.some(([, series, step]) => !(Number(step) > (this.farthest.get(series) ?? -Infinity)))
    );
  }

  private takePoint([, series, step, value, wall]: SqlList, names: ReadonlyMap<number, string>, run: RawRun): void {
    this.taken++;
    const tag = names.get(Number(series));
    const isPoint = typeof step === "number" && typeof value === "number" && Number.isFinite(step);
    if (tag === undefined || !isPoint) {
      run.leftOut.add({ path: this.path, unit: "record", cause: tag === undefined ? "too-many" : "no-step" });
      return;
    }
    this.farthest.set(series, Math.max(step, this.farthest.get(series) ?? -Infinity));
    const { points } = run.seriesOf(tag);
    points.anyOrder = true;
    points.push(step, value, typeof wall === "number" ? wall : undefined);
  }

  protected forget(): void {
    this.last = 0;
    this.taken = 0;
    this.looks = 0;
    this.farthest = new Map();
  }
}

function counted(database: Database): number {
  return Number(database.rows("SELECT count(*) AS count FROM metric_points")[0]?.["count"] ?? 0);
}
