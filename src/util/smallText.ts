import { readFile, stat } from "node:fs/promises";

/** Longer than this is no text that a person wrote: bytes. */
export const longestText = 2 * 1024 * 1024;

/** The text of a regular file of at most so many bytes; undefined for whatever else: reading a named pipe would never end. */
export async function smallText(path: string, most = longestText): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() && found.size <= most ? readFile(path, "utf8").catch(() => undefined) : undefined;
}
