import { axesOf, isSplitName, isWallName } from "./columns";
import { isMetricName } from "./metricWords";

/** The first rows of a table or of JSON lines, as far as its columns hold numbers. */
export interface Sample {
  readonly names: readonly string[];
  /** By row, then by column; undefined where there is no number. */
  readonly rows: readonly (readonly (number | undefined)[])[];
  /** Names of the columns that hold other text than numbers in most of the rows where they hold something. */
  readonly texts: readonly string[];
  /** Names of those that hold sentences, which no log's parameters are. */
  readonly prose: readonly string[];
}

/** Whether a text is a sentence or more, rather than a name or a setting. */
export function isProse(text: string): boolean {
  return text.length > longestSetting || text.split(" ", mostWords + 1).length > mostWords;
}

/** Names of columns that data sets and predictions have, and logs have not. */
const dataNames = new Set(
  (
    "label labels target targets class classes category sentence question answer prompt response completion image images " +
    "filename file_name filepath species y y_true y_pred prediction predictions messages"
  ).split(" "),
);

/** Names that a log may have too, beside its losses. */
const perhapsDataNames = new Set(
  "text title file path url pred input inputs output outputs latitude longitude lat lon".split(" "),
);

/** Whether a column of this name is of a data set or of predictions, whatever stands beside it. */
export function isData(name: string): boolean {
  return dataNames.has(name.toLowerCase());
}

/** Names of counters that mean something else in many tables that are no logs. */
const ambiguous = /^(?:round|batch|timesteps?|episode|generation)$/i;

/** What progress bars and CatBoost's time_left.tsv tell of the time. */
const estimates = /^(?:passed|elapsed|remaining|eta)$/i;

const longestSetting = 200;
const mostWords = 8;

/** More numeric columns than this are features, unless their names speak of losses. */
const manyColumns = 200;

/** What speaks against a column that is called as counters are. */
const oddly = {
  fractions: "the steps are no whole numbers",
  falls: "the steps do not go up",
  stays: "the steps stay the same",
  late: "the steps do not begin near 0",
} as const;
const allOddly = new Set<string>(Object.values(oddly));

/** The name of a column that is called as counters are, where its numbers alone keep a table from being taken for a log. */
export function oddCounter(sample: Sample): string | undefined {
  const { x } = axesOf(sample.names);
  return x !== undefined && allOddly.has(whyNotALog(sample) ?? "") ? sample.names[x] : undefined;
}

/** The name of a column that is called as counters are, beside metrics, and in which no row has a number. */
export function unreadCounter({ names, rows }: Sample): string | undefined {
  const { x } = axesOf(names);
  if (x === undefined || rows.length < 2 || rows.some((row) => row[x] !== undefined)) return undefined;
  return names.some((name, index) => isMetricName(name) && rows.some((row) => row[index] !== undefined))
    ? names[x]
    : undefined;
}

/** Why a table is not taken for a log by itself, though it could be read as one; undefined if it looks like a log. */
export function whyNotALog(sample: Sample): string | undefined {
  const { x, xKind, epoch } = axesOf(sample.names);
  if (xKind === "row") return "no column counts steps or epochs";
  const others = sample.names.filter(
    (name, index) => index !== x && name !== "" && sample.rows.some((row) => row[index] !== undefined),
  );
  if (others.length === 0) return "no column of numbers stands beside the steps";
  if (others.every((name) => estimates.test(name))) return "it tells how long a training takes, and no more";
  // Of hundreds of features one may be called f1; of a log's columns, many speak.
  const speaking = others.filter(isMetricName);
  const speaks = speaking.length > others.length / 20;
  const data = sample.names.find((name) => isData(name) || (!speaks && perhapsDataNames.has(name.toLowerCase())));
  if (data !== undefined) return `a column is called ${data}, as in a data set`;
  const texts = sample.texts.filter((name) => !isSplitName(name) && !isWallName(name));
  const prose = sample.prose.filter((name) => texts.includes(name));
  if (speaks ? prose.length > 0 && texts.length > Math.max(2, others.length) : texts.length > 0) return "it holds text";
  if (!speaks && others.length > manyColumns) return "it has hundreds of columns, as a data set has";
  if (holdsPositions(sample.names) && !others.some(saysQuantityOfTraining))
    return "it holds positions, as a simulation has";
  if (x === undefined) return texts.length > 0 ? "it holds text" : undefined;
  // Behind the name of a model, `batch` is its size, and the table compares results.
  const isNamed = sample.names.slice(0, x).some((name) => texts.includes(name));
  if (ambiguous.test(sample.names[x]!) && (!speaks || isNamed)) return `${sample.names[x]!} may mean anything here`;
  const counted = sample.rows.filter((row) => row[x] !== undefined);
  const epochs = counted.map((row) => (epoch === undefined ? undefined : row[epoch]));
  return whyNotCounting(
    counted.map((row) => row[x]!),
    epochs,
    speaks,
    xKind === "epoch",
  );
}

/** Whether columns are the coordinates of several things: `gt_x,gt_y,odom_x,odom_y`. */
function holdsPositions(names: readonly string[]): boolean {
  const all = new Set(names.map((name) => name.toLowerCase()));
  return [...all].filter((name) => /.[_.]x$/.test(name) && all.has(`${name.slice(0, -1)}y`)).length > 1;
}

/** Errors of positions are no training's: `err_odom`. */
function saysQuantityOfTraining(name: string): boolean {
  return isMetricName(name) && !/^(?:err|error)s?[_.]|[_.](?:err|error)s?$/i.test(name);
}

/**
 * @param epochs beside the steps, where a column has them: steps may begin again in each
 * @param speaks the names beside it speak of metrics, so a log of a resumed run or with fractional epochs is likely
 */
function whyNotCounting(
  xs: readonly number[],
  epochs: readonly (number | undefined)[],
  speaks: boolean,
  isEpoch: boolean,
): string | undefined {
  const first = xs[0];
  if (first === undefined || (xs.length < 2 && !speaks)) return "there are too few rows to tell";
  const whole = xs.filter((x) => x >= 0 && (Number.isInteger(x) || speaks));
  if (whole.length < 0.9 * xs.length) return oddly.fractions;
  const strides = xs.slice(1).map((x, index) => x - xs[index]!);
  // A second training in one file counts from its beginning again; that is no fall.
  const isNewEpoch = (index: number) => epochs[index + 1]! > epochs[index]!;
  // Some sort the epochs by what came of them: each is there once, and hardly one is missing.
  const isSorted = isEpoch && speaks && new Set(xs).size === xs.length && Math.max(...xs) <= 2 * xs.length;
  const falls = strides.filter(
    (stride, index) => stride < 0 && xs[index + 1]! > Math.min(first, 1) && !isNewEpoch(index),
  );
  // Some write the newest row on top.
  const isBackwards = speaks && strides.length > 1 && strides.every((stride) => stride < 0);
  if (!isBackwards && !isSorted && falls.length > 0.2 * strides.length) return oddly.falls;
  const ups = strides.filter((stride) => stride > 0);
  if (xs.length >= 8 && ups.length === 0 && !isBackwards) return oddly.stays;
  if (speaks) return undefined;
  return first <= 1 || first <= 2 * Math.max(0, ...ups) ? undefined : oddly.late;
}
