/** A regression tree, as scikit-learn's `DecisionTreeRegressor` grows it: least squares, no limit of depth, one row in a leaf. */
export interface Tree {
  /** By node: the column that it asks for; -1 for a leaf. */
  readonly column: readonly number[];
  /** A row goes left where its value is at most this. */
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Mean of the rows in it. */
  readonly mean: readonly number[];
}

/** Columns of one length: features by row, all finite. */
export type Columns = readonly Float64Array[];

interface Split {
  readonly column: number;
  readonly threshold: number;
}

interface GrowingTree {
  readonly column: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  readonly mean: number[];
}

/** Less than this share of a node's spread is no gain but rounding. */
const least = 1e-12;

/**
 * Grows a tree on some rows. @param rows indices, repeated where a bootstrap drew them more than once
 * @param leastSplit nodes of fewer rows are leaves
 */
export function growTree(
  columns: Columns,
  orders: readonly Order[],
  y: Float64Array,
  rows: Uint32Array,
  leastSplit = 2,
): Tree {
  const tree: GrowingTree = { column: [], threshold: [], left: [], right: [], mean: [] };
  const waiting: { readonly node: number; readonly rows: Uint32Array }[] = [{ node: leaf(tree, y, rows), rows }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const split = next.rows.length < leastSplit ? undefined : bestSplit(columns, orders, y, next.rows);
    if (!split) continue;
    const values = columns[split.column]!;
    const [left, right] = [
      next.rows.filter((row) => values[row]! <= split.threshold),
      next.rows.filter((row) => values[row]! > split.threshold),
    ];
    tree.column[next.node] = split.column;
    tree.threshold[next.node] = split.threshold;
    waiting.push({ node: (tree.left[next.node] = leaf(tree, y, left)), rows: left });
    waiting.push({ node: (tree.right[next.node] = leaf(tree, y, right)), rows: right });
  }
  return tree;
}

/** What a tree says of one row. */
export function predict(tree: Tree, columns: Columns, row: number): number {
  let node = 0;
  for (let column = tree.column[0]!; column >= 0; column = tree.column[node]!)
    node = columns[column]![row]! <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!;
  return tree.mean[node]!;
}

/** The order of a column's values. */
export interface Order {
  /** By row; equal values have the same one. */
  readonly ranks: Uint32Array;
  readonly distinct: number;
}

export function orderOf(values: Float64Array): Order {
  const distinct = Float64Array.from(new Set(values)).sort();
  const ranks = new Map([...distinct].map((value, rank) => [value, rank]));
  return { ranks: Uint32Array.from(values, (value) => ranks.get(value)!), distinct: distinct.length };
}

function leaf(tree: GrowingTree, y: Float64Array, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += y[row]!;
  tree.mean.push(sum / rows.length);
  tree.column.push(-1);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  return tree.mean.length - 1;
}

/** The split that leaves the least squares; undefined where none leaves less than before. */
function bestSplit(columns: Columns, orders: readonly Order[], y: Float64Array, rows: Uint32Array): Split | undefined {
  const n = rows.length;
  let [sum, squares] = [0, 0];
  for (const row of rows) {
    sum += y[row]!;
    squares += y[row]! * y[row]!;
  }
  const spread = squares - (sum * sum) / n;
  if (n < 2 || !(spread > least * squares)) return undefined;
  let best = (sum * sum) / n + least * spread;
  let found: Split | undefined;
  columns.forEach((values, column) => {
    const { at: row, counts, sums } = tallyOf(orders[column]!, y, rows);
    let [left, count] = [0, 0];
    for (let next = 1; next < row.length; next++) {
      left += sums[next - 1]!;
      count += counts[next - 1]!;
      const gain = (left * left) / count + ((sum - left) * (sum - left)) / (n - count);
      if (gain <= best) continue;
      best = gain;
      found = { column, threshold: between(values[row[next - 1]!]!, values[row[next]!]!) };
    }
  });
  return found;
}

/** Half-way, but never the larger one, which rounding gives for neighbors. */
function between(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle >= b ? a : middle;
}

/** The distinct values of a column among some rows, from low to high: a row that has each, how many have it, and the sum of their y. */
interface Tally {
  readonly at: number[];
  readonly counts: number[];
  readonly sums: number[];
}

function tallyOf({ ranks, distinct }: Order, y: Float64Array, rows: Uint32Array): Tally {
  return distinct <= 2 * rows.length ? tallyByRank(ranks, distinct, y, rows) : tallySorted(ranks, y, rows);
}

/** Where a column has few values. */
function tallyByRank(ranks: Uint32Array, distinct: number, y: Float64Array, rows: Uint32Array): Tally {
  const [counts, sums, holders] = [new Uint32Array(distinct), new Float64Array(distinct), new Uint32Array(distinct)];
  for (const row of rows) {
    const rank = ranks[row]!;
    counts[rank]!++;
    sums[rank]! += y[row]!;
    holders[rank] = row;
  }
  const tally: Tally = { at: [], counts: [], sums: [] };
  for (let rank = 0; rank < distinct; rank++) {
    if (counts[rank] === 0) continue;
    tally.at.push(holders[rank]!);
    tally.counts.push(counts[rank]!);
    tally.sums.push(sums[rank]!);
  }
  return tally;
}

/** Where it has many. Numbers are sorted as such, many times faster than by a function. */
function tallySorted(ranks: Uint32Array, y: Float64Array, rows: Uint32Array): Tally {
  const size = ranks.length;
  const keys = Float64Array.from(rows, (row) => ranks[row]! * size + row).sort();
  const tally: Tally = { at: [], counts: [], sums: [] };
  let last = -1;
  for (const key of keys) {
    const row = key % size;
    const rank = ranks[row]!;
    if (rank !== last) {
      tally.at.push(row);
      tally.counts.push(0);
      tally.sums.push(0);
      last = rank;
    }
    tally.counts[tally.counts.length - 1]!++;
    tally.sums[tally.sums.length - 1]! += y[row]!;
  }
  return tally;
}
