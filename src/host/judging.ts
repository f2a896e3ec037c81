import type { RunStore } from "../store/runStore";
import type { UserState } from "../state/userState";
import { SameMetrics } from "../runs/judging/aliases";
import { makeJudge, type Judge } from "../runs/judging/judge";
import { setting } from "./settings";

/** The window's one judge: whoever asks at the same moment judges by the same baseline, headline metric and directions. */
export class Judging {
  private judge: Judge | undefined;

  constructor(
    private readonly store: Pick<RunStore, "runs">,
    private readonly state: Pick<
      UserState,
      "baseline" | "primaryMetric" | "headlineFor" | "sameMetrics" | "direction" | "version"
    >,
  ) {}

  /** The judge by the baseline and the choices as they are now; what earlier ones found out is kept while it holds. */
  now(): Judge {
    const { store, state } = this;
    const baseline = state.baseline === undefined ? undefined : store.runs.get(state.baseline);
    const direction = (tag: string) => state.direction(tag);
    const { primaryMetric, version } = state;
    const headlineFor = (id: string) => state.headlineFor(id);
    const same = state.sameMetrics.length > 0 ? new SameMetrics(state.sameMetrics) : undefined;
    const chosen = {
      primaryMetric,
      headlineFor,
      ...(same && { same }),
      direction,
      version,
      at: setting("lossline.compare.at"),
    };
    this.judge = makeJudge(baseline, chosen, this.judge);
    return this.judge;
  }
}
