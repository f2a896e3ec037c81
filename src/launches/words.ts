import { t } from "../util/text";

/** What the user typed, cut into arguments; or what is wrong with it. */
export type Words =
  | {
      readonly ok: true;
      readonly words: readonly string[];
      /** Unquoted characters that a shell would have replaced (`*.csv`, `$(…)`): they are passed on as they are. */
      readonly literal: readonly string[];
      /** Something was replaced, so that the words are not what was typed. */
      readonly expanded: boolean;
    }
  | { readonly ok: false; readonly problem: string };

/** What `$NAME` stands for; `HOME` also for `~`. One that is not there is empty, as in a shell. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Characters that a backslash keeps within double quotes, as in POSIX. */
const escapable = new Set(['"', "\\", "$", "`"]);

/**
 * Splits arguments as a POSIX shell splits words: blanks separate, '…' keeps everything, "…" everything but a backslash,
 * a backslash the next character. `~` and `$NAME` are replaced where variables are given, and nothing else is: no file names,
 * no commands; what a variable holds stays one argument.
 * @param windows there a backslash is a character of paths, and only escapes a quote
 */
export function splitWords(text: string, windows = false, variables?: Variables): Words {
  const words: string[] = [];
  const literal = new Set<string>();
  let word: string | undefined;
  let expanded = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const quoted = readQuoted(text, at, windows, variables);
      if (!quoted)
        return { ok: false, problem: t("The {quote} at character {at} is never closed.", { quote: char, at: at + 1 }) };
      word = (word ?? "") + quoted.value;
      expanded ||= quoted.expanded;
      at = quoted.end;
    } else if (char === "\\" && (!windows || /["']/.test(text[at + 1] ?? ""))) {
      if (at + 1 === text.length)
        return {
          ok: false,
          problem: t("The last backslash escapes nothing. Write {escaped} for a backslash.", { escaped: "\\\\" }),
        };
      word = (word ?? "") + text[++at]!;
    } else {
      const found = variables && expansionAt(text, at, word === undefined, variables);
      if (found) {
        // As in a shell, a variable of nothing makes no argument.
        if (word !== undefined || found.value !== "") word = (word ?? "") + found.value;
        expanded = true;
        at = found.end;
        continue;
      }
      if (/[$`*?]/.test(char) || (char === "~" && word === undefined)) literal.add(char);
      word = (word ?? "") + char;
    }
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words, literal: [...literal], expanded };
}

/** What stands between the quote at `start` and its pair at `end`. */
function readQuoted(
  text: string,
  start: number,
  windows: boolean,
  variables: Variables | undefined,
): { value: string; end: number; expanded: boolean } | undefined {
  const quote = text[start]!;
  let value = "";
  let expanded = false;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === quote) return { value, end: at, expanded };
    const found = quote === '"' && variables ? expansionAt(text, at, false, variables) : undefined;
    if (found) {
      value += found.value;
      expanded = true;
      at = found.end;
      continue;
    }
    const next = text[at + 1] ?? "";
    const escapes = quote === '"' && char === "\\" && (windows ? next === '"' : escapable.has(next));
    value += escapes ? text[++at]! : char;
  }
  return undefined;
}

/** The value of `$NAME`, `${NAME}` or, where a word begins, `~`; and where it ends. Undefined if nothing stands there to be replaced. */
function expansionAt(
  text: string,
  at: number,
  begins: boolean,
  variables: Variables,
): { readonly value: string; readonly end: number } | undefined {
  if (text[at] === "~" && begins && /^(?:[/\s]|$)/.test(text.slice(at + 1, at + 2))) {
    const home = variables["HOME"];
    return home === undefined ? undefined : { value: home, end: at };
  }
  if (text[at] !== "$") return undefined;
  name.lastIndex = at;
  const match = name.exec(text);
  if (!match) return undefined;
  return { value: variables[match[1] ?? match[2] ?? ""] ?? "", end: at + match[0].length - 1 };
}

const name = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;

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
