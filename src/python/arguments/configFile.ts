import { readFile, stat } from "node:fs/promises";
import { parseYaml } from "../../readers/parsing/documents/yaml";
import type { ConfigFile } from "./configKeys";

/** No configuration that a person types keys of is longer: bytes. */
const largest = 256 * 1024;

/** A YAML file that maps keys to values; undefined if there is none, or it is something else. @param file absolute path */
export async function readConfig(file: string): Promise<ConfigFile | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > largest) return undefined;
    const text = await readFile(file, "utf8");
    const parsed = parseYaml(text);
    return parsed.ok && parsed.value instanceof Map ? { file, text, config: parsed.value } : undefined;
  } catch {
    return undefined;
  }
}
