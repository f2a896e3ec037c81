import type { FolderListing, HeadReader } from "../../format";
import { isDatabase } from "./open";

/**
 * Whether a file is a database with all of this in its schema. Without opening it: by its first bytes, or by those of the log
 * beside it, where all of a fresh schema may stand.
 * @param bytes that are looked through in each of the two
 */
export function hasSchema(
  file: string,
  { files }: FolderListing,
  heads: HeadReader,
  schema: readonly RegExp[],
  bytes: number,
): boolean {
  const holds = (name: string) => {
    const text = heads.head(name, bytes)?.toString("latin1") ?? "";
    return schema.every((part) => part.test(text));
  };
  const log = `${file}-wal`;
  return isDatabase(heads.head(file, 16)) && (holds(file) || (files.includes(log) && holds(log)));
}
