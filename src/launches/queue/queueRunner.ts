import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";
import {
  emptyQueue,
  reduce,
  type LaunchGroup,
  type Outcome,
  type Queue,
  type QueueEvent,
  type QueuedLaunch,
} from "./queue";
import { turns, type Limits } from "./turns";

/** How something that was queued ended. */
export interface QueuedEnd {
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
}

/** A queued launch that was started, or found again: its id in the list of launches, and its end. */
export interface QueuedStart {
  readonly launch: string;
  readonly ended: Promise<QueuedEnd>;
}

/** Starts what is queued. */
export interface Starter {
  /** @returns undefined if it could not be started after all; @throws if it never can, with the reason */
  start(launch: QueuedLaunch, group: LaunchGroup): Promise<QueuedStart | undefined>;
  /** What became of a launch that an earlier session took; undefined if nothing is known of it. */
  find(launch: QueuedLaunch): Promise<QueuedStart | "never typed" | undefined>;
  stop(launch: string): Promise<void>;
  /** What may run at once now. */
  limits(): Promise<Limits>;
}

/** Where the queue outlives the window. */
export interface Keeping {
  read(): Promise<Queue | undefined>;
  write(queue: Queue): void;
  /** Whether this window is the one that moves the queue; claims it if no other does. */
  claim(): Promise<boolean>;
}

/** Moves a queue: starts what has its turn, hears how it ends, and keeps all of it where a reload finds it again. */
export class QueueRunner implements Disposable {
  private current: Queue = emptyQueue;
  private owner = false;
  private moving: Promise<void> = Promise.resolve();
  private known: Limits = { slots: undefined, gpus: [] };
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly starter: Starter,
    private readonly keeping: Keeping,
    private readonly failed: (error: unknown) => void,
  ) {}

  get queue(): Queue {
    return this.current;
  }

  /** Whether this window moves the queue. */
  get isOwner(): boolean {
    return this.owner;
  }

  /** What may run at once, as it was when something started last. */
  get limits(): Limits {
    return this.known;
  }

  /** Takes the queue over, if no other window has it, and goes on with what an earlier session left. @returns whether it is ours */
  async open(): Promise<boolean> {
    if (this.owner) return true;
    const before = this.current;
    const isOwner = await this.keeping.claim();
    const read = await this.keeping.read();
    if (this.current === before && read) this.current = read;
    this.owner = isOwner;
    if (isOwner) await Promise.all(this.current.launches.map((launch) => this.pickUp(launch)));
    this.changes.fire();
    this.move();
    return isOwner;
  }

  /** Lets something happen to the queue, and starts what then has its turn. */
  happen(event: QueueEvent): void {
    if (!this.owner) return;
    const after = reduce(this.current, event);
    if (after === this.current) return;
    this.current = after;
    this.keeping.write(after);
    this.changes.fire();
    this.move();
  }

  /** Looks whether something has its turn: what may run at once may have become more. */
  look(): void {
    this.move();
  }

  /** Stops launches that run, and gives up those that wait. */
  async stop(ids: readonly string[]): Promise<void> {
    const meant = this.current.launches.filter(({ id }) => ids.includes(id));
    for (const { id, state } of meant) if (state === "waiting") this.happen({ is: "end", id, outcome: "stopped" });
    const running = meant.flatMap(({ state, launch }) => (state === "running" && launch !== undefined ? [launch] : []));
    await Promise.all(running.map((launch) => this.starter.stop(launch)));
  }

  /** Resolves when every launch of a group has ended, with them. */
  ended(group: string): Promise<readonly QueuedLaunch[]> {
    return new Promise((resolve) => {
      const look = () => {
        const own = this.current.launches.filter((launch) => launch.group === group);
        if (own.some(({ state }) => state !== "ended")) return;
        listener.dispose();
        resolve(own);
      };
      const listener = this.onDidChange(look);
      look();
    });
  }

  /** What runs goes on; the next window hears of it. */
  dispose(): void {
    this.owner = false;
    this.changes.dispose();
  }

  /** One look at a time: two would give the same place away twice. */
  private move(): void {
    this.moving = this.moving.then(() => this.startDue()).catch(this.failed);
  }

  private async startDue(): Promise<void> {
    if (!this.owner || !this.current.launches.some(({ state }) => state === "waiting")) return;
    this.known = await this.starter.limits();
    for (const { id, gpu } of turns(this.current, this.known)) {
      this.happen({ is: "take", id, gpu });
      const launch = this.current.launches.find((each) => each.id === id);
      const group = this.current.groups.find((each) => each.id === launch?.group);
      if (launch && group) void this.start(launch, group);
    }
  }

  private async start(launch: QueuedLaunch, group: LaunchGroup): Promise<void> {
    const { id } = launch;
    try {
      const started = await this.starter.start(launch, group);
      if (started) this.follow(id, started);
      else this.happen({ is: "end", id, outcome: "stopped" });
    } catch (error) {
      this.happen({ is: "end", id, outcome: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  private async pickUp(launch: QueuedLaunch): Promise<void> {
    if (launch.state !== "starting" && launch.state !== "running") return;
    const found = await this.starter.find(launch);
    if (found && found !== "never typed") this.follow(launch.id, found);
    else if (found || launch.state === "starting") this.happen({ is: "release", id: launch.id });
    else this.happen({ is: "end", id: launch.id, outcome: "unknown" });
  }

  private follow(id: string, { launch, ended }: QueuedStart): void {
    this.happen({ is: "start", id, launch });
    void ended.then((end) => this.happen({ is: "end", id, ...end })).catch(this.failed);
  }
}
