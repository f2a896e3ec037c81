import {
  columnKey,
  columnOf,
  facts,
  standOf,
  type ColumnKind,
  type ColumnRef,
  type TableField,
  type TableShape,
} from "../../src/shared/table";
import { standTitle } from "../../src/runs/describe/columns";
import { groupBy } from "../../src/util/groupBy";
import { t } from "../../src/util/text";
import type { TableView } from "./view";

/** A column as it stands in the table. */
export interface Column extends ColumnRef {
  readonly key: string;
  /** In pixels. */
  readonly width: number;
  readonly isPinned: boolean;
  /** Of its metric; unknown of others. */
  readonly direction: TableField["direction"];
}

/** A column that there could be, and whether it is shown unless the user says otherwise. */
interface Candidate extends ColumnRef {
  readonly usual: boolean;
  readonly direction: TableField["direction"];
}

/** Of facts, those shown from the start: before the metrics, and after the params. */
const usualFirst: readonly string[] = ["status"];
const usualLast: readonly string[] = ["duration", "started", "words", "note"];

const widths: Readonly<Record<ColumnKind, number>> = {
  fact: 96,
  value: 104,
  best: 128,
  stand: 128,
  delta: 96,
  param: 96,
};
/** A mean, its deviation and n need more room. */
const meanWidth = 168;
export const leastWidth = 40;
export const mostWidth = 1200;

/** With more runs than this, only the headline's delta stands beside its metric from the start: each takes the reader a moment. */
const mostWithDeltas = 2000;

/** What columns are made of: the fields of a shape, and how many runs there are. */
export type Fields = Pick<TableShape, "fields" | "headline" | "counts">;

/** The columns that are shown, in order, the pinned ones first. */
export function arranged(shape: Fields, view: TableView, hasBaseline: boolean): Column[] {
  const [hidden, shown, pinned] = [new Set(view.hidden), new Set(view.shown), new Set(view.pinned)];
  const own = new Map(view.widths);
  const columns = candidates(shape, view, hasBaseline)
    .map((candidate) => ({ candidate, key: columnKey(candidate) }))
    .filter(({ candidate, key }) => shown.has(key) || (candidate.usual && !hidden.has(key)))
    .map(({ candidate: { kind, name, direction }, key }): Column => {
      const isMean = view.grouped && (kind === "value" || kind === "best" || kind === "stand");
      const width = own.get(key) ?? (isMean ? meanWidth : name === "note" && kind === "fact" ? 200 : widths[kind]);
      return { kind, name, key, direction, width, isPinned: pinned.has(key) };
    });
  const ordered = inOrder(columns, view.order);
  return [...ordered.filter(({ isPinned }) => isPinned), ...ordered.filter(({ isPinned }) => !isPinned)];
}

/** Every column that there could be, in its usual order. */
export function candidates(
  { fields, headline, counts }: Fields,
  { onlyDiffering, shown }: Pick<TableView, "onlyDiffering" | "shown">,
  hasBaseline: boolean,
): Candidate[] {
  const stands = groupBy(
    shown.flatMap((key) => columnOf(key) ?? []).filter(isStand),
    ({ name }) => standOf(name).metric,
  );
  const fact =
    (usual: boolean) =>
    (name: string): Candidate => ({ kind: "fact", name, usual, direction: "unknown" });
  const hasDeltas = counts.all <= mostWithDeltas;
  const others = facts.filter((name) => !usualFirst.includes(name) && !usualLast.includes(name));
  return [
    ...usualFirst.map(fact(true)),
    ...fields.flatMap(({ kind, name, direction, differs, inBaseline }): Candidate[] => {
      const usual = differs || !onlyDiffering;
      if (kind === "param") return [{ kind, name, usual, direction }];
      return [
        { kind: "value", name, usual, direction },
        ...(hasBaseline && inBaseline
          ? [{ kind: "delta", name, usual: usual && (hasDeltas || name === headline), direction } as const]
          : []),
        { kind: "best", name, usual: false, direction },
        ...(stands.get(name) ?? []).map((column) => ({ ...column, usual: false, direction })),
      ];
    }),
    ...usualLast.map(fact(true)),
    ...others.map(fact(false)),
  ];
}

function isStand({ kind }: ColumnRef): boolean {
  return kind === "stand";
}

/** Those that the user moved in the user's order; each other one after the one that it usually follows. */
function inOrder(columns: readonly Column[], order: readonly string[]): Column[] {
  if (order.length === 0) return [...columns];
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const result = order.flatMap((key) => byKey.get(key) ?? []);
  const placed = new Set(result);
  columns.forEach((column, at) => {
    if (placed.has(column)) return;
    const before = at === 0 ? -1 : result.indexOf(columns[at - 1]!);
    result.splice(before + 1, 0, column);
    placed.add(column);
  });
  return result;
}

/** What a column is called, whole: for its head's title, for menus and for what is read aloud. */
export function columnTitle({ kind, name }: ColumnRef): string {
  switch (kind) {
    case "fact":
      return factTitle(name);
    case "value":
    case "param":
      return name;
    case "best":
      return t("{metric}, best", { metric: name });
    case "stand":
      return standTitle(name);
    case "delta":
      return t("Δ {metric}", { metric: name });
  }
}

function factTitle(name: string): string {
  switch (facts.find((fact) => fact === name)) {
    case "status":
      return t("status");
    case "started":
      return t("started");
    case "duration":
      return t("duration");
    case "gpuHours":
      return t("GPU hours");
    case "words":
      return t("tags");
    case "note":
      return t("note");
    case "folder":
      return t("folder");
    case "format":
      return t("format");
    case "commit":
      return t("commit");
    case "command":
      return t("command");
    case undefined:
      return name;
  }
}

/** The same of a key; a key that is none stands for itself. */
export function titleOf(key: string): string {
  const ref = columnOf(key);
  return ref ? columnTitle(ref) : key === "name" ? t("run") : key;
}

/** Which way a click on a column's head sorts first: the best on top, else the least. */
export function firstDescending({ kind, direction, name }: Pick<Column, "kind" | "direction" | "name">): boolean {
  return direction === "higher" || (kind === "fact" && name === "started");
}
