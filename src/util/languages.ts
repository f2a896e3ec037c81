import { readFileSync } from "node:fs";
import { join } from "node:path";
import { speak, type Forms, type Language, type Translation } from "./text";

/** The language that a terminal is set to, as BCP 47 has it; undefined for English and where none is set. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const [asked = ""] = [LC_ALL, LC_MESSAGES, LANG].filter((value) => value !== undefined && value !== "");
  const [name = ""] = asked.split(/[.@]/, 1);
  return /^[a-z]{2,3}(_[A-Za-z]+)?$/.test(name) && !/^en\b|^en_/.test(name) ? name.replace("_", "-") : undefined;
}

/**
 * Speaks a language from now on in this process: that of l10n/bundle.l10n.<language>.json, "zh-cn" before "zh". Without such
 * a file, or with one that is damaged, everything stays English.
 * @param folder absolute path of l10n/
 * @param asked as BCP 47 or VS Code has it: "zh-CN", "zh-cn", "de"
 */
export function loadLanguage(folder: string, asked: string | undefined): Language | undefined {
  const language = asked?.toLowerCase() ?? "en";
  if (!/^[a-z]{2,3}(-[a-z0-9]+)*$/.test(language) || /^en\b/.test(language)) return undefined;
  for (const name of new Set([language, language.split("-", 1)[0]!])) {
    const texts = textsIn(join(folder, `bundle.l10n.${name}.json`));
    if (!texts) continue;
    const found = { language: name, texts };
    speak(found);
    return found;
  }
  return undefined;
}

function textsIn(path: string): Translation | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof content !== "object" || content === null) return undefined;
    return Object.fromEntries(
      Object.entries(content).filter((entry): entry is [string, string | Forms] => isText(entry[1])),
    );
  } catch {
    return undefined;
  }
}

function isText(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null || !("other" in value)) return false;
  return Object.values(value).every((form) => typeof form === "string");
}
