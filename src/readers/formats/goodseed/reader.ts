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

/** What one look brought: how many points there are, the run's few rows, and its newest points. */
interface Look {
  readonly count: number;
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

  protected take({ count, meta, configs, texts, tags, points }: Look, into: RawSource): ReadOutcome {
    if (count < this.taken) {
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
    if (this.taken === count) this.repeats = 0;
    if (this.taken === count || ++this.repeats > mostRepeats) return { state: "idle" };
    // A point that was logged again counted twice.
    this.startOver(into);
    return { state: "more" };
  }

  protected look(database: Database): Look {
    const hasTexts = database.columns("string_series").size > 0;
    return {
      count: Number(database.rows("SELECT count(*) AS count FROM metric_points")[0]?.["count"] ?? 0),
      meta: database.lists("SELECT key, value FROM run_meta"),
      configs: database.lists("SELECT path, type_tag, value FROM configs"),
      texts: hasTexts ? database.lists("SELECT path FROM string_series LIMIT 1000") : [],
      tags: database.lists(`SELECT id, path FROM metric_series ORDER BY id LIMIT ${mostColumns}`),
      points: inOrder(
        database.lists(
          `SELECT rowid AS at, series_id, step, y, CAST(ts AS REAL) AS ts FROM metric_points
           WHERE rowid > ? ORDER BY rowid LIMIT ${mostPoints}`,
          this.last,
        ),
        ([at]) => at,
      ),
    };
  }

  private takePoint([, series, step, value, wall]: SqlList, names: ReadonlyMap<number, string>, run: RawRun): void {
    this.taken++;
    const tag = names.get(Number(series));
    const isPoint = typeof step === "number" && typeof value === "number" && Number.isFinite(step);
    if (tag === undefined || !isPoint) {
      run.leftOut.add({ path: this.path, unit: "record", cause: tag === undefined ? "too-many" : "no-step" });
      return;
    }
    const { points } = run.seriesOf(tag);
    points.anyOrder = true;
    points.push(step, value, typeof wall === "number" ? wall : undefined);
  }

  protected forget(): void {
    this.last = 0;
    this.taken = 0;
  }
}
