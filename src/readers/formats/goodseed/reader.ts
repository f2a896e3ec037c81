import type { ReadOutcome, SourceReader } from "../../format";
import { fileStat } from "../../parsing/files/stat";
import {
  databaseFiles,
  outcomeOf,
  readDatabase,
  warningsOf,
  type Database,
  type SqlList,
} from "../../parsing/sqlite/open";
import { textOf } from "../../parsing/sqlite/values";
import { mostColumns } from "../../parsing/tables/layout";
import type { RawRun, RawSource } from "../../raw";
import { fillFacts } from "./facts";

/** Points taken in one pass. */
const mostPoints = 20_000;
/** A database that gives another number of points than it counts, time and again, is taken as it is. */
const mostRepeats = 5;

/** Reads a run, at each pass the points that were added since the last. One that was logged again replaces the first. */
export class GoodseedReader implements SourceReader {
  warnings: readonly string[] = [];
  readonly files: readonly string[];
  private last = 0;
  private taken = 0;
  private repeats = 0;
  private inode: number | undefined;

  constructor(private readonly path: string) {
    this.files = databaseFiles(path);
  }

  read(into: RawSource): ReadOutcome {
    const inode = fileStat(this.path)?.ino;
    if (inode !== this.inode) this.startOver(into);
    this.inode = inode;
    const answer = readDatabase(this.path, (database) => this.look(database));
    this.warnings = warningsOf(answer);
    if (!answer.ok) return outcomeOf(answer);
    const { count, meta, configs, texts, tags, points } = answer.value;
    if (count < this.taken) {
      this.startOver(into);
      return { state: "more" };
    }
    const run = into.run();
    fillFacts(run, meta, configs);
    for (const [tag] of texts) run.records.declare(textOf(tag), "text");
    const names = new Map(tags.map(([id, tag]) => [Number(id), textOf(tag)]));
    for (const point of points) this.take(point, names, run);
    this.last = Number(points.at(-1)?.[0] ?? this.last);
    if (points.length === mostPoints) return { state: "more" };
    if (this.taken === count) this.repeats = 0;
    if (this.taken === count || ++this.repeats > mostRepeats) return { state: "idle" };
    // A point that was logged again counted twice.
    this.startOver(into);
    return { state: "more" };
  }

  private look(database: Database) {
    const hasTexts = database.columns("string_series").size > 0;
    return {
      count: Number(database.rows("SELECT count(*) AS count FROM metric_points")[0]?.["count"] ?? 0),
      meta: database.lists("SELECT key, value FROM run_meta"),
      configs: database.lists("SELECT path, type_tag, value FROM configs"),
      texts: hasTexts ? database.lists("SELECT path FROM string_series LIMIT 1000") : [],
      tags: database.lists(`SELECT id, path FROM metric_series ORDER BY id LIMIT ${mostColumns}`),
      points: database.lists(
        `SELECT rowid AS at, series_id, step, y, CAST(ts AS REAL) AS ts FROM metric_points
         WHERE rowid > ? ORDER BY rowid LIMIT ${mostPoints}`,
        this.last,
      ),
    };
  }

  private take([, series, step, value, wall]: SqlList, names: ReadonlyMap<number, string>, run: RawRun): void {
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

  private startOver(into: RawSource): void {
    into.clear();
    this.last = 0;
    this.taken = 0;
  }
}
