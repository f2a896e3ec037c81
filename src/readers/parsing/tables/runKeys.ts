import { isSplitName, isWallName, splitPrefix } from "./columns";

/** Names of columns, or of keys in a row, that say which training a row is of, where a file holds several. */
const names = new Set(
  (
    "model model_name fold cv_fold kfold k_fold fold_id seed random_seed random_state run run_name run_id run_number trial trial_id " +
    "trial_number experiment experiment_name experiment_id exp exp_name exp_id name method algo algorithm network net arch " +
    "architecture backbone variant config_name repeat repetition replicate setting job job_id session client client_id worker worker_id subject subject_id"
  ).split(" "),
);

/** Names of columns that may say which part of the data a row was measured on: their texts decide. */
const partNames = new Set(["dataset", "data", "type", "kind", "name", "part", "loader"]);

/** Names of a long table's columns: what was measured, and what came of it. */
const measureNames = new Set([
  "metric",
  "metric_name",
  "metric_key",
  "variable",
  "measure",
  "key",
  "tag",
  "name",
  "quantity",
]);
const valueNames = new Set(["value", "val", "metric_value", "values"]);

const plain = (name: string) => name.toLowerCase().replace(/[ .-]/g, "_");

/** Whether a column of this name tells trainings in one file apart. */
export function isRunKeyName(name: string): boolean {
  return name.length <= 40 && names.has(plain(name));
}

/** Settings that people try several values of, each for some epochs: `lr,epoch,loss`. */
const settingKeys = new Set(
  (
    "lr learning_rate batch_size bs optimizer dropout weight_decay momentum hidden_size hidden_dim n_hidden num_layers n_layers depth width " +
    "alpha beta gamma lambda temperature rank lora_rank n_train train_size config combination"
  ).split(" "),
);

/** Whether a column of this name that stands before the counter may tell trainings apart. */
export function isSettingKey(name: string): boolean {
  return name.length <= 40 && settingKeys.has(plain(name));
}

/** Whether a cell in a column of this name says that its row was measured on a part of the data. */
export function tellsPart(name: string, text: string): boolean {
  return partNames.has(plain(name)) && splitPrefix(text) !== "";
}

/** The columns of a long table, a row of which holds one metric by its name; undefined for any other header. */
export function longColumns(header: readonly string[]): { readonly name: number; readonly value: number } | undefined {
  const value = header.findIndex((title) => valueNames.has(plain(title)));
  const name = header.findIndex((title) => measureNames.has(plain(title)));
  return value < 0 || name < 0 ? undefined : { name, value };
}

/** Whether a column left of the counter may tell trainings apart by its texts, whatever it is called. */
export function mayBeKey(name: string): boolean {
  return name !== "" && !isSplitName(name) && !isWallName(name);
}

/** What a training is called by the cells that tell it apart: `resnet`, `fold 0`, `resnet, seed 1`. */
export function keyText(cells: readonly (readonly [name: string, cell: string])[]): string {
  return cells
    .map(([name, cell]) => (/^-?[\d.]*$/.test(cell) ? `${name} ${cell}`.trim() : cell))
    .join(", ")
    .slice(0, longestKey);
}

const longestKey = 300;
/** So many places are remembered: a file that tells nothing by then holds one training. */
const mostPlaces = 100_000;
/** More trainings than this in one file are none. */
export const mostRuns = 5000;

/** Notices that a file holds several trainings: two rows stand at one place, under different names of trainings. */
export class RunKeys {
  private readonly keyAt = new Map<string, string>();

  /** Looks at one row. @returns whether the place was taken by another training's row */
  sees(place: string, key: string): boolean {
    const before = this.keyAt.get(place);
    if (before !== undefined) return before !== key;
    if (this.keyAt.size < mostPlaces) this.keyAt.set(place, key);
    return false;
  }
}
