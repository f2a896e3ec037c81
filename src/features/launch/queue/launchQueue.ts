import { randomUUID } from "node:crypto";
import { access } from "node:fs/promises";
import * as vscode from "vscode";
import type { App } from "../../../host/app";
import { setContext } from "../../../host/contextKeys";
import { Contexts } from "../../../host/contributions";
import { onDidChangeSettings } from "../../../host/settings";
import { normalPath } from "../../../launches/paths";
import { processesOf } from "../../../launches/processes";
import { QueueMarker } from "../../../launches/queue/marker";
import { apart, longNames, type LongNames, type Lying } from "../../../launches/queue/outputs";
import { Ownership } from "../../../launches/queue/ownership";
import { isBusy, mostQueued, type QueuedLaunch } from "../../../launches/queue/queue";
import { QueueFile } from "../../../launches/queue/queueFile";
import { QueueRunner } from "../../../launches/queue/queueRunner";
import type { Variant } from "../../../launches/queue/sweep";
import { DisposableStore, type Disposable } from "../../../util/disposable";
import { HumanError } from "../../../util/errors";
import { plural, t } from "../../../util/text";
import { declared } from "../argumentSource";
import { save, type Launcher } from "../launcher";
import { QueueStarter } from "./queueStarter";

/** So often it is looked whether the window that owns the queue is gone, in ms. */
const patience = 2000;

/** What is added to the queue together. */
export interface Addition {
  readonly script: vscode.Uri;
  /** What the group is called: "lr × seed". */
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly stopOnFailure: boolean;
}

/** The queue of this window: opened once the workspace is trusted, on disk while something is in it. */
export class LaunchQueue implements Disposable {
  private readonly owned = new DisposableStore();
  readonly runner: QueueRunner;
  private readonly marker: QueueMarker | undefined;
  /** Resolves once this window owns the queue. */
  readonly opened: Promise<void>;
  private retrying: NodeJS.Timeout | undefined;

  /** @param resumed resolves once the launches of an earlier session are followed */
  constructor(
    private readonly app: App,
    launcher: Launcher,
    resumed: Promise<void>,
  ) {
    const storage = app.context.storageUri?.fsPath;
    const warn = (error: unknown) => app.log.warn(String(error));
    const ownership = storage === undefined ? undefined : new Ownership(storage, processesOf());
    const file = storage === undefined ? undefined : new QueueFile(storage, warn);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    this.marker = folder?.scheme === "file" ? new QueueMarker(folder.fsPath, warn) : undefined;
    this.runner = this.owned.add(
      new QueueRunner(
        new QueueStarter(app, launcher, resumed),
        {
          read: () => file?.read() ?? Promise.resolve(undefined),
          write: (queue) => file?.write(queue),
          claim: () => ownership?.claim() ?? Promise.resolve(true),
        },
        warn,
      ),
    );
    this.owned.add({ dispose: () => ownership?.release() });
    this.owned.add({ dispose: () => clearTimeout(this.retrying) });
    this.owned.add(this.runner.onDidChange(() => this.tell()));
    this.owned.add(onDidChangeSettings(["lossline.queue.slots", "lossline.queue.useGpus"], () => this.runner.look()));
    this.opened = trusted().then(() => this.open());
  }

  /**
   * Queues launches of a script. Where several would write to one place, or to that of a run, each gets its own.
   * @returns the id of their group
   * @throws HumanError if another window has the queue, or there are too many
   */
  async add({ script, name, variants, stopOnFailure }: Addition): Promise<string> {
    await save();
    await Promise.race([this.opened, new Promise((resolve) => setTimeout(resolve, patience))]);
    if (!this.runner.isOwner)
      throw new HumanError(t("Another window with this folder runs the queue. Add to it there."));
    if (this.runner.queue.launches.length + variants.length > mostQueued) {
      throw new HumanError(
        plural(mostQueued, {
          one: "A queue holds {count} launch at most.",
          other: "A queue holds {count} launches at most. Remove those that ended first.",
        }),
      );
    }
    await this.app.store.start();
    const { cwd } = await this.app.profiles.plan(script, []);
    const group = { id: randomUUID(), name, script: script.fsPath, addedAt: Date.now(), stopOnFailure };
    const names = longNames((await declared(script, this.app.log)).specs);
    const launches = await this.placed(variants, group.id, { cwd, names });
    this.runner.happen({ is: "add", group, launches });
    return group.id;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async placed(
    variants: readonly Variant[],
    group: string,
    { cwd, names }: { readonly cwd: string; readonly names: LongNames },
  ): Promise<readonly QueuedLaunch[]> {
    const others = this.runner.queue.launches.filter(({ state }) => state !== "ended").map(({ args }) => args);
    const folders = this.runFolders();
    const launches: QueuedLaunch[] = [];
    for (const { args, label } of variants) {
      const own = await apart(args, others, cwd, (path) => lyingAt(path, folders), names);
      others.push(own);
      launches.push({ id: randomUUID(), group, state: "waiting", args: own, label });
    }
    return launches;
  }

  /** The folders that runs were read from. */
  private runFolders(): ReadonlySet<string> {
    const sources = [...this.app.store.runs.values()].flatMap((run) => run.sources);
    return new Set(sources.flatMap((source) => [normalPath(source), normalPath(`${source}/..`)]));
  }

  private async open(): Promise<void> {
    while (!(await this.runner.open())) {
      await new Promise<void>((resolve) => {
        this.retrying = setTimeout(resolve, patience);
      });
    }
  }

  private tell(): void {
    const { launches, isPaused } = this.runner.queue;
    setContext(Contexts.hasQueue, launches.length > 0);
    setContext(Contexts.queuePaused, isPaused);
    if (this.runner.isOwner) this.marker?.set(launches.some((each) => each.state === "waiting" || isBusy(each)));
  }
}

async function lyingAt(path: string, runFolders: ReadonlySet<string>): Promise<Lying> {
  if (runFolders.has(path)) return "run";
  return access(path).then(
    () => "other",
    () => "nothing",
  );
}

/** Nothing is taken up in a restricted workspace. */
function trusted(): Promise<void> {
  if (vscode.workspace.isTrusted) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.workspace.onDidGrantWorkspaceTrust(() => {
      listener.dispose();
      resolve();
    });
  });
}
