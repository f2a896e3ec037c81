import type { RunStore } from "../store/runStore";
import type { UserState } from "../state/userState";
import { SameMetrics } from "../runs/judging/aliases";
import { judgeAgainst, type Chosen, type Judge } from "../runs/judging/judge";
import { parseRule, ruleName, type StandRule } from "../runs/judging/stands/rule";
import type { RunSummary } from "../shared/run";
import { Emitter } from "../util/emitter";
import { referencesTo } from "../state/references";
import type { Memento } from "../util/memento";
import type { RunGroups } from "./runGroups";
import { setting } from "./settings";

/** What of the user's state is judged by. */
type Said = Pick<
  UserState,
  | "baselines"
  | "namedBaselines"
  | "headlineMetric"
  | "headlineFor"
  | "sameMetrics"
  | "direction"
  | "rules"
  | "version"
  | "onDidChange"
>;

const ruleKey = "compare.rule";

/** The window's one judge: whoever asks at the same moment judges by the same baseline, headline metric and directions. */
export class Judging {
  private readonly changes = new Emitter<void>();
  /** Another rule was chosen, or runs have other names. */
  readonly onDidChange = this.changes.event;
  private judge: Judge | undefined;
  private isFresh = false;

  constructor(
    private readonly store: Pick<RunStore, "runs" | "onDidChange">,
    private readonly state: Said,
    private readonly groups: Pick<RunGroups, "seedsOf">,
    private readonly nameOf: (run: RunSummary) => string,
    private readonly memory: Memento,
  ) {
    store.onDidChange(() => (this.isFresh = false));
    state.onDidChange(() => (this.isFresh = false));
  }

  /** The judge by the baseline and the choices as they are now; what earlier ones found out is kept while it holds. */
  now(): Judge {
    if (this.judge && this.isFresh) return this.judge;
    const chosen = this.chosen();
    this.judge = judgeAgainst(referencesTo(this.state.baselines, this.found(), chosen), chosen, this.judge);
    this.isFresh = true;
    return this.judge;
  }

  /** Ids of the runs of every baseline, in use or only named. */
  runsOfBaselines(): ReadonlySet<string> {
    const { baselines, namedBaselines } = this.state;
    const references = referencesTo([...baselines, ...namedBaselines], this.found(), this.chosen());
    return new Set(references.flatMap(({ reference }) => reference.runs.map(({ id }) => id)));
  }

  private found() {
    return { runs: this.store.runs, groupOf: (id: string) => this.groups.seedsOf(id), nameOf: this.nameOf };
  }

  /** Which value stands for a run: what the user chose in the view, else the team's rule, else the setting. */
  get rule(): StandRule {
    const stored = this.memory.get(ruleKey);
    const own = typeof stored === "string" ? parseRule(stored) : undefined;
    return own ?? parseRule(this.state.rules.at ?? "") ?? { kind: setting("lossline.compare.at") };
  }

  chooseRule(rule: StandRule | undefined): void {
    void this.memory.update(ruleKey, rule && ruleName(rule));
    this.invalidate();
    this.changes.fire();
  }

  /** Runs have other names, and so have the baselines that are called by them. */
  renamed(): void {
    this.invalidate();
    this.changes.fire();
  }

  /** A setting that it goes by has another value. */
  invalidate(): void {
    this.isFresh = false;
  }

  private chosen(): Chosen {
    const { state, rule } = this;
    const { headlineMetric, version, sameMetrics } = state;
    return {
      headlineMetric,
      headlineFor: (id) => state.headlineFor(id),
      ...(sameMetrics.length > 0 && { same: new SameMetrics(sameMetrics) }),
      direction: (tag) => state.direction(tag),
      version,
      at: rule.kind === "best" ? "best" : "last",
      rule,
    };
  }
}
