/** How a queued launch ended. `skipped`: an earlier one of its group failed, and the group was to stop then. */
export type Outcome = "finished" | "failed" | "stopped" | "unknown" | "skipped";

/** `starting`: its terminal is being opened; whether it was typed is not known yet. */
export type QueuedState = "waiting" | "starting" | "running" | "ended";

/** A launch that waits for its turn, has it, or had it. Plain data. */
export interface QueuedLaunch {
  readonly id: string;
  /** Id of its group. */
  readonly group: string;
  readonly state: QueuedState;
  readonly args: readonly string[];
  /** What tells it from the others of its group: "--lr 0.1 --seed 3". */
  readonly label: string;
  /** Id in the list of launches, once it was started. */
  readonly launch?: string;
  /** The GPU that it has to itself, as nvidia-smi counts them. */
  readonly gpu?: string;
  /** Of one that ended, and only of one. */
  readonly outcome?: Outcome;
  /** Why it ended so, for people. */
  readonly reason?: string;
}

/** Launches of one script that were added together. */
export interface LaunchGroup {
  readonly id: string;
  readonly name: string;
  /** Absolute path. */
  readonly script: string;
  /** Unix milliseconds. */
  readonly addedAt: number;
  /** A failure ends the group: those that wait are skipped. */
  readonly stopOnFailure: boolean;
}

/** Everything that is queued, in the order in which it is to start. */
export interface Queue {
  readonly isPaused: boolean;
  readonly groups: readonly LaunchGroup[];
  readonly launches: readonly QueuedLaunch[];
}

export const emptyQueue: Queue = { isPaused: false, groups: [], launches: [] };

/** So many launches are queued at most, those that ended and are still listed among them. */
export const mostQueued = 2000;

export type QueueEvent =
  | { readonly is: "add"; readonly group: LaunchGroup; readonly launches: readonly QueuedLaunch[] }
  | { readonly is: "pause" }
  | { readonly is: "resume" }
  /** Puts waiting launches, in their order, before another one; at the end without one. */
  | { readonly is: "move"; readonly ids: readonly string[]; readonly before: string | undefined }
  /** Lets launches that ended wait again, as others of the same arguments. */
  | { readonly is: "retry"; readonly ids: readonly string[] }
  /** Takes launches out that wait or ended. */
  | { readonly is: "remove"; readonly ids: readonly string[] }
  | { readonly is: "take"; readonly id: string; readonly gpu: string | undefined }
  | { readonly is: "start"; readonly id: string; readonly launch: string }
  /** It was taken, and not started after all. */
  | { readonly is: "release"; readonly id: string }
  | { readonly is: "end"; readonly id: string; readonly outcome: Outcome; readonly reason?: string | undefined };

/** The queue after an event; the same object where the event means nothing to it. */
export function reduce(queue: Queue, event: QueueEvent): Queue {
  switch (event.is) {
    case "add":
      return {
        ...queue,
        groups: [...queue.groups, event.group],
        launches: [...queue.launches, ...event.launches],
      };
    case "pause":
    case "resume": {
      const isPaused = event.is === "pause";
      return isPaused === queue.isPaused ? queue : { ...queue, isPaused };
    }
    case "move":
      return move(queue, event.ids, event.before);
    case "retry":
      return change(queue, event.ids, ["ended"], (launch) => waitingAgain({ ...launch, id: nextId(launch.id) }));
    case "remove":
      return remove(queue, new Set(event.ids));
    case "take":
      return change(queue, [event.id], ["waiting"], (launch) => ({
        ...launch,
        state: "starting",
        ...(event.gpu === undefined ? {} : { gpu: event.gpu }),
      }));
    case "start":
      return change(queue, [event.id], ["starting"], (launch) => ({
        ...launch,
        state: "running",
        launch: event.launch,
      }));
    case "release":
      return change(queue, [event.id], ["starting", "running"], waitingAgain);
    case "end":
      return end(queue, event);
  }
}

type Ended = Extract<QueueEvent, { readonly is: "end" }>;

/** Also ends what was taken or waits: a launch may be given up before it runs. */
function end(queue: Queue, { id, outcome, reason }: Ended): Queue {
  const ended = (launch: QueuedLaunch, how: Outcome, why: string | undefined): QueuedLaunch => ({
    ...launch,
    state: "ended",
    outcome: how,
    ...(why === undefined ? {} : { reason: why }),
  });
  const after = change(queue, [id], ["waiting", "starting", "running"], (launch) => ended(launch, outcome, reason));
  const group = after.launches.find((launch) => launch.id === id)?.group;
  const stops = after !== queue && outcome === "failed";
  if (!stops || !after.groups.some((each) => each.id === group && each.stopOnFailure)) return after;
  const rest = after.launches.filter((launch) => launch.group === group).map((launch) => launch.id);
  return change(after, rest, ["waiting"], (launch) => ended(launch, "skipped", undefined));
}

function waitingAgain({ id, group, args, label }: QueuedLaunch): QueuedLaunch {
  return { id, group, args, label, state: "waiting" };
}

/** The launches of a first try are not taken for those of the second: "a", "a/2", "a/3". */
function nextId(id: string): string {
  const [first = id, tries = "1"] = id.split("/");
  return `${first}/${Number(tries) + 1}`;
}

function change(
  queue: Queue,
  ids: readonly string[],
  states: readonly QueuedState[],
  to: (launch: QueuedLaunch) => QueuedLaunch,
): Queue {
  const meant = new Set(ids);
  const changes = ({ id, state }: QueuedLaunch) => meant.has(id) && states.includes(state);
  if (!queue.launches.some(changes)) return queue;
  return { ...queue, launches: queue.launches.map((launch) => (changes(launch) ? to(launch) : launch)) };
}

function move(queue: Queue, ids: readonly string[], before: string | undefined): Queue {
  const meant = new Set(ids);
  const moved = queue.launches.filter((launch) => meant.has(launch.id) && launch.state === "waiting");
  if (moved.length === 0 || (before !== undefined && meant.has(before))) return queue;
  const others = queue.launches.filter((launch) => !moved.includes(launch));
  const found = others.findIndex((launch) => launch.id === before);
  const at = found < 0 ? others.length : found;
  return { ...queue, launches: [...others.slice(0, at), ...moved, ...others.slice(at)] };
}

/** What runs stays: it must be stopped first. */
function remove(queue: Queue, ids: ReadonlySet<string>): Queue {
  const goes = ({ id, state }: QueuedLaunch) => ids.has(id) && (state === "waiting" || state === "ended");
  const launches = queue.launches.filter((launch) => !goes(launch));
  if (launches.length === queue.launches.length) return queue;
  const left = new Set(launches.map(({ group }) => group));
  return { ...queue, launches, groups: queue.groups.filter(({ id }) => left.has(id)) };
}

/** Whether a launch has a place that others wait for. */
export function isBusy({ state }: QueuedLaunch): boolean {
  return state === "starting" || state === "running";
}
