import { plural, t } from "../../util/text";
import { isBusy, type Queue, type QueuedLaunch } from "./queue";

/** What may run at once. */
export interface Limits {
  /** Launches at once; undefined: as many as there are GPUs, or one. */
  readonly slots: number | undefined;
  /** GPUs that launches get one each of, as nvidia-smi counts them; empty: GPUs are not handed out. */
  readonly gpus: readonly string[];
}

/** A launch whose turn it is. */
export interface Turn {
  readonly id: string;
  /** The GPU that it gets to itself. */
  readonly gpu: string | undefined;
}

/** The launches whose turn it is now, in order: as many as there are free places, and free GPUs where those are handed out. */
export function turns(queue: Queue, limits: Limits): readonly Turn[] {
  if (queue.isPaused) return [];
  const free = freeIn(queue, limits);
  const waiting = queue.launches.filter(({ state }) => state === "waiting");
  return waiting.slice(0, free.places).map(({ id }, at) => ({ id, gpu: free.gpus[at] }));
}

interface Free {
  readonly places: number;
  readonly gpus: readonly string[];
  readonly all: number;
}

function freeIn({ launches }: Queue, { slots, gpus }: Limits): Free {
  const busy = launches.filter(isBusy);
  const used = new Set(busy.map(({ gpu }) => gpu));
  const freeGpus = gpus.filter((gpu) => !used.has(gpu));
  const all = Math.max(1, slots ?? gpus.length);
  const places = Math.max(0, all - busy.length);
  return { all, gpus: freeGpus, places: gpus.length === 0 ? places : Math.min(places, freeGpus.length) };
}

/** Why a waiting launch has not started, as a clause. @param isOwner whether this window moves the queue */
export function whyWaits(queue: Queue, launch: QueuedLaunch, limits: Limits, isOwner: boolean): string {
  if (!isOwner) return t("another window runs this queue");
  if (queue.isPaused) return t("the queue is paused");
  const waiting = queue.launches.filter(({ state }) => state === "waiting");
  const before = waiting.findIndex(({ id }) => id === launch.id);
  if (before > 0)
    return plural(before, { one: "{count} launch is before it", other: "{count} launches are before it" });
  const free = freeIn(queue, limits);
  if (free.places > 0) return t("starts now");
  const busy = queue.launches.filter(isBusy).length;
  const scarce = limits.gpus.length > 0 && busy < free.all;
  return scarce
    ? t("waits for a GPU: {busy} of {all} are taken", {
        busy: limits.gpus.length - free.gpus.length,
        all: limits.gpus.length,
      })
    : t("waits for a place: {busy} of {all} are taken", { busy, all: free.all });
}
