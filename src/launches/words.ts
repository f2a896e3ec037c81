/** What the user typed, cut into arguments; or what is wrong with it. */
export type Words =
  | {
      readonly ok: true;
      readonly words: readonly string[];
      /** Unquoted characters that a shell would have replaced (`$HOME`, `*.csv`, `~`): they are passed on as they are. */
      readonly literal: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** Characters that a backslash keeps within double quotes, as in POSIX. */
const escapable = new Set(['"', "\\", "$", "`"]);

/**
 * Splits arguments as a POSIX shell splits words: blanks separate, '…' keeps everything, "…" everything but a backslash,
 * a backslash the next character. Nothing is expanded, so the same text always gives the same arguments.
 * @param windows there a backslash is a character of paths, and only escapes a quote
 */
export function splitWords(text: string, windows = false): Words {
  const words: string[] = [];
  const literal = new Set<string>();
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const quoted = readQuoted(text, at, windows);
      if (!quoted) return { ok: false, problem: `The ${char} at character ${at + 1} is never closed.` };
      word = (word ?? "") + quoted.value;
      at = quoted.end;
    } else if (char === "\\" && (!windows || /["']/.test(text[at + 1] ?? ""))) {
      if (at + 1 === text.length)
        return { ok: false, problem: "The last backslash escapes nothing: write \\\\ for a backslash." };
      word = (word ?? "") + text[++at]!;
    } else {
      if (/[$`*?]/.test(char) || (char === "~" && word === undefined)) literal.add(char);
      word = (word ?? "") + char;
    }
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words, literal: [...literal] };
}

/** What stands between the quote at `start` and its pair at `end`. */
function readQuoted(text: string, start: number, windows: boolean): { value: string; end: number } | undefined {
  const quote = text[start]!;
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === quote) return { value, end: at };
    const next = text[at + 1] ?? "";
    const escapes = quote === '"' && char === "\\" && (windows ? next === '"' : escapable.has(next));
    value += escapes ? text[++at]! : char;
  }
  return undefined;
}

/** Writes arguments so that `splitWords` gives them back: what the input box is filled with. */
export function joinWords(words: readonly string[], windows = false): string {
  return words.map((word) => joinable(word, windows)).join(" ");
}

function joinable(word: string, windows: boolean): string {
  if (word !== "" && !/[\s'"]/.test(word) && (windows || !word.includes("\\")) && !/[$`*?~]/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  if (windows)
    return word
      .split("'")
      .map((part) => (part === "" ? "" : `'${part}'`))
      .join(`"'"`);
  return `"${word.replace(/["\\$`]/g, "\\$&")}"`;
}
