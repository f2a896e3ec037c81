import { Allowance } from "../../util/allowance";
import type { SameMetrics } from "./aliases";
import { judgedPoint, type CompareAt } from "./compare";
import { directionOf } from "./direction";
import { chooseHeadline } from "./headline";
import { referenceTo, targetSeries, type Reference } from "./reference";
import type { StandRule } from "./stands/rule";
import type { At, Direction, RunSummary, SeriesSummary } from "../../shared/run";

/** What runs are judged by. */
export interface Standard {
  /** The series name that the user chose to judge by, if any. */
  readonly headlineMetric: string | undefined;
  /** What the user chose for a run by its id, where folders have choices of their own. */
  readonly headlineFor?: (id: string) => string | undefined;
  /** What the user said to be one metric in several spellings. */
  readonly same?: SameMetrics;
  /** The baseline's own headline metric: what other runs are judged by too, if they have it. */
  readonly headline: string | undefined;
  /** The same for each folder that has a baseline of its own. */
  readonly headlines: ReadonlyMap<string, string | undefined>;
  /** The direction that the user set for a tag, if any. */
  readonly direction: (tag: string) => Direction | undefined;
  /** Counts the changes of what the user chose: of two standards with one version, `direction` says the same. */
  readonly version: number;
  readonly at: CompareAt;
}

/** A metric of a run, and the value that it is shown with. */
export interface Valued {
  readonly series: SeriesSummary;
  readonly direction: Direction;
  /** Absent if the series has no point. A last point logged as NaN is NaN. */
  readonly at: At | undefined;
}

/** A run's headline metric. */
export interface Headline extends Valued {
  /** Why it is this metric, as a clause. */
  readonly because: string;
}

/** How long runs are judged for the first time by what can wait, from one refresh to the next: milliseconds. */
const patience = 8;

/** Judges runs by themselves, and remembers what it found. Outlives a baseline that is still growing. */
export class Criteria {
  /** By run id; holds for the very summary it was made of. A weak map would cost the collector more than it saves. */
  private readonly known = new Map<string, { readonly run: RunSummary; readonly found: Headline | undefined }>();
  private cutShort = false;

  constructor(
    readonly standard: Standard,
    private readonly allowance = new Allowance(patience),
  ) {}

  /** Undefined if the run has no metric that could be its headline. */
  headlineOf(run: RunSummary): Headline | undefined {
    const known = this.known.get(run.id);
    if (known?.run === run) return known.found;
    const { same, at, headlines } = this.standard;
    const headline = headlines.get(run.root) ?? this.standard.headline;
    const choice = chooseHeadline(run, { chosen: chosenFor(run, this.standard), baseline: headline, same });
    const direction = choice && this.direction(choice.series);
    const found = choice && direction && { ...choice, direction, at: judgedPoint(choice.series, direction, at) };
    this.known.set(run.id, { run, found });
    return found;
  }

  /** As headlineOf(), for what can wait until the next refresh: "later" if judging took long since the last one. */
  headlineSoon(run: RunSummary): Headline | undefined | "later" {
    if (this.known.get(run.id)?.run !== run && !this.allowance.allows()) {
      this.cutShort = true;
      return "later";
    }
    return this.headlineOf(run);
  }

  /** Lets the next ones be judged. @returns whether some are waiting */
  goOn(): boolean {
    const waiting = this.cutShort;
    this.allowance.renew();
    this.cutShort = false;
    return waiting;
  }

  direction(series: SeriesSummary): Direction {
    return directionOf(series, this.standard.direction);
  }
}

/** A reference, and the workspace folder whose runs are measured against it; the first is also for folders without their own. */
export interface RootReference {
  readonly root: string;
  readonly reference: Reference;
}

/** Tells what runs are judged by, and what they are measured against. What comes of it are verdicts: `verdicts/judge.ts`. */
export class Judge {
  constructor(
    readonly references: readonly RootReference[],
    readonly criteria: Criteria,
    /** Which value stands for a run in a comparison. */
    readonly rule: StandRule,
  ) {}

  /** What runs are measured against where their folder has no baseline of its own. */
  get reference(): Reference | undefined {
    return this.references[0]?.reference;
  }

  /** The run that stands for the baseline; undefined for fixed targets, too. */
  get baseline(): RunSummary | undefined {
    return this.reference?.runs[0];
  }

  get headline(): string | undefined {
    return this.criteria.standard.headline;
  }

  /** What a run is measured against. */
  referenceFor({ root }: Pick<RunSummary, "root">): Reference | undefined {
    const { references } = this;
    if (references.length < 2) return this.reference;
    return (references.find((one) => one.root === root) ?? references[0])!.reference;
  }

  /** The run that stands for the baseline of this one: what its params are held against. */
  baselineFor(run: Pick<RunSummary, "root">): RunSummary | undefined {
    return this.referenceFor(run)?.runs[0];
  }

  /** Whether a run is the baseline, or one of its runs. */
  isBaseline(run: Pick<RunSummary, "id" | "root">): boolean {
    return this.referenceFor(run)?.runs.some(({ id }) => id === run.id) ?? false;
  }

  /** The run's headline metric; undefined if it has none that could be one. */
  headlineOf(run: RunSummary): Headline | undefined {
    return this.criteria.headlineOf(run);
  }

  /** The value that a series is shown with. */
  value(series: SeriesSummary): Valued {
    const direction = this.criteria.direction(series);
    return { series, direction, at: judgedPoint(series, direction, this.criteria.standard.at) };
  }
}

/** What the user chose, as far as judging hangs on it. */
export interface Chosen extends Omit<Standard, "headline" | "headlines"> {
  /** Which value stands for a run in a comparison; without it, what `at` says. */
  readonly rule?: StandRule;
}

/** As `judgeAgainst`, with one run as the baseline, if any. */
export function makeJudge(baseline: RunSummary | undefined, chosen: Chosen, before?: Judge): Judge {
  const references = baseline ? [{ root: baseline.root, reference: referenceTo(baseline) }] : [];
  return judgeAgainst(references, chosen, before);
}

/** The judge of these choices; takes over what `before` knows of runs if it went by the same choices. */
export function judgeAgainst(references: readonly RootReference[], chosen: Chosen, before?: Judge): Judge {
  const { rule = { kind: chosen.at }, ...rest } = chosen;
  const headlines = new Map(references.map(({ root, reference }) => [root, headlineOf(reference, chosen)]));
  const [first] = references;
  const standard: Standard = { ...rest, headline: first && headlines.get(first.root), headlines };
  const isSame = before && sameStandard(before.criteria.standard, standard);
  return new Judge(references, isSame ? before.criteria : new Criteria(standard), rule);
}

/** What a baseline is judged by; of fixed targets the best by its name. */
function headlineOf({ runs: [run], targets }: Reference, chosen: Chosen): string | undefined {
  if (run) return chooseHeadline(run, { chosen: chosenFor(run, chosen), same: chosen.same })?.series.name;
  const series = [...(targets ?? [])].map(([name, { direction }]) => targetSeries(name, direction));
  return chooseHeadline({ series }, { chosen: chosen.headlineMetric, same: chosen.same })?.series.name;
}

function chosenFor({ id }: RunSummary, { headlineFor, headlineMetric }: Chosen): string | undefined {
  return headlineFor ? headlineFor(id) : headlineMetric;
}

function sameStandard(a: Standard, b: Standard): boolean {
  const sameHeadlines =
    a.headlines.size === b.headlines.size && [...a.headlines].every(([root, name]) => b.headlines.get(root) === name);
  return (
    sameHeadlines &&
    a.headlineMetric === b.headlineMetric &&
    a.headline === b.headline &&
    a.version === b.version &&
    a.at === b.at
  );
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
