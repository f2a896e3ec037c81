import { deepEqual } from "node:assert/strict";
import { valuesAtPlace } from "../../../src/models/order";

describe("What a checkpoint's own place logged", () => {
  const curve = (name: string, xs: readonly number[], ys: readonly number[]) => {
    return { name, xs: Float64Array.from(xs), ys: Float64Array.from(ys) };
  };
  const series = [
    { name: "val/acc", stepKind: "epoch" },
    { name: "loss", stepKind: "step" },
  ] as const;

  it("is the last point at exactly that place", () => {
    const found = valuesAtPlace([curve("loss", [10, 20, 20], [3, 2, 1]), curve("lr", [10], [0.1])], series, "step", 20);
    deepEqual([...found], [["loss", { value: 1, step: 20 }]]);
  });

  it("has no step where a series that counts steps was asked by its epoch", () => {
    const curves = [curve("val/acc", [2, 3], [0.8, 0.9]), curve("loss", [3, 3], [2, 1])];
    deepEqual(
      [...valuesAtPlace(curves, series, "epoch", 3)],
      [
        ["val/acc", { value: 0.9, step: 3 }],
        ["loss", { value: 1 }],
      ],
    );
  });
});
