import { RunNames } from "../runs/describe/names";
import type { RunSummary } from "../shared/run";
import type { UserState } from "../state/userState";
import type { RunStore } from "../store/runStore";
import type { Disposable } from "../util/disposable";
import { drain } from "../util/drain";
import { Emitter } from "../util/emitter";
import { inSlices } from "../util/inSlices";
import { shown } from "../util/shown";
import { Throttle } from "../util/throttle";

/** More runs than that are named in slices, and their names are there a moment later than they are. */
const mostAtOnce = 2000;
const pace = { wait: 50, rest: 500, ease: 5 } as const;

/** What runs are called wherever they are shown. */
export class Naming implements Disposable {
  private readonly changes = new Emitter<void>();
  /** Some names are others, with no change of the store's own. */
  readonly onDidChange = this.changes.event;
  private readonly names = new RunNames();
  private isStale = true;
  private readonly soon = new Throttle(pace, async () => {
    if (await inSlices(this.names.refreshing(this.store.runs))) this.changes.fire();
  });

  constructor(
    private readonly store: Pick<RunStore, "runs" | "onDidChange">,
    private readonly state: Pick<UserState, "label">,
  ) {
    store.onDidChange(() => (this.isStale = true));
  }

  /** The user's label, else the name that tells a run from all others. */
  readonly nameOf = (run: RunSummary): string => {
    const label = this.state.label(run.id);
    if (label !== undefined) return shown(label);
    if (this.isStale) this.refresh();
    return shown(this.names.of(run));
  };

  dispose(): void {
    this.soon.dispose();
  }

  private refresh(): void {
    this.isStale = false;
    if (this.store.runs.size > mostAtOnce) this.soon.request();
    else drain(this.names.refreshing(this.store.runs));
  }
}
