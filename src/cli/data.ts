import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { dataChanges } from "../data/changes";
import { declaredData } from "../data/declared";
import { keptLook, readLook } from "../data/kept";
import { lookAtData, type DataItem, type DataLook } from "../data/look";
import { changeText } from "../data/words";
import { formatBytes, formatCount } from "../runs/describe/numbers";
import { HumanError, messageOf } from "../util/errors";
import { plural, t } from "../util/text";
import { table } from "./table";
import { shown } from "../util/shown";

interface DataOptions {
  readonly dir?: string | undefined;
  readonly against?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * `lossline data`: what is declared as data below a folder, and what changed since a look that was kept.
 * @param words files and folders of data beside those that DVC records
 * @returns what is printed
 * @throws {HumanError} if there is nothing to look at
 */
export async function dataText(words: readonly string[], { dir, against, json }: DataOptions): Promise<string> {
  const root = resolve(dir ?? ".");
  const before = against === undefined ? undefined : lookIn(against);
  const missing = words.find((word) => !existsSync(word));
  if (missing !== undefined) throw new HumanError(t("There is nothing at {path}.", { path: missing }));
  const declared = await declaredData(root, [
    ...words.map((word) => resolve(word)),
    ...(before?.items ?? []).map(({ path }) => path),
  ]);
  if (declared.paths.length + declared.recorded.length === 0)
    throw new HumanError(t("No data is declared here. Name its files and folders, or track them with DVC."));
  const look = await lookAtData(root, declared, before, Date.now());
  if (json) return `${keptLook(look)}\n`;
  return before ? changesText(before, look) : `${table(look.items.map(itemRow), [1])}\n`;
}

function lookIn(file: string): DataLook {
  const look = readLook(textIn(file));
  if (!look) throw new HumanError(t("{file} is not what “lossline data --json” printed.", { file }));
  return look;
}

function textIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new HumanError(t("{file} can’t be read: {error}", { file, error: messageOf(error) }));
  }
}

function changesText(before: DataLook, after: DataLook): string {
  const changes = dataChanges(before, after).map((change) => shown(`${change.path}: ${changeText(change)}`));
  return `${changes.length === 0 ? t("No data changed.") : changes.join("\n")}\n`;
}

function itemRow({ path, bytes, hash, table: rows, folder, because }: DataItem): string[] {
  const counted = rows
    ? plural(rows.rows, { one: "{number} row", other: "{number} rows" }, { number: formatCount(rows.rows) })
    : folder
      ? plural(folder.files, { one: "{number} file", other: "{number} files" }, { number: formatCount(folder.files) })
      : "";
  const columns = rows?.columns.length ?? 0;
  const width = rows ? plural(columns, { one: "{count} column", other: "{count} columns" }) : "";
  return [path, formatBytes(bytes), counted, width, because ?? hash?.slice(0, 19) ?? ""];
}
