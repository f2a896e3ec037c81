import * as vscode from "vscode";
import type { App } from "../../../host/app";
import { setting } from "../../../host/settings";
import type { Launch } from "../../../launches/launch";
import { allowedGpus, gpusHere } from "../../../launches/queue/gpus";
import type { LaunchGroup, QueuedLaunch } from "../../../launches/queue/queue";
import { queuedEnd } from "../../../launches/queue/queuedEnd";
import type { QueuedStart, Starter } from "../../../launches/queue/queueRunner";
import type { Limits } from "../../../launches/queue/turns";
import type { Launcher } from "../launcher";

/** Starts what is queued as any launch is started: typed into a terminal, recorded, followed. */
export class QueueStarter implements Starter {
  private readonly stopped = new Set<string>();

  /** @param resumed resolves once the launches of an earlier session are followed */
  constructor(
    private readonly app: App,
    private readonly launcher: Launcher,
    private readonly resumed: Promise<void>,
  ) {}

  async start({ id, args, gpu }: QueuedLaunch, group: LaunchGroup): Promise<QueuedStart | undefined> {
    const environment: Readonly<Record<string, string>> = gpu === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpu };
    const from = { queued: id, group: group.name, environment };
    const started = await this.launcher.startQueued(vscode.Uri.file(group.script), args, from);
    return started && this.following(started.launch.id, started.ended);
  }

  async find({ id, launch }: QueuedLaunch): Promise<QueuedStart | "never typed" | undefined> {
    await this.resumed;
    const known = this.app.launches.launches.findLast((each) => each.queued === id || each.id === launch);
    if (!known) return undefined;
    if (await this.launcher.following.wasNeverTyped(known.id)) return "never typed";
    return this.following(known.id, this.launcher.following.endOf(known.id) ?? Promise.resolve(known));
  }

  async stop(id: string): Promise<void> {
    const launch = this.app.launches.launches.find((each) => each.id === id);
    if (!launch) return;
    this.stopped.add(id);
    await this.launcher.following.stop(launch);
  }

  async limits(): Promise<Limits> {
    const slots = setting("lossline.queue.slots");
    const gpus = setting("lossline.queue.useGpus")
      ? allowedGpus(await gpusHere(), process.env["CUDA_VISIBLE_DEVICES"])
      : [];
    return { slots: slots > 0 ? slots : undefined, gpus };
  }

  private following(launch: string, end: Promise<Launch | undefined>): QueuedStart {
    return { launch, ended: end.then((ended) => queuedEnd(ended, this.stopped.has(launch))) };
  }
}
