import { readFile, stat } from "node:fs/promises";
import { parseYaml } from "../../readers/parsing/documents/yaml";
import type { ConfigFile } from "./configKeys";

/** A file of this size is parsed in about 100 ms on the editor's side: bytes. Configurations whose keys people type are a tenth of it. */
const largest = 16 * 1024;

/**
 * A YAML file that maps keys to values.
 * @param file absolute path
 * @returns undefined if there is none; "unread" if it is too large, broken, or something else
 */
export async function readConfig(file: string): Promise<ConfigFile | "unread" | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > largest) return "unread";
    const text = await readFile(file, "utf8");
    const parsed = parseYaml(text);
    return parsed.ok && parsed.value instanceof Map ? { file, text, config: parsed.value } : "unread";
  } catch {
    return undefined;
  }
}
