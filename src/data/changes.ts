import { holm } from "../runs/judging/statistics/holm";
import type { ColumnProfile } from "./profile/column";
import type { FolderProfile } from "./profile/folder";
import type { TableProfile } from "./profile/table";
import type { DataItem, DataLook } from "./look";
import { kolmogorovSmirnov, populationStability } from "./shift";

/** A column whose values are others than at the look before. */
export interface MovedColumn {
  readonly column: string;
  readonly rule: "Kolmogorov–Smirnov" | "population stability";
  /** D, or the index. */
  readonly distance: number;
  /** Of the test, corrected for the number of columns; absent for the index, which has none. */
  readonly p?: number;
}

/** A column that is of another kind, or misses other cells. */
export interface ColumnChange {
  readonly column: string;
  readonly before: Pick<ColumnProfile, "type" | "missing">;
  readonly after: Pick<ColumnProfile, "type" | "missing">;
}

export interface TableChange {
  readonly rows: readonly [before: number, after: number];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly ColumnChange[];
  readonly moved: readonly MovedColumn[];
}

export interface FolderChange {
  readonly files: readonly [before: number, after: number];
  /** Folders in it, and the files in each before and after. */
  readonly classes: Readonly<Record<string, readonly [before: number, after: number]>>;
}

export interface DataChange {
  readonly path: string;
  readonly kind: "new" | "gone" | "changed";
  readonly bytes: readonly [before: number, after: number];
  readonly table?: TableChange;
  readonly folder?: FolderChange;
}

/** A shift smaller than this is of no consequence, however sure. */
const leastDistance = 0.1;
const level = 0.05;
/** Siddiqi's "significant shift". */
const leastIndex = 0.25;

/** What is other than at the look before, by path. A file that was only touched has not changed. */
export function dataChanges(before: DataLook, after: DataLook): DataChange[] {
  const earlier = new Map(before.items.map((item) => [item.path, item]));
  const later = new Map(after.items.map((item) => [item.path, item]));
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return paths.flatMap((path) => changeOf(path, earlier.get(path), later.get(path)) ?? []);
}

function changeOf(path: string, before: DataItem | undefined, after: DataItem | undefined): DataChange | undefined {
  const bytes = [before?.bytes ?? 0, after?.bytes ?? 0] as const;
  if (!before || !after) return { path, kind: before ? "gone" : "new", bytes };
  if (isSame(before, after)) return undefined;
  return {
    path,
    kind: "changed",
    bytes,
    ...(before.table && after.table && { table: tableChange(before.table, after.table) }),
    ...(before.folder && after.folder && { folder: folderChange(before.folder, after.folder) }),
  };
}

function isSame(before: DataItem, after: DataItem): boolean {
  const kindOf = (item: DataItem) => item.hash?.split(":")[0];
  if (before.hash !== undefined && kindOf(before) === kindOf(after)) return before.hash === after.hash;
  if (before.bytes !== after.bytes) return false;
  return before.modifiedAt === after.modifiedAt;
}

function tableChange(before: TableProfile, after: TableProfile): TableChange {
  const earlier = new Map(before.columns.map((column) => [column.name, column]));
  const names = new Set(after.columns.map(({ name }) => name));
  const shared = after.columns.flatMap((column): [ColumnProfile, ColumnProfile][] => {
    const own = earlier.get(column.name);
    return own ? [[own, column]] : [];
  });
  return {
    rows: [before.rows, after.rows],
    added: [...names].filter((name) => !earlier.has(name)),
    removed: [...earlier.keys()].filter((name) => !names.has(name)),
    changed: shared.flatMap(([own, now]) => columnChange(own, now) ?? []),
    moved: movedColumns(shared),
  };
}

function columnChange(before: ColumnProfile, after: ColumnProfile): ColumnChange | undefined {
  if (before.type === after.type && before.missing === after.missing) return undefined;
  const told = ({ type, missing }: ColumnProfile) => ({ type, missing });
  return { column: after.name, before: told(before), after: told(after) };
}

/** Columns of numbers by the test, corrected for their number; columns of categories by the index. */
function movedColumns(pairs: readonly [ColumnProfile, ColumnProfile][]): MovedColumn[] {
  const tested = pairs.flatMap(([before, after]) =>
    before.sample?.length && after.sample?.length
      ? [{ column: after.name, ...kolmogorovSmirnov(before.sample, after.sample) }]
      : [],
  );
  const adjusted = holm(tested.map(({ p }) => p));
  const byTest = tested.flatMap(({ column, distance }, index): MovedColumn[] => {
    const p = adjusted[index]!;
    return p < level && distance >= leastDistance ? [{ column, rule: "Kolmogorov–Smirnov", distance, p }] : [];
  });
  return [...byTest, ...pairs.flatMap(([before, after]) => movedCategories(before, after) ?? [])];
}

function movedCategories(before: ColumnProfile, after: ColumnProfile): MovedColumn | undefined {
  if (!before.categories || !after.categories) return undefined;
  const distance = populationStability(
    new Map(Object.entries(before.categories)),
    new Map(Object.entries(after.categories)),
  );
  return distance >= leastIndex ? { column: after.name, rule: "population stability", distance } : undefined;
}

function folderChange(before: FolderProfile, after: FolderProfile): FolderChange {
  const names = [...new Set([...Object.keys(before.classes), ...Object.keys(after.classes)])].sort();
  const counts = (name: string) => [countIn(before, name), countIn(after, name)] as const;
  return {
    files: [before.files, after.files],
    classes: Object.fromEntries(
      names.map((name) => [name, counts(name)] as const).filter(([, [own, now]]) => own !== now),
    ),
  };
}

function countIn({ classes }: FolderProfile, name: string): number {
  return Object.hasOwn(classes, name) ? classes[name]! : 0;
}
