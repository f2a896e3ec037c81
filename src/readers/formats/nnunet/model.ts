import type { ParamValue } from "../../../shared/run";
import type { RawRun } from "../../raw";
import type { LineLog } from "../../parsing/lines/lineReader";
import { numberOf, wallOf } from "../../parsing/tables/numbers";
import { furthestStep, numberParam } from "../../parsing/params/telling";
import { t } from "../../../util/text";

/** `2026-11-20 10:11:12.131415: train_loss -0.7123`, in local time; without the fraction where that is 0. */
const stamped = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?): (.*)$/;

/** What lines say, and what it is called in the run: a number, or a list of numbers in brackets. */
const measures: readonly (readonly [pattern: RegExp, tag: string])[] = [
  [/^train_loss (\S+)$/, "train_loss"],
  [/^val_loss (\S+)$/, "val_loss"],
  [/^Pseudo dice (\[.*\])$/, "pseudo_dice"],
  [/^Current learning rate: (\S+)$/, "learning_rate"],
  [/^Epoch time: (\S+) s$/, "epoch_time"],
  [/^Yayy! New best EMA pseudo Dice: (\S+)$/, "best_ema_pseudo_dice"],
  [/^Mean Validation Dice: +(\S+)$/, "mean_validation_dice"],
  // Version 1; the learning rate is that of the next epoch.
  [/^train loss : (\S+)$/, "train_loss"],
  [/^validation loss: (\S+)$/, "val_loss"],
  [/^validation loss \(train=True\): (\S+)$/, "val_loss_in_train_mode"],
  [/^Average global foreground Dice: (\[.*\])$/, "foreground_dice"],
  [/^lr: (\S+)$/, "learning_rate"],
  [/^This epoch took (\S+) s$/, "epoch_time"],
];

/** Version 1 says which epoch begins on a line without a time. */
const unstampedEpoch = /^epoch: +(\d+)$/;

/** A number as numpy prints it in a list: plain, or `np.float32(0.8)` since numpy 2. */
const listed = /(?:np\.float\d+\()?([-+.\w]+)\)?/g;
const mostClasses = 1000;

/**
 * Lines of a training log → series by epoch, from 0: pure but for the run it fills. The pseudo Dice of each class becomes
 * `pseudo_dice/0` …, in the order of the list. `Training done.` is the mark of the end.
 */
export class EpochLines implements LineLog {
  private epoch: number | undefined;

  constructor(
    private readonly run: RawRun,
    /** Absolute path of the log. */
    private readonly path: string,
  ) {}

  take(line: string): boolean {
    const begun = unstampedEpoch.exec(line.trimEnd())?.[1];
    if (begun !== undefined) this.begin(Number(begun));
    const [, time, said] = stamped.exec(line.trimEnd()) ?? [];
    // What stands without a time is the configuration, or an error.
    const wall = time === undefined ? undefined : wallOf(time);
    if (said === undefined || wall === undefined) return true;
    const { facts } = this.run;
    facts.startedAt ??= wall * 1000;
    const epoch = /^Epoch (\d+)$/.exec(said.trim())?.[1];
    if (epoch !== undefined) this.begin(Number(epoch));
    else if (said === "Training done.") {
      facts.status = { status: "finished", reason: t("its log says that training is done") };
      facts.endedAt = wall * 1000;
    } else this.measure(said.trimEnd(), wall);
    return true;
  }

  private begin(epoch: number): void {
    this.epoch = epoch;
    delete this.run.facts.status;
    delete this.run.facts.endedAt;
  }

  private measure(said: string, wall: number): void {
    const [pattern, tag] = measures.find(([candidate]) => candidate.test(said)) ?? [];
    // The final validation may come in a log of its own, without an epoch.
    const epoch = this.epoch ?? (tag === "mean_validation_dice" ? furthestStep(this.run, "epoch") : undefined);
    if (!pattern) return;
    if (epoch === undefined) {
      this.run.leftOut.add({ path: this.path, unit: "line", cause: "no-step" });
      return;
    }
    const text = pattern.exec(said)![1]!;
    const isList = text.startsWith("[");
    const cells = isList
      ? [...text.slice(1, -1).matchAll(listed)].slice(0, mostClasses).map(([, cell]) => cell!)
      : [text];
    cells.forEach((cell, index) => {
      const value = numberOf(cell);
      const name = isList ? `${tag!}/${index}` : tag!;
      if (value !== undefined) this.run.seriesOf(name, "epoch").points.push(epoch, value, wall);
      else this.run.leftOut.add({ path: this.path, unit: "record", cause: "not-a-number" });
    });
  }
}

/** Where the training stands, and on which machine. */
const notParams = new Set(["hostname", "local_rank", "current_epoch", "epoch", "was_initialized"]);

/**
 * debug.json holds every field of the trainer as Python prints it. What is a number, a truth or a short word is kept;
 * objects, paths and the name of the machine are not.
 */
export function shortenParams(run: RawRun): void {
  for (const [name, value] of run.params) {
    const plain = typeof value === "string" ? plainOf(value) : value;
    if (plain === undefined || name.startsWith("_") || notParams.has(name)) run.params.delete(name);
    else run.params.set(name, plain);
  }
}

function plainOf(text: string): ParamValue | undefined {
  if (text === "True" || text === "False") return text === "True";
  if (text === "None") return null;
  return numberOf(text) ?? (/^[\w .+-]{1,60}$/.test(text) ? text : undefined);
}

export function tellProgress(run: RawRun): void {
  const total = numberParam(run, "num_epochs", "max_num_epochs");
  const last = furthestStep(run, "epoch");
  if (total === undefined || last === undefined || total <= 0) return;
  run.facts.progress = { done: Math.min(last + 1, total), total, unit: "epoch" };
}
