import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleText, merge, sources } from "../../scripts/lib/l10n.mjs";
import { looseTexts, translatable } from "../../scripts/lib/texts.mjs";

/** Literals that look as if a person read them, and why nobody translates them. */
const allowed: readonly (readonly [why: string, file: RegExp, text?: RegExp])[] = [
  [
    "the names of tools and of kinds of files stay as they are",
    /^src\/readers\/(formats\/[^/]+\/format|homes)\.ts$/,
    /^[\w&+-]+( [\w&+-]+){0,3}$/,
  ],
  [
    "why a table is not claimed as a log is told to tests only",
    /^src\/readers\/parsing\/(tables\/whyNotALog|lines\/jsonLinesReader)\.ts$/,
  ],
  ["what is damaged in a pack is for whoever debugs the reader", /^src\/readers\/parsing\/git\/pack\.ts$/],
  [
    "names of runs and metrics, which stay the same in every language",
    /^src\/readers\/(raw|parsing\/tables\/layout|formats\/history-json\/model)\.ts$/,
  ],
  ["the first bytes of a database", /^src\/readers\/parsing\/sqlite\/open\.ts$/, /^SQLite format 3/],
  [
    "verdicts are words for code; whoever shows one says it in the user's language",
    /^src\/runs\/judging\/((verdicts|stands|groups)\/|compareRuns\.ts$)/,
  ],
  ["the markup of a JUnit document", /^src\/cli\/reports\/check\.ts$/, /^\{\}>\n/],
  ["the style sheet of a report", /^src\/runs\/report\/html\.ts$/, /^body\{/],
  ["rules' names in answers for programs", /^src\/data\/changes\.ts$/, /^population stability$/],
  ["words that name metrics, in tools' logs", /^src\/runs\/judging\/(vocabulary|aliases)\.ts$/],
  ["a command to type, not words", /^src\/readers\/formats\/aim\/format\.ts$/, /^python -c /],
  ["names and defaults of the trainers' arguments", /^src\/python\/arguments\/trainerTables\.ts$/, /^\n  \w+:[bilnpt]/],
  ["a Python program", /^src\/python\//, /^import sys; /],
  ["a type that a caller's object should have", /^src\/host\/passed\.ts$/, /^\{ add/],
  ["the product's own name", /^src\/host\/commands\.ts$/, /^Lossline: \{\}$/],
  ["what models are told is in English, which they are trained on most", /^src\/cli\/mcp\/(tools\/|answer|jsonRpc)/],
  ["what models are told, too", /^src\/features\/agents\/launchTool\.ts$/, /^get_events tells/],
  ["commands to type, not words", /^src\/models\/card\.ts$/, /^git (clone|checkout) \{\}$/],
  ["what the JSON of a stable interface calls its method", /^src\/cli\/importance\.ts$/, /^permutation importance/],
  ["the name of a folder of macOS", /^src\/util\/dataFolder\.ts$/, /^Application Support$/],
  ["a file of the desktop's trash", /^src\/cleaning\/trash\.ts$/, /^\[Trash Info\]/],
  [
    "what facts of a run are told apart by",
    /^src\/(readers\/surroundings\/records|runs\/compare\/recorded)\.ts$/,
    /^(image id|package \{\})$/,
  ],
  [
    "names of clients, and a script",
    /^src\/features\/agents\/configuration\.ts$/,
    /^(Claude Code|GitHub Copilot|\/\/ Written)/,
  ],
  ["an issue is read by those who write the program", /^src\/features\/firstSteps\/issue\.ts$/],
  ["a name of a column, as people write it", /^src\/readers\/parsing\/tables\/columns\.ts$/, /^wall time$/],
  ["names of chats", /^src\/features\/today\/writing\.ts$/, /^(Markdown|Slack|Microsoft Teams)$/],
  ["what Git says when it refuses", /^src\/launches\/commits\.ts$/, /^(dubious ownership|not a git repository)$/],
  ["what became of a launch, for code", /^src\/features\/launch\/queue\/queueStarter\.ts$/, /^never typed$/],
  ["a workflow in YAML, and a line for cron", /^src\/launches\/schedule\.ts$/, /^( {2}|cd \{\}$|\{\} monitor \{\}$)/],
  ["a command to type", /^src\/features\/launch\/scheduleEvaluation\.ts$/, /^pip install /],
  [
    "a Python program to type, and names of registries",
    /^src\/features\/runCommands\/publish\.ts$/,
    /^(import sys, mlflow|Hugging Face$|MLflow$)/,
  ],
  ["a filter to type, not words", /^src\/features\/tree\/commands\.ts$/, /^lr0\.3 status:failed/],
];

function looseIn(path: string, text: string): string[] {
  return looseTexts(text, path)
    .filter((found) => !allowed.some(([, file, only]) => file.test(path) && (only?.test(found.text) ?? true)))
    .map(({ line, text: found }) => `${path}:${line}: ${found}`);
}

/** What a file of the sources has of both kinds. */
function textsOf(path: string) {
  const text = readFileSync(path, "utf8");
  return { path, loose: looseIn(path, text), texts: translatable(text, path) };
}

let found: readonly ReturnType<typeof textsOf>[] | undefined;
const inSources = () => (found ??= sources(".").map(textsOf));

describe("Every text that a person reads", () => {
  it("goes through t() or plural(), so that a language is a file", () => {
    assert.deepEqual(
      inSources().flatMap(({ loose }) => loose),
      [],
    );
  }).timeout(60_000);

  it("is found where it does not", () => {
    const seeded: readonly (readonly [source: string, found: readonly string[]])[] = [
      [`throw new HumanError("There is no run.");`, ["There is no run."]],
      ["throw new HumanError(`No run ${name} in ${folder}.`);", ["No run {} in {}."]],
      [`void vscode.window.showErrorMessage(bad ? "Failed" : "Done");`, ["Failed", "Done"]],
      [`pick({ title: "Runs", placeHolder: all ? "Choose one" : undefined });`, ["Runs", "Choose one"]],
      [`box.title = "Runs";`, ["Runs"]],
      [`const words = ["last write"];`, ["last write"]],
      [`lines.push("two" + " words");`, ["two words"]],
      [`const late = t("Plot");`, ["Plot: read before the language is known"]],
    ];
    for (const [source, found] of seeded) {
      assert.deepEqual(
        looseTexts(source, "src/x.ts").map(({ text }) => text),
        found,
        source,
      );
    }
  });

  it("is told from what programs read", () => {
    const source = `
      import { a } from "not a text";
      type Kind = "two words" | "three words here";
      throw new Error("A bug is told in English, to those who mend it.");
      log.info("What the log says, too.");
      const words = new Set("mae mse rmse".split(" "));
      const kind = wide ? "text wide" : "text narrow";
      element("div", { class: "cell check fixed" }).className = \`cell \${kind}\`;
      function sideClass(side: number) { return \`side side\${side}\`; }
      const style = "body{margin:0 auto} th,td{padding:4px 16px}";
      if (status === "not a text") rows("SELECT name FROM runs WHERE id = ?");
      function say() { return [t("No run matches {filter}", { filter }), plural(n, { one: "{count} run", other: "{count} runs" })]; }
    `;
    assert.deepEqual(looseTexts(source, "src/x.ts"), []);
  });
});

describe("What is given to translators", () => {
  it("is every text of the sources, each written in one way", () => {
    const texts = merge(inSources());
    assert.ok(Object.keys(texts).length > 100);
    assert.deepEqual(JSON.parse(bundleText(texts)), texts);
    const two = { path: "b.ts", texts: new Map([["{count} runs", { one: "1 run", other: "{count} runs" }]]) };
    assert.throws(() => merge([...inSources(), two]), /^Error: b\.ts: "\{count\} runs" is written in two ways/);
  }).timeout(60_000);

  it("is all that translations translate", () => {
    const texts = merge(inSources());
    const translations = readdirSync("l10n").filter((name) => /^bundle\.l10n\..+\.json$/.test(name));
    assert.ok(translations.length > 0);
    for (const name of translations) {
      const translated = Object.keys(JSON.parse(readFileSync(join("l10n", name), "utf8")) as object);
      assert.deepEqual(translated.sort(), Object.keys(texts).sort(), name);
    }
  }).timeout(60_000);

  it("has a text that counts in all its forms, and a long one in one piece", () => {
    const source = `plural(n, { one: "{count} run", other: "{count} runs" }); plural(n, { other: "{count} NaN" }); t("One " + "text.");`;
    assert.deepEqual(Object.fromEntries(translatable(source, "src/x.ts")), {
      "{count} runs": { one: "{count} run", other: "{count} runs" },
      "{count} NaN": { other: "{count} NaN" },
      "One text.": "One text.",
    });
  });

  it("is written where it is used: a text that is put together could not be found", () => {
    for (const source of ["t(text)", "t(`${name} is gone`)", `t(late ? "a" : "b")`]) {
      assert.throws(() => translatable(source, "src/x.ts"), /src\/x\.ts:1: t\(\) takes a literal/, source);
    }
  });
});
