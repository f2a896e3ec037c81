import { counterRank, type Axes } from "../../parsing/tables/columns";

/** CSVLogger's axes: `epoch` leads, and the other keys are sorted. Undefined for any other header. */
export function axesOfKeras(header: readonly string[]): Axes | undefined {
  const [first, ...keys] = header;
  const sorted = keys.every((key, index) => index === 0 || keys[index - 1]! <= key);
  const hasOther = keys.some((key) => key === "" || counterRank(key) !== undefined);
  if (first !== "epoch" || keys.length === 0 || !sorted || hasOther) return undefined;
  return { x: 0, xKind: "epoch", epoch: undefined };
}
