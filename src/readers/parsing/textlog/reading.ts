import type { Counter } from "./leads";

/** What a line of a log says. */
export interface LineReading {
  readonly epoch: number | undefined;
  /** How many epochs there are to be, where the line says so: `3/20`. */
  readonly epochs: number | undefined;
  readonly counter: Counter | undefined;
  /** The part of the data that the line names by itself: `train`, `valid`. */
  readonly part: string;
  readonly values: ReadonlyMap<string, number>;
  /** Unix seconds. */
  readonly wall: number | undefined;
  /** What stands between a number that leads the line and the first name: `[ 3/23] cat.png  err=0.1`. */
  readonly item: string;
  /** A metric has a number that can't be told: one of two, `loss 0.9/0.5`, or one with a comma. */
  readonly isUnsure: boolean;
  /** It says where lines below it stand, too: `Loss at step 100: 0.5`. */
  readonly isPlace: boolean;
}

/** A line that says nothing. */
export const nothingSaid: LineReading = {
  epoch: undefined,
  epochs: undefined,
  counter: undefined,
  part: "",
  values: new Map(),
  wall: undefined,
  item: "",
  isUnsure: false,
  isPlace: false,
};
