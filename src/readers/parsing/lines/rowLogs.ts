import type { RawRun } from "../../raw";
import { isJsonObject, type JsonObject, type JsonValue } from "../documents/pythonJson";
import { counterRank, isEpochName, isSplitName, isWallName, splitPrefix } from "../tables/columns";
import { flattenParams } from "../params/flatten";
import { isMetricName } from "../tables/metricWords";
import { numberIn } from "../tables/numbers";
import { isRunKeyName, keyText, longColumns, mostRuns, RunKeys } from "../tables/runKeys";
import type { ParamValue } from "../../../shared/run";
import type { LeftOutLog } from "../../raw";
import { mostColumns } from "../tables/layout";
import { t } from "../../../util/text";
import { countPassed, RowLog } from "./rowLog";

/** A longer text is a message, and no setting. */
const longestSetting = 200;
/** So many keys of a training's first row are looked at for what stays the same. */
const mostSettings = 100;

/** A row with more names is data: looking at each of a million takes seconds. */
export const mostKeys = 4 * mostColumns;

/** Says how many rows had too many names. @param path absolute path of their log */
export function countWide(leftOut: LeftOutLog, path: string, count: number): void {
  const reason = t("more than {count} names in one row", { count: mostKeys });
  leftOut.set({ path, unit: "row", cause: "too-many", reason }, count);
}

/** One training's rows: where they go, and what they have in common. */
interface Training {
  readonly run: RawRun;
  readonly log: RowLog;
  readonly same: Map<string, JsonValue>;
  /** What rows of settings said, and from which beginning of the log on: see RawRun.begin. */
  readonly settings: { readonly from: number; readonly tree: JsonObject }[];
}

/** How rows are to be read. */
export interface RowReading {
  readonly ordinals: boolean;
  /** The rows are of several trainings, which a key tells apart. */
  readonly runs: boolean;
}

/** JSON rows of one training or several → series: pure but for the runs it fills. */
export class RowLogs {
  /** Two rows stand at one place, under different names of trainings: read them again, each training by itself. */
  holdsSeveral = false;
  rowsBeyond = 0;
  private wideRows = 0;
  private readonly trainings = new Map<string, Training>();
  private readonly keys = new RunKeys();

  /** @param runOf makes the run of a training, by what tells it apart; "" where nothing does */
  constructor(
    private readonly runOf: (key: string) => RawRun,
    private readonly reading: RowReading,
  ) {
    if (!reading.runs) this.trainingOf("");
  }

  get all(): readonly Training[] {
    return [...this.trainings.values()];
  }

  /** Takes the next row. */
  add(row: JsonObject): void {
    if (Object.keys(row).length > mostKeys) {
      this.wideRows++;
      return;
    }
    const wide = widened(row);
    const names = Object.entries(wide).filter(([name]) => isRunKeyName(name));
    const keys = names.flatMap(([name, value]) => (isName(value) ? [[name, String(value)] as const] : []));
    const key = keys.length === 0 ? "" : keyText(keys);
    const training = this.trainingOf(this.reading.runs ? key : "");
    if (!training) {
      this.rowsBeyond++;
      return;
    }
    // What tells trainings apart is a setting of each, and no metric.
    const told = this.reading.runs
      ? Object.fromEntries<JsonValue>(Object.entries(wide).filter(([name]) => !isRunKeyName(name)))
      : wide;
    const settings = settingsIn(told);
    if (settings && training.settings.length < mostSettings) {
      const { run, log } = training;
      training.settings.push({ from: log.placedRows > 0 ? run.beginnings + 1 : 0, tree: settings });
      return;
    }
    const place = training.log.add(told);
    if (!place) return;
    note(training.same, wide, training.log.placedRows === 1);
    const what = Object.keys(wide).filter((name) => numberIn(wide[name]) !== undefined && isMetricName(name));
    const at = `${place.step ?? ""} ${place.epoch ?? ""} ${place.prefix} ${what[0] ?? ""}`;
    if (keys.length > 0 && !this.reading.runs && this.keys.sees(at, key)) this.holdsSeveral = true;
  }

  /** What stands in every row of a training: its name and other texts; numbers that are no metrics, where there are several trainings. */
  settingsOf({ same, log }: Training): (readonly [string, ParamValue])[] {
    return [...same].flatMap(([name, value]) => {
      const isSetting =
        typeof value === "string" ||
        typeof value === "boolean" ||
        isRunKeyName(name) ||
        (this.reading.runs && log.placedRows > 1 && (!isMetricName(name) || /^(?:lr|learning_rate)$/i.test(name)));
      return isSetting && (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        ? [[name, value] as const]
        : [];
    });
  }

  /** What rows of settings said of a training, or of one that its log held before it: the settings before its rows. */
  toldOf({ settings, run }: Training, attempt: RawRun): ReadonlyMap<string, ParamValue> {
    const at = attempt === run ? run.earlier.length : run.earlier.indexOf(attempt);
    const [begun, next] = [at === 0 ? 0 : run.splits[at - 1]!, run.splits[at] ?? Infinity];
    const told = new Map<string, ParamValue>();
    for (const { from, tree } of settings)
      if (from >= begun && from < next) for (const one of Object.values(tree)) flattenParams(one, told);
    return told;
  }

  /** Says what was passed over of the rows that were read. @param path absolute path of their file */
  count(leftOut: LeftOutLog, path: string): void {
    let [tags, columns, values, offAxis] = [0, 0, 0, 0];
    for (const training of this.all) {
      const { log } = training;
      const settings = new Set(this.settingsOf(training).map(([name]) => name));
      const passed = log.passed((key) => settings.has(key) || settings.has(key.slice(key.lastIndexOf("/") + 1)));
      [tags, columns, values] = [tags + log.tagsLeftOut, columns + passed.columns, values + passed.values];
      offAxis += log.offAxis;
    }
    const reason = t("only the first {count} metrics are read", { count: mostColumns });
    leftOut.set({ path, unit: "column", cause: "too-many", reason }, tags);
    countPassed(leftOut, path, { columns, values, offAxis });
    const runs = t("of more than {count} trainings", { count: mostRuns });
    leftOut.set({ path, unit: "row", cause: "too-many", reason: runs }, this.rowsBeyond);
    countWide(leftOut, path, this.wideRows);
  }

  private trainingOf(key: string): Training | undefined {
    let training = this.trainings.get(key);
    if (!training && this.trainings.size < mostRuns) {
      const run = this.runOf(key);
      training = { run, log: new RowLog(run, this.reading.ordinals, true), same: new Map(), settings: [] };
      this.trainings.set(key, training);
    }
    return training;
  }
}

const ofSettings =
  /^(?:(?:hyper_?|training_|model_)?(?:params?|parameters)|hparams|config|cfg|args|arguments|settings|options)$/i;

/** The settings in a row that holds no measures beside them, as loggers write before they begin; undefined for any other row. */
function settingsIn(row: JsonObject): JsonObject | undefined {
  const entries = Object.entries(row);
  const told = entries.filter(([name, value]) => ofSettings.test(name) && isJsonObject(value));
  const isElse = entries.some(
    ([name, value]) =>
      isEpochName(name) ||
      counterRank(name) !== undefined ||
      (typeof value === "number" && !isWallName(name)) ||
      (!ofSettings.test(name) && holdsMeasures(name, value)),
  );
  return told.length === 0 || isElse ? undefined : Object.fromEntries(told);
}

/** Whether numbers stand below a metric's name: `"metrics": {"loss": 0.5}`. */
function holdsMeasures(name: string, value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(
    ([key, one]) => (typeof one === "number" && (isMetricName(key) || isMetricName(name))) || holdsMeasures(key, one),
  );
}

/** A row of a long log, which holds one metric by its name, as a row with that metric; any other row as it is. */
export function widened(row: JsonObject): JsonObject {
  const names = Object.keys(row);
  const long = names.length < 12 ? longColumns(names) : undefined;
  const name = long && row[names[long.name]!];
  const value = long && row[names[long.value]!];
  if (typeof name !== "string" || name === "" || numberIn(value) === undefined) return row;
  const wide = Object.create(null) as Record<string, JsonValue>;
  names.forEach((key, index) => {
    if (index !== long!.name && index !== long!.value) wide[key] = row[key]!;
  });
  wide[name] = value!;
  return wide;
}

function isName(value: JsonValue): value is string | number {
  return (typeof value === "string" && value !== "" && value.length <= longestSetting) || typeof value === "number";
}

/** Keeps what was the same in every row so far. */
function note(same: Map<string, JsonValue>, row: JsonObject, isFirst: boolean): void {
  if (isFirst) {
    for (const [key, value] of Object.entries(row).slice(0, mostSettings)) {
      const isPart = isSplitName(key) && splitPrefix(value) !== "";
      const isLong = typeof value === "string" && value.length > longestSetting;
      if (value !== null && !isJsonObject(value) && !Array.isArray(value) && !isPart && !isLong) same.set(key, value);
    }
    return;
  }
  // A key that a row leaves out does not change: rows of validation hold other keys than those of training.
  for (const [key, value] of same) if (Object.hasOwn(row, key) && row[key] !== value) same.delete(key);
}
