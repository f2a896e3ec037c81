import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** How a shell reads a command line. `powershell` = Windows PowerShell 5, which hands arguments on in its own way. */
export type ShellKind = "bash" | "zsh" | "sh" | "fish" | "pwsh" | "powershell" | "cmd" | "other";

/**
 * Writes a command line that makes an interactive shell start `words[0]` with exactly the other words as its arguments.
 * What goes to a terminal is typed, so control characters must not appear as such: a tab would complete, ^C would interrupt.
 * @throws HumanError if an argument cannot be said in that shell
 */
export function commandLine(words: readonly string[], shell: ShellKind): string {
  const [program = "", ...args] = words;
  return [quoteProgram(program, shell), ...args.map((word) => quote(word, shell))].join(" ");
}

/** Quotes one argument for an interactive shell. @throws HumanError as `commandLine` */
export function quote(word: string, shell: ShellKind): string {
  if (word.includes("\0"))
    throw new HumanError(t("An argument contains a NUL character, which can’t be passed to a program."));
  switch (shell) {
    case "bash":
    case "zsh":
      return plain.test(word) ? word : posix(word, (char) => `$'${dollarEscape(char)}'`);
    case "sh":
      return plain.test(word) ? word : posix(word, printed);
    case "fish":
      return plain.test(word) ? word : fish(word);
    case "pwsh":
      return powershell(word);
    case "powershell":
      return powershell(legacyNative(word));
    case "cmd":
      return cmd(word);
    case "other":
      return other(word);
  }
}

/** Words that mean themselves in every POSIX-like shell and in fish; `=` first would be a lookup in zsh. */
const plain = /^[A-Za-z0-9_@+:,./-][A-Za-z0-9_@+=:,./-]*$/;

/** Characters that a line editor would act on. */
const control = /[\u0000-\u001f\u007f-\u009f]/;

function quoteProgram(program: string, shell: ShellKind): string {
  if (shell === "cmd") return program.replace(/[()\][%!^"`<>&|;, *?]/g, "^$&");
  if (shell === "other" && !plain.test(program)) throw unknownShell(program);
  if (shell !== "pwsh" && shell !== "powershell") return quote(program, shell);
  const quoted = powershell(program);
  return quoted === program ? program : `& ${quoted}`; // a string alone would only be printed
}

/** '…' for runs of ordinary characters; a single quote and control characters in their own way. */
function posix(word: string, encode: (char: string) => string): string {
  if (word === "") return "''";
  return pieces(word)
    .map((piece) => (piece === "'" ? "\\'" : control.test(piece) ? encode(piece) : `'${piece}'`))
    .join("");
}

/** Cuts a word into single quotes, single control characters, and what lies between. */
function pieces(word: string): string[] {
  return word.match(/'|[\u0000-\u001f\u007f-\u009f]|[^'\u0000-\u001f\u007f-\u009f]+/g) ?? [];
}

/** A control character in $'…': its UTF-8 bytes in octal. */
function dollarEscape(char: string): string {
  const named: Record<string, string> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  return named[char] ?? [...Buffer.from(char, "utf8")].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/** A control character as plain sh can say it; of a line break printf's output would lose it, so it is typed. */
function printed(char: string): string {
  return char === "\n" ? "'\n'" : `"$(printf '${dollarEscape(char)}')"`;
}

function fish(word: string): string {
  if (word === "") return "''";
  return pieces(word)
    .map((piece) => {
      if (piece === "'") return "\\'";
      if (!control.test(piece)) return `'${piece.replaceAll("\\", "\\\\")}'`;
      return [...Buffer.from(piece, "utf8")].map((byte) => `\\X${byte.toString(16).padStart(2, "0")}`).join("");
    })
    .join("");
}

/** PowerShell takes typographic quotes for quotes; a doubled one stands for itself. */
function powershell(word: string): string {
  if (/^(?:[A-Za-z_/\\][A-Za-z0-9_./\\+]*|--?[A-Za-z][A-Za-z0-9_-]*|\d{1,9})$/.test(word)) return word;
  if (!control.test(word)) return `'${word.replace(/['‘’‚‛]/g, "$&$&")}'`;
  const escaped = word.replace(/["`$“”„]/g, "`$&").replace(new RegExp(control, "g"), powershellEscape);
  return `"${escaped}"`;
}

function powershellEscape(char: string): string {
  const named: Record<string, string> = { "\n": "`n", "\t": "`t", "\r": "`r" };
  return named[char] ?? `$([char]${char.charCodeAt(0)})`;
}

/** Windows PowerShell puts double quotes around arguments with blanks but escapes nothing in them: done here for the C runtime. */
function legacyNative(word: string): string {
  if (word === "") return '""';
  return forC(word, /\s/.test(word));
}

/** Backslashes before a quote doubled, and before the end if a quote follows there; a backslash before each quote. */
function forC(word: string, quoteFollows: boolean): string {
  let text = "";
  let slashes = 0;
  for (const char of word) {
    if (char === '"') text += "\\".repeat(slashes + 1);
    slashes = char === "\\" ? slashes + 1 : 0;
    text += char;
  }
  return quoteFollows ? text + "\\".repeat(slashes) : text;
}

/**
 * For the C runtime: "…" with \" for a quote, backslashes before a quote doubled. For cmd: a caret before everything that it
 * would act on, the quotes too, so that it never sees a quoted part, in which % would still be a variable.
 */
function cmd(word: string): string {
  const hit = control.exec(word);
  if (hit) refuse(hit[0], "cmd");
  if (/^[A-Za-z0-9_@+:./\\=-]+$/.test(word)) return word;
  return `"${forC(word, true)}"`.replace(/[()\][%!^"`<>&|;, *?]/g, "^$&");
}

/** A shell that is not known: only what all of them read alike. */
function other(word: string): string {
  if (plain.test(word)) return word;
  if (word === "" || /['!\\]/.test(word) || control.test(word)) throw unknownShell(word);
  return `'${word}'`;
}

function refuse(char: string, shell: string): never {
  const name = { "\n": t("a line break"), "\r": t("a carriage return"), "\t": t("a tab") }[char];
  const code = `U+${char.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
  const what = name ?? t("the control character {code}", { code });
  throw new HumanError(
    t(
      "An argument contains {character}, which can’t be typed into {shell}. Use another terminal profile, or pass it in a file.",
      { character: what, shell },
    ),
  );
}

function unknownShell(word: string): HumanError {
  return new HumanError(
    t(
      "Lossline doesn’t know how to quote {argument} for this terminal’s shell. Choose bash, zsh, fish, PowerShell, or cmd as the default terminal profile.",
      { argument: JSON.stringify(word) },
    ),
  );
}

const names: Readonly<Record<string, ShellKind>> = {
  bash: "bash",
  gitbash: "bash",
  wsl: "bash",
  zsh: "zsh",
  sh: "sh",
  dash: "sh",
  ash: "sh",
  busybox: "sh",
  ksh: "bash",
  fish: "fish",
  pwsh: "pwsh",
  powershell: "powershell",
  cmd: "cmd",
};

/**
 * The shell that reads what is typed into a terminal.
 * @param detected what the editor found running there ("pwsh" for both PowerShells), if anything
 * @param path of the program that the terminal was started with
 */
export function shellKind(detected: string | undefined, path: string): ShellKind {
  const name = path
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.exe$/i, "")
    .toLowerCase()
    .replace(/-preview$/, "");
  if (detected === undefined || detected === "") return names[name] ?? "other";
  if (detected === "pwsh" && name === "powershell") return "powershell";
  return names[detected] ?? "other";
}
