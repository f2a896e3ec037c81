import type { SameMetrics } from "./aliases";
import { judgedPoint, measure, type CompareAt, type Measure } from "./compare";
import { directionOf } from "./direction";
import { chooseHeadline } from "./headline";
import type { At, Direction, RunSummary, SeriesSummary } from "../../shared/run";

/** What runs are judged by. */
export interface Standard {
  /** The series name that the user chose to judge by, if any. */
  readonly primaryMetric: string | undefined;
  /** What the user chose for a run by its id, where folders have choices of their own. */
  readonly headlineFor?: (id: string) => string | undefined;
  /** What the user said to be one metric in several spellings. */
  readonly same?: SameMetrics;
  /** The baseline's own headline metric: what other runs are judged by too, if they have it. */
  readonly headline: string | undefined;
  /** The direction that the user set for a tag, if any. */
  readonly direction: (tag: string) => Direction | undefined;
  /** Counts the changes of what the user chose: of two standards with one version, `direction` says the same. */
  readonly version: number;
  readonly at: CompareAt;
}

/** A run's headline metric, and the value that it is judged by. */
export interface Headline {
  readonly series: SeriesSummary;
  readonly direction: Direction;
  readonly at: At | undefined;
  /** Why it is this metric, as a clause. */
  readonly because: string;
}

/** How many runs may be judged for the first time by what can wait, from one refresh to the next. */
const allowance = 2000;

/** Judges runs by themselves, and remembers what it found. Outlives a baseline that is still growing. */
export class Criteria {
  /** By run id; holds for the very summary it was made of. A weak map would cost the collector more than it saves. */
  private readonly known = new Map<string, { readonly run: RunSummary; readonly found: Headline | undefined }>();
  private left = allowance;
  private cutShort = false;

  constructor(readonly standard: Standard) {}

  /** Undefined if the run has no metric that could be its headline. */
  primary(run: RunSummary): Headline | undefined {
    const known = this.known.get(run.id);
    if (known?.run === run) return known.found;
    const { headline, same, at } = this.standard;
    const choice = chooseHeadline(run, { chosen: chosenFor(run, this.standard), baseline: headline, same });
    const direction = choice && this.direction(choice.series);
    const found = choice && direction && { ...choice, direction, at: judgedPoint(choice.series, direction, at) };
    this.known.set(run.id, { run, found });
    return found;
  }

  /** As primary(), for what can wait until the next refresh: "later" if many runs were judged since the last one. */
  primarySoon(run: RunSummary): Headline | undefined | "later" {
    if (this.known.get(run.id)?.run !== run && this.left-- <= 0) {
      this.cutShort = true;
      return "later";
    }
    return this.primary(run);
  }

  /** Lets the next ones be judged. @returns whether some are waiting */
  goOn(): boolean {
    const waiting = this.cutShort;
    this.left = allowance;
    this.cutShort = false;
    return waiting;
  }

  direction(series: SeriesSummary): Direction {
    return directionOf(series, this.standard.direction);
  }
}

/** Measures runs against the baseline. */
export class Judge {
  /** The baseline's series by name: a run may have thousands to be measured. */
  private readonly series: ReadonlyMap<string, SeriesSummary>;

  constructor(
    readonly baseline: RunSummary | undefined,
    readonly criteria: Criteria,
  ) {
    this.series = new Map(baseline?.series.map((series) => [series.name, series]));
  }

  get headline(): string | undefined {
    return this.criteria.standard.headline;
  }

  /** The run's headline metric against the baseline's; undefined if the run has no metric that could be one. */
  primary(run: RunSummary): Measure | undefined {
    const series = this.criteria.primary(run)?.series;
    return series && this.measure(run, series);
  }

  measure(run: RunSummary, series: SeriesSummary): Measure {
    const other = run.id === this.baseline?.id ? undefined : this.counterpart(series.name);
    const { at } = this.criteria.standard;
    return measure(series, other && { series: [other] }, this.criteria.direction(series), at);
  }

  /** The baseline's series of this metric, under this name whatever the baseline calls it. */
  private counterpart(name: string): SeriesSummary | undefined {
    const exact = this.series.get(name);
    const { same } = this.criteria.standard;
    if (exact || !same) return exact;
    const found = this.series.get(same.in(new Set(this.series.keys()), name) ?? "");
    return found && { ...found, name };
  }
}

/** What the user chose, as far as judging hangs on it. */
export type Chosen = Omit<Standard, "headline">;

/** The judge of these choices; takes over what `before` knows of runs if it went by the same choices. */
export function makeJudge(baseline: RunSummary | undefined, chosen: Chosen, before?: Judge): Judge {
  const headline =
    baseline && chooseHeadline(baseline, { chosen: chosenFor(baseline, chosen), same: chosen.same })?.series.name;
  const standard: Standard = { ...chosen, headline };
  if (before && sameStandard(before.criteria.standard, standard)) return new Judge(baseline, before.criteria);
  return new Judge(baseline, new Criteria(standard));
}

function chosenFor({ id }: RunSummary, { headlineFor, primaryMetric }: Chosen): string | undefined {
  return headlineFor ? headlineFor(id) : primaryMetric;
}

function sameStandard(a: Standard, b: Standard): boolean {
  return a.primaryMetric === b.primaryMetric && a.headline === b.headline && a.version === b.version && a.at === b.at;
}

/** The step from which on a run's metrics are NaN, if the last point of one of them is; the earliest of them. */
export function nanStep(run: RunSummary): number | undefined {
  let earliest: number | undefined;
  for (const { nanCount, last, firstNanStep } of run.series) {
    if (nanCount === 0 || firstNanStep === undefined || !Number.isNaN(last?.value)) continue;
    if (earliest === undefined || firstNanStep < earliest) earliest = firstNanStep;
  }
  return earliest;
}

/** How much better a measure is than the baseline, in the metric's unit: negative if worse, undefined if it cannot be said. */
export function improvement({ delta, direction }: Measure): number | undefined {
  if (delta === undefined || direction === "unknown") return undefined;
  return direction === "higher" ? delta : -delta;
}
