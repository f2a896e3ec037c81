import { formatBytes, formatCount } from "../runs/describe/numbers";
import { plural, t } from "../util/text";
import type { ColumnChange, DataChange, FolderChange, MovedColumn, TableChange } from "./changes";

/** Entries of one kind that are named before the rest is counted. */
const mostNamed = 4;

/** "1,200 rows, 1,000 before; moved: age (D = 0.31)" */
export function changeText(change: DataChange): string {
  const parts = [kindText(change), ...(change.table ? tableTexts(change.table) : [])];
  if (change.folder) parts.push(...folderTexts(change.folder));
  return parts.filter((part) => part !== "").join("; ");
}

function kindText({ kind, bytes: [before, after], table, folder }: DataChange): string {
  if (kind === "new") return t("new, {size}", { size: formatBytes(after) });
  if (kind === "gone") return t("gone, it had {size}", { size: formatBytes(before) });
  if (table || folder) return "";
  return before === after
    ? t("changed at the same size, {size}", { size: formatBytes(after) })
    : t("{after}, {before} before", { after: formatBytes(after), before: formatBytes(before) });
}

function tableTexts({ rows: [before, after], added, removed, changed, moved }: TableChange): string[] {
  const count = plural(after, { one: "{number} row", other: "{number} rows" }, { number: formatCount(after) });
  return [
    before === after
      ? t("as many rows, {rows}", { rows: formatCount(after) })
      : t("{rows}, {before} before", { rows: count, before: formatCount(before) }),
    ...(added.length > 0 ? [t("new columns {names}", { names: listed(added) })] : []),
    ...(removed.length > 0 ? [t("columns gone: {names}", { names: listed(removed) })] : []),
    ...(moved.length > 0 ? [t("moved: {columns}", { columns: listed(moved.map(movedText)) })] : []),
    ...(changed.length > 0 ? [listed(changed.map(columnText))] : []),
  ];
}

function movedText({ column, rule, distance }: MovedColumn): string {
  return rule === "Kolmogorov–Smirnov"
    ? t("{column} (D = {distance})", { column, distance: distance.toFixed(2) })
    : t("{column} (PSI = {distance})", { column, distance: distance.toFixed(2) });
}

function columnText({ column, before, after }: ColumnChange): string {
  if (before.type !== after.type)
    return t("{column} holds {after} instead of {before}", {
      column,
      after: typeText(after.type),
      before: typeText(before.type),
    });
  return t("{column} is missing in {after} rows, {before} before", {
    column,
    after: formatCount(after.missing),
    before: formatCount(before.missing),
  });
}

function typeText(type: ColumnChange["before"]["type"]): string {
  if (type === "number") return t("numbers");
  return type === "text" ? t("text") : t("nothing");
}

function folderTexts({ files: [before, after], classes }: FolderChange): string[] {
  const count = plural(after, { one: "{number} file", other: "{number} files" }, { number: formatCount(after) });
  const counts = Object.entries(classes)
    .filter(([name]) => name !== "")
    .map(([name, [own, now]]) =>
      t("{name} {after} ({before} before)", { name, after: formatCount(now), before: formatCount(own) }),
    );
  return [t("{files}, {before} before", { files: count, before: formatCount(before) }), listed(counts)];
}

function listed(names: readonly string[]): string {
  const named = names.slice(0, mostNamed).join(", ");
  const more = names.length - mostNamed;
  return more > 0 ? t("{named} and {count} more", { named, count: more }) : named;
}
