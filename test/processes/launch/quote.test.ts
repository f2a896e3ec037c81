import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { commandLine, quote, shellKind, type ShellKind } from "../../../src/launches/quote";
import { useTempFolder } from "../../support/tempFolder";
import { HumanError } from "../../../src/util/errors";

/** Writes the arguments that it was given, so that a shell's reading of a command line can be seen. */
const tell = "process.stdout.write('<' + JSON.stringify(process.argv.slice(1)) + '>')";

const hostile = [
  "$(touch hacked)",
  "`touch hacked`",
  "$HOME ${HOME}",
  "it's",
  "'",
  "''",
  '"',
  'say "hi"',
  `'"'"'`,
  "",
  " ",
  "  two  blanks  ",
  "a;b",
  "a && b || c",
  "a|b>c<d",
  "a & b",
  "# no comment",
  "*",
  "?[a-z]{1,2}",
  "~",
  "~root",
  "!",
  "!!",
  "a!b!",
  "it's !!",
  "^a^b",
  "=ls",
  "-",
  "--",
  "-e",
  "--lr=0.1",
  "-lr:0.1",
  "-a.b",
  "%PATH%",
  "%%",
  "%1",
  "\\",
  "\\\\",
  "\\'",
  "trailing\\",
  "C:\\data\\x",
  "C:\\with space\\",
  "\\n",
  "(a)",
  "@{a=1}",
  "@args",
  "$env:PATH",
  "1e5",
  "0x10",
  "a,b",
  "naïve façade",
  "日本語",
  "🙂👩‍🔬",
  "‘typographic’ “quotes” „and‚ ‛more‟",
  "\u00a0",
  "\u202e",
  "line\nbreak",
  "\n",
  "\n\n",
  "tab\there",
  "\r\n",
  "bell\u0007, escape\u001b[31m, interrupt\u0003, end\u0004",
  "delete\u007f and C1 \u0085\u009b",
];

const random = fc.sample(
  fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !text.includes("\0")),
  { numRuns: 300, seed: 20261122 },
);

/** Shells to try, with what makes them read a command line; those that are not installed are skipped. */
const shells: readonly (readonly [name: string, kind: ShellKind, args: readonly string[], typed: boolean])[] = [
  ["bash", "bash", ["--norc", "-c"], false],
  ["bash", "bash", ["--norc", "-i"], true],
  ["sh", "sh", ["-c"], false],
  ["sh", "sh", ["-i"], true],
  ["dash", "sh", ["-c"], false],
  ["ksh", "bash", ["-c"], false],
  ["zsh", "zsh", ["-f", "-c"], false],
  ["zsh", "zsh", ["-f", "-i"], true],
  ["fish", "fish", ["--no-config", "-c"], false],
  ["pwsh", "pwsh", ["-NoProfile", "-Command"], false],
];

/** What a program is given when the shell reads the line: as its argument, or typed. */
function readBy(
  name: string,
  args: readonly string[],
  line: string,
  { typed, cwd }: { readonly typed: boolean; readonly cwd: string },
): readonly string[] {
  const env = { ...process.env, HISTFILE: "" };
  const run = typed
    ? spawnSync(name, args, { input: `${line}\nexit\n`, encoding: "utf8", env, cwd })
    : spawnSync(name, [...args, line], { encoding: "utf8", cwd });
  const told = /<(\[.*?\])>/s.exec(run.stdout.slice(run.stdout.indexOf("<[")));
  assert.ok(told, `${run.stdout}\n${run.stderr}`);
  return JSON.parse(told[1]!) as string[];
}

const installed = (name: string) => spawnSync(name, ["-c", "exit"]).error === undefined;

/** Every hostile text by itself, and as the value of an option, of a config's key, and as the name of a file. */
const corpus = [
  ...hostile,
  ...hostile.flatMap((word) => [`--name=${word}`, `model.tags=[${word}]`, `runs/${word}/a b.csv`, `-${word}`]),
  ...random,
];

describe("a quoted argument", function () {
  this.timeout(60_000);
  const folder = useTempFolder();

  it("is tried with at least 500 texts", () => {
    assert.ok(new Set(corpus).size >= 500, `${new Set(corpus).size}`);
  });

  it("is seen to be broken where quoting is", () => {
    const naive = (words: readonly string[]) => words.map((word) => `"${word.replaceAll('"', '\\"')}"`).join(" ");
    const half = (words: readonly string[]) => commandLine(words, "bash").replaceAll("\\'", "'");
    for (const broken of [naive, half]) {
      const caught = hostile.filter((word) => {
        const line = broken([process.execPath, "-e", tell, "--", word]);
        const { stdout } = spawnSync("bash", ["--norc", "-c", line], { encoding: "utf8", cwd: folder() });
        return stdout !== `<${JSON.stringify([word])}>`;
      });
      assert.ok(caught.length >= 2, caught.join(" "));
    }
    // The first of them was executed, as it would be in an attack; nothing of the kind may happen below.
    rmSync(join(folder(), "hacked"));
  });

  for (const [name, kind, args, typed] of shells) {
    const how = typed ? "typed into it" : "given to it";
    it(`arrives whole when ${name} reads the command line ${how}`, function () {
      if (process.platform === "win32" || !installed(name)) this.skip();
      const words = corpus.filter((word) => !(kind === "sh" && typed && word.includes("\r")));
      for (let at = 0; at < words.length; at += 100) {
        const part = words.slice(at, at + 100);
        const line = commandLine([process.execPath, "-e", tell, "--", ...part], kind);
        assert.deepEqual(readBy(name, args, line, { typed, cwd: folder() }), part);
      }
      assert.deepEqual(readdirSync(folder()), [], "nothing was executed");
    });
  }

  it("holds no control character as such but sh's line break: those are typed into a terminal, which acts on them", () => {
    for (const kind of ["bash", "zsh", "fish", "pwsh", "powershell", "sh"] as const) {
      for (const word of [...hostile, ...random]) {
        const allowed = kind === "sh" ? /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/ : /[\u0000-\u001f\u007f-\u009f]/;
        assert.doesNotMatch(quote(word, kind), allowed, `${kind} ${JSON.stringify(word)}`);
      }
    }
  });

  it("stays readable where nothing needs a quote", () => {
    const plain = ["train.py", "--lr", "0.1", "--out=runs/a_b-1", "src/train.py", "user@host:path"];
    for (const kind of ["bash", "zsh", "sh", "fish"] as const) {
      assert.deepEqual(
        plain.map((word) => quote(word, kind)),
        plain,
        kind,
      );
    }
    assert.equal(quote("src\\train.py", "cmd"), "src\\train.py");
    assert.equal(quote("--lr", "pwsh"), "--lr");
  });

  it("with a NUL character is refused", () => {
    for (const kind of ["bash", "cmd", "pwsh", "other"] as const)
      assert.throws(() => quote("a\0b", kind), { name: "HumanError", message: /NUL/ });
  });
});

describe("an argument for PowerShell", () => {
  it("doubles every character that PowerShell takes for a single quote", () => {
    assert.equal(quote("it's ‘so’", "pwsh"), "'it''s ‘‘so’’'");
  });

  it("says control characters with a backtick or by number, and keeps variables from being read", () => {
    assert.equal(quote('a\n$b`"\u0003', "pwsh"), '"a`n`$b```"$([char]3)"');
  });

  it("does not let -a.b fall apart, nor numbers be read as numbers", () => {
    assert.deepEqual(
      ["-a.b", "--x:y", "1e5", "0.10", "--%"].map((word) => quote(word, "pwsh")),
      ["'-a.b'", "'--x:y'", "'1e5'", "'0.10'", "'--%'"],
    );
  });

  it("is started with & if its path needs quotes, since a text alone would be printed", () => {
    assert.equal(commandLine(["C:\\My Python\\python.exe", "a b"], "pwsh"), "& 'C:\\My Python\\python.exe' 'a b'");
    assert.equal(commandLine(["python", "train.py"], "pwsh"), "python train.py");
  });

  it("escapes double quotes for version 5, which hands them on as they are", () => {
    assert.equal(quote('say "hi"', "powershell"), `'say \\"hi\\"'`);
    assert.equal(quote("C:\\a b\\", "powershell"), "'C:\\a b\\\\'");
    assert.equal(quote("", "powershell"), `'""'`);
  });
});

describe("an argument for cmd", () => {
  it("has a caret before every character that cmd acts on, also before its quotes", () => {
    assert.equal(quote("%PATH%", "cmd"), '^"^%PATH^%^"');
    assert.equal(quote("a & b", "cmd"), '^"a^ ^&^ b^"');
    assert.equal(quote('say "hi"', "cmd"), '^"say^ \\^"hi\\^"^"');
    assert.equal(quote("C:\\a b\\", "cmd"), '^"C:\\a^ b\\\\^"');
    assert.equal(quote("", "cmd"), '^"^"');
  });

  it("starts a program whose path has blanks", () => {
    assert.equal(commandLine(["C:\\Program Files\\python.exe", "a"], "cmd"), "C:\\Program^ Files\\python.exe a");
  });

  it("is refused if it holds a line break or another control character", () => {
    assert.throws(() => quote("a\nb", "cmd"), { name: "HumanError", message: /line break.*cmd/ });
    assert.throws(() => quote("a\u0003", "cmd"), /U\+0003/);
  });
});

describe("an argument for an unknown shell", () => {
  it("is quoted only in the way that all shells read alike, else refused", () => {
    assert.equal(quote("a $b", "other"), "'a $b'");
    for (const word of ["it's", "a!b", "a\\b", "a\nb", ""]) assert.throws(() => quote(word, "other"), HumanError);
    assert.throws(() => commandLine(["/my python", "a"], "other"), /default terminal profile/);
  });
});

describe("the kind of a shell", () => {
  const cases: readonly (readonly [string | undefined, string, ShellKind])[] = [
    ["bash", "/bin/zsh", "bash"],
    [undefined, "/usr/bin/zsh", "zsh"],
    [undefined, "/bin/dash", "sh"],
    ["pwsh", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "powershell"],
    ["pwsh", "C:\\Program Files\\PowerShell\\7\\pwsh.exe", "pwsh"],
    [undefined, "C:\\Windows\\System32\\cmd.exe", "cmd"],
    ["gitbash", "C:\\Program Files\\Git\\bin\\bash.exe", "bash"],
    [undefined, "/opt/pwsh-preview", "pwsh"],
    ["nu", "/usr/bin/nu", "other"],
    ["python", "/bin/bash", "other"],
    [undefined, "", "other"],
  ];
  for (const [detected, path, kind] of cases) {
    it(`is ${kind} for ${detected ?? "nothing detected"} at ${path || "no path"}`, () => {
      assert.equal(shellKind(detected, path), kind);
    });
  }
});
