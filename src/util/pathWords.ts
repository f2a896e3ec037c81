import { fileURLToPath } from "node:url";

/** Longer texts are not looked through: no command line of one process is longer on Windows. */
const longest = 32_768;
/** What may stand around a path: any sign, or spaces or quotes only, as a folder may be called "lr=0.1" or "my runs". */
const around = [/[\s"'`,;=()[\]{}<>|]/, /\s/, /["'`\n]/];

/** What may be a path with a folder in it, or an id, in texts (params, arguments, commands): with forward slashes, each once. */
export function pathWords(texts: Iterable<unknown>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of texts)
    if (typeof text === "string" && text.length <= longest)
      for (const cut of around)
        for (const part of text.replaceAll("\\", "/").split(cut))
          for (const word of [part, part.slice(part.indexOf("=") + 1)])
            if (word.trim() !== "") words.add(pathOf(word.trim()));
  return words;
}

/** "/data/my run" of "file:///data/my%20run"; any other word as it is. */
function pathOf(word: string): string {
  if (!word.startsWith("file://")) return word;
  try {
    return fileURLToPath(word).replaceAll("\\", "/");
  } catch {
    return word;
  }
}
