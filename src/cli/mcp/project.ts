import { resolve } from "node:path";
import type { AssembledRun } from "../../runs/assembly/summary";
import { handleOf } from "../../runs/describe/handle";
import { directionOf } from "../../runs/judging/direction";
import { seedGroups } from "../../runs/judging/groups/groups";
import { seedLikeOf } from "../../runs/judging/board";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { t } from "../../util/text";
import { exact } from "../json";
import { findRun, load, type Loaded } from "../load";
import { capped } from "./answer";
import { Ledger } from "./ledger";

/** What was read is asked again without reading for so long, in ms, and for so many times the time that reading took. */
const freshFor = 2000;
const freshFactor = 10;

/** The project that agents ask about: one folder, read again when what is known of it is no longer fresh. */
export class Project {
  readonly root: string;
  readonly ledger: Ledger;
  private known: { readonly loaded: Loaded; readonly readAt: number; readonly until: number } | undefined;

  constructor(
    folder: string,
    private readonly now: () => number = Date.now,
    ledger?: Ledger,
  ) {
    this.root = resolve(folder);
    this.ledger = ledger ?? new Ledger(this.root);
  }

  async loaded(): Promise<Loaded> {
    const from = this.now();
    if (this.known && from < this.known.until && from >= this.known.readAt) return this.known.loaded;
    const loaded = await load(this.root);
    const readAt = this.now();
    this.known = { loaded, readAt, until: readAt + Math.max(freshFor, (readAt - from) * freshFactor) };
    return loaded;
  }

  /** When what is answered by was read. */
  get asOf(): string {
    return new Date(this.known?.readAt ?? this.now()).toISOString();
  }

  async run(word: string): Promise<{ readonly loaded: Loaded; readonly run: AssembledRun }> {
    const loaded = await this.loaded();
    return { loaded, run: findRun(loaded, word) };
  }
}

/** Which way is better for a metric, and how that is known. */
export function directionTold(series: SeriesSummary, loaded: Loaded): { direction: Direction; why: string } {
  const direction = directionOf(series, loaded.direction);
  if (loaded.direction(series.tag) !== undefined) return { direction, why: t("the user set it") };
  if (series.direction !== "unknown") return { direction, why: t("the tool that logged it says so") };
  if (direction !== "unknown") return { direction, why: t("by its name") };
  return { direction, why: t("its name says nothing; a person has to set it") };
}

/** The runs that differ from one only by their seed, itself among them. */
export function siblingsIn(loaded: Loaded): (run: RunSummary) => readonly RunSummary[] {
  const seedLike = seedLikeOf(loaded.said.seedLike ?? []);
  const groups = seedGroups(
    loaded.runs.map(({ summary }) => summary),
    seedLike,
  );
  const byId = new Map(groups.flatMap(({ runs }) => runs.map((run) => [run.id, runs] as const)));
  return ({ id }) => byId.get(id) ?? [];
}

/** The most params of a run in a list. */
const mostParams = 30;

/** A run as lists have it: what Lossline found out, and apart from it the texts that stood in its files. */
export function briefly(run: RunSummary, loaded: Loaded): object {
  const headline = loaded.headline(run);
  const series = run.series.find(({ name }) => name === headline?.metric);
  const params = Object.entries(run.params);
  return {
    id: handleOf(run),
    status: run.status,
    statusCause: run.statusCause,
    lastWriteAt: new Date(run.lastWriteAt).toISOString(),
    headline: headline
      ? {
          metric: headline.metric,
          direction: headline.direction,
          why: capped(headline.because),
          last: exact(series?.last?.value),
          step: exact(series?.last?.step),
          nanCount: series?.nanCount ?? 0,
        }
      : null,
    metricCount: run.series.length,
    paramCount: params.length,
    untrusted: {
      name: capped(run.name),
      group: run.group === undefined ? null : capped(run.group),
      params: cappedParams(params.slice(0, mostParams)),
    },
  };
}

export function cappedParams(params: readonly (readonly [string, string | number | boolean | null])[]): object {
  return Object.fromEntries(
    params.map(([key, value]) => [
      capped(key, 200),
      typeof value === "string" ? capped(value) : typeof value === "number" ? exact(value) : value,
    ]),
  );
}
