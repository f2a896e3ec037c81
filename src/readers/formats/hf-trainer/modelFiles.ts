import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun } from "../../raw";

/** The tables of class names in a model's configuration say nothing about the training. */
const classNames = /^model\.(?:id2label|label2id)\./;

/** The configurations of the model and of its adapter, beside the state and in the output folder. */
export function sidesOf(folder: string, beside: string): readonly SideFiles[] {
  return [...new Set([folder, beside])].flatMap((place) => [
    new SideFiles(place, ["config.json"], "model"),
    new SideFiles(place, ["adapter_config.json"], "adapter"),
  ]);
}

/** Replaces a run's parameters by what these files say. */
export function fillModelParams(run: RawRun, sides: readonly SideFiles[]): void {
  run.params.clear();
  for (const side of sides) {
    for (const [name, value] of side.params) if (!classNames.test(name)) run.params.set(name, value);
  }
}
