import type { ParamValue, RunSummary } from "../../shared/run";
import { longestText, mostCompared, type CompareParam, type ParamKind } from "../../shared/compare";
import { formatParam } from "../describe/numbers";
import { maskValue } from "../../util/maskText";
import { namesTheRun, type SeedLike } from "../judging/groups/seedLike";

/** Words of a key that tell of data, and of where it was trained. */
const dataWords = new Set(
  "data dataset datasets train_file train_files validation_file eval_file data_dir data_path split splits corpus num_samples n_train n_samples".split(
    " ",
  ),
);
const environmentWords = new Set(
  "python python_version cuda cuda_version cudnn torch torch_version pytorch_version transformers_version tensorflow_version jax_version numpy_version version platform os gpu gpu_name gpu_type device_name driver packages requirements lossline_version env environment".split(
    " ",
  ),
);

/** What a param tells of, by its key. */
export function paramKind(key: string, value: ParamValue | undefined, run: string, seedLike: SeedLike): ParamKind {
  if (seedLike.isSeedLike(key) || (value !== undefined && namesTheRun(value, run))) return "circumstance";
  const parts = key.toLowerCase().split(/[./]/);
  if (parts.some((part) => environmentWords.has(part))) return "environment";
  return parts.some((part) => dataWords.has(part)) ? "data" : "setting";
}

const order: readonly ParamKind[] = ["data", "setting", "environment", "circumstance"];

/** The params in which sides differ, in the order in which they are suspected, and how many are alike. */
export function differingParams(
  sides: readonly (readonly RunSummary[])[],
  seedLike: SeedLike,
): { readonly params: readonly CompareParam[]; readonly leftOut: number; readonly alike: number } {
  const { differing, alike } = paramsOf(sides);
  const found: CompareParam[] = [];
  for (const { name, values } of differing) {
    const kinds = sides.flat().map((run) => paramKind(name, ownValue(run, name), run.name, seedLike));
    const kind = kinds.includes("circumstance") ? "circumstance" : kinds[0]!;
    found.push({
      name,
      kind,
      ...(seedLike.isSeedLike(name) && { isApart: true }),
      values: values.map((own) => textOf(name, own)),
    });
  }
  found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return {
    params: found.slice(0, mostCompared),
    leftOut: Math.max(0, found.length - mostCompared),
    alike,
  };
}

/** A param whose values are not the same on all sides. */
export interface DifferingParam {
  readonly name: string;
  /** For each side its values, each once. Undefined: not logged. */
  readonly values: readonly (readonly (ParamValue | undefined)[])[];
}

/** The params of runs on some sides by their names, and how many are alike on all. */
export function paramsOf(sides: readonly (readonly RunSummary[])[]): {
  readonly differing: readonly DifferingParam[];
  readonly alike: number;
} {
  const names = [...new Set(sides.flat().flatMap(({ params }) => Object.keys(params)))].sort();
  const differing = names
    .map((name) => ({ name, values: sides.map((runs) => valuesOf(runs, name)) }))
    .filter(({ values: [first, ...others] }) => !others.every((own) => isSameSet(own, first!)));
  return { differing, alike: names.length - differing.length };
}

function isSameSet<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}

function ownValue({ params }: RunSummary, name: string): ParamValue | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined;
}

function valuesOf(runs: readonly RunSummary[], name: string): (ParamValue | undefined)[] {
  return [...new Set(runs.map((run) => ownValue(run, name)))];
}

/** Secrets are masked: a comparison is exported as a report. */
function textOf(name: string, values: readonly (ParamValue | undefined)[]): string | null {
  if (values.length === 1 && values[0] === undefined) return null;
  const text = values.map((value) => (value === undefined ? "–" : shown(name, value))).join(", ");
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function shown(name: string, value: ParamValue): string {
  return typeof value === "string" ? formatParam(maskValue(name, value)) : formatParam(value);
}
