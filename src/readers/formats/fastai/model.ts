import type { RawRun } from "../../raw";
import type { LineLog } from "../../parsing/lines/lineReader";
import { numberOf } from "../../parsing/tables/numbers";
import { PlainTable } from "../../parsing/tables/plainTable";

/** Recorder's names of columns, in its order; there is no `valid_loss` where nothing is validated. */
export function isFastai(header: readonly string[]): boolean {
  const [first, second, third] = header;
  return first === "epoch" && second === "train_loss" && third !== undefined && header.at(-1) === "time";
}

/**
 * Rows of a history. A second fit into the same file goes on with the same model, so its epochs are counted on from those
 * of the first. `None` is a metric that was not measured; times are `MM:SS` or `H:MM:SS`, and become seconds.
 */
export function rowsOfFastai(run: RawRun): LineLog {
  let before = 0;
  let last = -1;
  return new PlainTable(run, {
    delimiter: ",",
    x: "epoch",
    kind: "epoch",
    tagOf: (column) => column,
    place(epoch) {
      if (epoch <= last) before += last + 1;
      last = epoch;
      return before + epoch;
    },
    parse: (cell) => secondsOf(cell) ?? numberOf(cell),
  });
}

function secondsOf(cell: string): number | undefined {
  const [, hours, minutes, seconds] = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})$/.exec(cell) ?? [];
  return seconds === undefined ? undefined : Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}
