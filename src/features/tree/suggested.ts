import type { App } from "../../host/app";
import { suggesting } from "../../runs/judging/suggestion";
import type { Disposable } from "../../util/disposable";
import { inSlices } from "../../util/inSlices";
import { Throttle } from "../../util/throttle";

const pace = { wait: 50, rest: 500, ease: 20 } as const;

/** The name of what could be a baseline while there is none, looked for in slices: among thousands of runs that takes a while. */
export class Suggested implements Disposable {
  private found: string | undefined;
  private readonly soon: Throttle;

  /** @param changed is told when it is another */
  constructor(
    private readonly app: Pick<App, "store" | "state" | "groups" | "judging" | "nameOf">,
    changed: () => void,
  ) {
    this.soon = new Throttle(pace, async () => {
      const before = this.found;
      this.found = await this.look();
      if (this.found !== before) changed();
    });
  }

  /** As it was last found. */
  get name(): string | undefined {
    return this.isAsked ? this.found : undefined;
  }

  /** Runs or choices are different now. */
  request(): void {
    if (this.isAsked) this.soon.request();
  }

  dispose(): void {
    this.soon.dispose();
  }

  private get isAsked(): boolean {
    return this.app.state.baselines.length === 0 && this.app.store.scanned;
  }

  private async look(): Promise<string | undefined> {
    const { store, groups, judging, nameOf } = this.app;
    await inSlices(groups.seeding());
    const runs = [...store.runs.values()];
    const found = await inSlices(suggesting(runs, (id) => groups.seedsOf(id), judging.now()));
    return found && (found.runs.length > 1 ? found.name : nameOf(found.runs[0]!));
  }
}
