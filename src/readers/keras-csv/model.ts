import type { Axes } from "../text/columns";

/** CSVLogger's axes: `epoch` leads, and the other keys are sorted. Undefined for any other header. */
export function axesOfKeras(header: readonly string[]): Axes | undefined {
  const [first, ...keys] = header;
  const sorted = keys.every((key, index) => index === 0 || keys[index - 1]! <= key);
  if (first !== "epoch" || keys.length === 0 || !sorted || keys.includes("step") || keys.includes("")) return undefined;
  return { x: 0, xKind: "epoch", epoch: undefined };
}
