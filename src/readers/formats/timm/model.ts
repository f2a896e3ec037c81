import type { RawRun } from "../../raw";
import type { Axes } from "../../parsing/tables/columns";
import { furthestStep, numberParam, tellDone } from "../../parsing/params/telling";

/** `epoch`, then the training's columns, then those of the evaluation, and the learning rate where it is logged. */
export function isTimm(header: readonly string[]): boolean {
  const [first, ...others] = header;
  const isOwn = (name: string) => /^(?:train|eval)_./.test(name) || name === "lr";
  return first === "epoch" && header.includes("train_loss") && others.length > 1 && others.every(isOwn);
}

/** timm counts its epochs from 0. */
export function axesOfTimm(header: readonly string[]): Axes | undefined {
  return header[0] === "epoch" ? { x: 0, xKind: "epoch", epoch: undefined } : undefined;
}

/** How far a run is: after `epochs` it goes on for `cooldown_epochs` at the lowest learning rate. */
export function tellProgress(run: RawRun): void {
  const epochs = numberParam(run, "epochs");
  const last = furthestStep(run, "epoch");
  const total = epochs && epochs + (numberParam(run, "cooldown_epochs") ?? 0);
  tellDone(run, last === undefined ? undefined : last + 1, total, "epoch");
}
