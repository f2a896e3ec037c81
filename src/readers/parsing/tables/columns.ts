import { isHistory } from "./history";

/** Which columns of a table, or keys of a JSON line, are the x axis, the time, or the part of the data measured. */

/**
 * Names of counters, the best x axis first: what counts over the whole run before what may count within an epoch.
 * `epoch` is the x axis only where there is no other; else it goes beside.
 */
const counters = [
  "global_step",
  "num_updates", // fairseq
  "global_episode",
  "episode", // before `step`, which beside it may be how many steps the episode took
  "step",
  "iteration",
  "iter",
  "iters", // of an epoch, in pix2pix's kin
  "current_steps", // LLaMA-Factory's trainer_log.jsonl
  "total_timesteps",
  "timesteps",
  "timestep",
  "round",
  "generation",
  "batch",
] as const;

/** What loggers put in front of a counter's name: SB3 `time/total_timesteps`, W&B exports `trainer/global_step`, `_step`. */
const prefix = /^(?:(?:time|train|trainer)\/)?_?/;

/** How good a name is as the x axis; 0 is best, undefined = it is no counter's name. */
export function counterRank(name: string): number | undefined {
  const rank = counters.indexOf(plainName(name) as (typeof counters)[number]);
  return rank < 0 ? undefined : rank;
}

export function isEpochName(name: string): boolean {
  return /^(?:epoch|(?:cur|current)_epoch|epoch_(?:num|number|no|idx|index|id))$/.test(plainName(name));
}

function plainName(name: string): string {
  return name.length > 40 ? "" : name.toLowerCase().replace(prefix, "").replace(/ /g, "_");
}

const wallNames = new Set(["time", "timestamp", "wall_time", "_timestamp", "datetime", "date", "created_at"]);

/** Names that wall times go by; their values decide (see wallOf). */
export function isWallName(name: string): boolean {
  return wallNames.has(name.toLowerCase().replaceAll(" ", "_"));
}

const splitNames = new Set(["split", "phase", "mode", "stage", "subset", "partition", "set"]);
const splits = /^(?:train|training|val|valid|validation|eval|evaluation|dev|test|testing)$/i;

/** Names of columns that say which part of the data a row was measured on. */
export function isSplitName(name: string): boolean {
  return splitNames.has(name.toLowerCase());
}

/** The tag's prefix for a row of a part of the data, e.g. "val/"; "" if the value names none. */
export function splitPrefix(value: unknown): string {
  return typeof value === "string" && splits.test(value) ? `${value}/` : "";
}

/** The columns that make up the axes of a table: indices into its header. */
export interface Axes {
  /** The column counted along; undefined = the row's ordinal, which may count epochs. */
  readonly x: number | undefined;
  readonly xKind: "step" | "epoch" | "row";
  readonly epoch: number | undefined;
}

/** Whether a header is that of what TensorBoard exports of one tag. */
export function isTensorBoardExport(header: readonly string[]): boolean {
  return header.length === 3 && header[0] === "Wall time" && header[1] === "Step" && header[2] === "Value";
}

/** Whether a name is what pandas gives the column of a frame's index: no metric, and no axis where there is a better one. */
export function isIndexName(name: string): boolean {
  return /^(?:|unnamed: 0|index)$/i.test(name);
}

/** What some call their epochs, who have a history beside it: alone, it may be anything. */
const shortCounter = /^(?:e|ep|epochs|iterations?|it|i|n|no\.?)$/i;

/** Chooses the axes from the names in a header alone, so that a file that grows keeps them. */
export function axesOf(header: readonly string[]): Axes {
  let x: number | undefined;
  let best = Infinity;
  header.forEach((name, index) => {
    const rank = counterRank(name);
    // Of two that are equally good, the plainer one: `step` before `train/step`.
    if (rank !== undefined && rank + name.length / 1000 < best) [x, best] = [index, rank + name.length / 1000];
  });
  const found = header.findIndex(isEpochName);
  const epoch = found < 0 ? undefined : found;
  if (x !== undefined) return { x, xKind: "step", epoch };
  if (epoch !== undefined) return { x: epoch, xKind: "epoch", epoch: undefined };
  const index = isIndexName(header[0] ?? "") || shortCounter.test(header[0] ?? "") ? 0 : undefined;
  // A separator behind every cell makes a nameless column.
  const named = header.slice(index === undefined ? 0 : 1, header.findLastIndex((name) => name !== "") + 1);
  const isOfEpochs = isHistory(named);
  return isOfEpochs ? { x: index, xKind: "epoch", epoch } : { x: undefined, xKind: "row", epoch };
}

/** Notices a counter that falls back to where it began, or below: a new training may have begun. */
export class BeginningAgain {
  private first = Infinity;
  private last = -Infinity;
  private rows = 0;

  /** Looks at one row. @returns whether the counter has begun again. Where it falls row by row, the newest stands on top. */
  sees(x: number): boolean {
    const again = x < this.last && x <= this.first && (this.rows > 1 || x === this.first);
    if (again || this.first === Infinity || (this.rows === 1 && x < this.first)) [this.first, this.rows] = [x, 0];
    this.last = x;
    this.rows++;
    return again;
  }
}

/**
 * Notices a counter that starts again in every epoch (`epoch,batch,loss`): it falls back to where it began while the epoch
 * goes up. It cannot be the x axis. When a run is resumed, the epoch falls back too, or stays.
 */
export class CounterWithinEpoch {
  private first: number | undefined;
  private last = -Infinity;
  private lastEpoch = NaN;

  /** Looks at one row. @returns whether the counter is seen to start again */
  sees(x: number, epoch: number | undefined): boolean {
    this.first ??= x;
    const again = x < this.last && x <= this.first && epoch !== undefined && epoch > this.lastEpoch;
    this.last = x;
    if (epoch !== undefined) this.lastEpoch = epoch;
    return again;
  }
}
