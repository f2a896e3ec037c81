import type { PlotsModel } from "../../src/shared/pages/plots";
import type { ParamValue } from "../../src/shared/run";

/** The model with one color for each value of a param, in their order; as it is where the runs do not differ in it. */
export function coloredBy(model: PlotsModel, param: string | undefined): PlotsModel {
  const values = model.params.find(({ name }) => name === param)?.values;
  if (!values) return model;
  const order = [...new Set(values)].sort(byValue);
  return { ...model, runs: model.runs.map((run, at) => ({ ...run, color: order.indexOf(values[at]) })) };
}

/** Numbers by size, then all else as text. */
function byValue(a: ParamValue | undefined, b: ParamValue | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? -1 : 1;
  return String(a) < String(b) ? -1 : 1;
}
