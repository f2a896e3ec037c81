import type { Axes } from "../../parsing/tables/columns";

/** CSVLogger's axes: the column `step`, and `epoch` beside it where logged. Undefined without a step. */
export function axesOfLightning(header: readonly string[]): Axes | undefined {
  const x = header.indexOf("step");
  const epoch = header.indexOf("epoch");
  return x < 0 || header.length < 2 ? undefined : { x, xKind: "step", epoch: epoch < 0 ? undefined : epoch };
}

/** Whether names stand in the order that Python's sorted() gives them. */
export function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || names[index - 1]! < name);
}
