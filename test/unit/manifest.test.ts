import { deepEqual, equal, ok } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../../src/cli/mcp/project";
import { toolsFor } from "../../src/cli/mcp/tools";
import { todayVocabulary } from "../../src/features/today/row";
import { queueVocabulary } from "../../src/launches/queue/rows";
import { contextVocabulary } from "../../src/features/tree/contextValue";
import { baselineIcon, betterIcon, worseIcon } from "../../src/features/tree/fields";
import { Commands, Contexts, SettingDefaults, Views } from "../../src/host/contributions";

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly default: unknown;
  readonly order: number;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string; readonly contents: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly modelDescription: string;
      readonly inputSchema: object;
    }[];
    readonly colors: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const source = readFileSync("package.json", "utf8");
const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
/** As VS Code reads it: a text that is %key% is looked up. */
const manifest = JSON.parse(source, (_, value: unknown) => {
  const key = typeof value === "string" ? /^%(.+)%$/.exec(value)?.[1] : undefined;
  return key === undefined ? value : texts[key];
}) as Manifest;
const { commands, menus, views, viewsContainers, viewsWelcome, configuration } = manifest.contributes;
const entries = Object.entries(menus).flatMap(([menu, list]) => list.map((entry) => ({ menu, ...entry })));
const palette = new Map(menus["commandPalette"]?.map(({ command, when }) => [command, when]));
const whens = [
  ...entries.map(({ when }) => when),
  ...viewsWelcome.map(({ when }) => when),
  ...Object.values(views).flatMap((list) => list.map(({ when }) => when)),
].filter((when) => when !== undefined);

/** Context keys of VS Code itself that `when` clauses here may ask for. */
const foreignKeys = new Set(
  (
    "view viewItem isWorkspaceTrusted workspaceFolderCount resourceExtname resourceFilename resourceLangId resourceScheme " +
    "editorLangId listMultiSelection explorerResourceIsFolder activeWebviewPanelId isWeb true false"
  ).split(" "),
);

const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

/** The keys that a `when` clause asks for: what stands left of an operator, or alone. */
function keysIn(when: string): string[] {
  const withoutValues = when.replace(
    /\s*(==|!=|=~|<=?|>=?|\bnot in\b|\bin\b)\s*(\/(\\.|[^/\\])*\/\w*|'[^']*'|[^\s)&|]+)/g,
    "",
  );
  return withoutValues.split(/&&|\|\||[!()\s]+/).filter((key) => key !== "");
}

/** The words that menus ask for in a tree item's context. */
function wordsIn(when: string): string[] {
  const patterns = [...when.matchAll(/viewItem =~ \/\\b\(?([\w|]+)\)?\\b\//g)].map(([, words]) => words ?? "");
  return patterns.flatMap((words) => words.split("|"));
}

describe("package.json and the code", () => {
  it("name the same commands", () => {
    deepEqual(sorted(commands.map(({ command }) => command)), sorted(Object.values(Commands)));
    equal(new Set(commands.map(({ command }) => command)).size, commands.length);
  });

  it("name the same views and containers", () => {
    const { container, ...own } = Views;
    deepEqual(sorted(Object.values(views).flatMap((list) => list.map(({ id }) => id))), sorted(Object.values(own)));
    deepEqual(sorted(Object.values(viewsContainers).flatMap((list) => list.map(({ id }) => id))), [container]);
    deepEqual(Object.keys(views), [container]);
  });

  it("name the same settings with the same defaults", () => {
    const defaults = Object.fromEntries(Object.entries(configuration.properties).map(([id, own]) => [id, own.default]));
    deepEqual(defaults, SettingDefaults);
  });

  it("know the same context keys", () => {
    const keys = whens.flatMap(keysIn);
    deepEqual(sorted(keys.filter((key) => key.startsWith("lossline."))), sorted(Object.values(Contexts)));
    deepEqual(
      keys.filter((key) => !key.startsWith("lossline.") && !foreignKeys.has(key)),
      [],
    );
  });

  it("know the same words for what can be done with a row", () => {
    deepEqual(sorted(whens.flatMap(wordsIn)), sorted([...contextVocabulary, ...queueVocabulary, ...todayVocabulary]));
    const asked = whens.filter((when) => when.includes("viewItem"));
    deepEqual(
      asked.filter((when) => wordsIn(when).length === 0),
      [],
      "a viewItem is asked for by whole words",
    );
  });

  it("have a handler for every command, registered once", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => readFileSync(join("src", path), "utf8"))
      .join("\n");
    const registered = [...sources.matchAll(/\.command\(\s*Commands\.(\w+)/g)].map(([, name]) => name ?? "");
    deepEqual([...registered].sort(), Object.keys(Commands).sort());
  });
});

describe("commands", () => {
  it("are found under the same category, by titles in Title Case", () => {
    const small = new Set("a an the and or as by for in of on to with from is".split(" "));
    for (const { command, title, category } of commands) {
      equal(category, "Lossline", command);
      ok(/^[A-Z]/.test(title) && !/[.!]$/.test(title) && !title.includes("..."), title);
      const words = title.replace("…", "").split(" ");
      deepEqual(
        words.filter((word, at) => /^[a-z]/.test(word) && (!small.has(word) || at === words.length - 1)),
        [],
        title,
      );
    }
  });

  it("have an icon, one that there is, wherever they are shown as a button", () => {
    const mapping = "node_modules/@vscode/codicons/src/template/mapping.json";
    const icons = new Set(Object.values(JSON.parse(readFileSync(mapping, "utf8")) as Record<string, string[]>).flat());
    const buttons = entries.filter(({ group }) => group !== undefined && /^(inline|navigation)/.test(group));
    const iconOf = new Map(commands.map(({ command, icon }) => [command, icon]));
    for (const { command, menu } of buttons.filter(({ menu }) => !menu.startsWith("explorer"))) {
      ok(iconOf.get(command) !== undefined, `${command} in ${menu}`);
    }
    for (const icon of iconOf.values()) ok(icon === undefined || icons.has(icon.slice(2, -1)), icon);
  });

  it("on a run's row are at hand to add it to the plot, to make it the baseline, and to stop it", () => {
    const titleOf = new Map(commands.map(({ command, title }) => [command, title]));
    const inline = entries
      .filter(({ when, group }) => when?.startsWith("view == lossline.runs") && group?.startsWith("inline"))
      .sort((a, b) => (a.group! < b.group! ? -1 : 1));
    deepEqual(
      inline.map(({ command }) => titleOf.get(command)),
      ["Add to Plot", "Set as Baseline", "Stop"],
    );
  });

  it("ask for runs in the palette alone, where their title ends with dots", () => {
    const asking = entries.filter(({ command }) => command === Commands.plot).map(({ menu }) => menu);
    deepEqual(
      asking.filter((menu) => menu !== "commandPalette"),
      [],
    );
  });

  it("that menus and welcome texts name are there", () => {
    const known = new Set(commands.map(({ command }) => command));
    const named = [
      ...entries.map(({ command }) => command),
      ...viewsWelcome.flatMap(({ contents }) =>
        [...contents.matchAll(/\(command:(lossline\.\w+)/g)].map(([, id]) => id!),
      ),
    ];
    deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });

  it("that need something to act on are not in the palette, and are in a menu", () => {
    const hidden = [...palette].filter(([, when]) => when === "false").map(([command]) => command);
    const needing = [
      "plotRows",
      "addToPlot",
      "setAsHeadline",
      "pin",
      "unpin",
      "hide",
      "unhide",
      "rename",
      "setColor",
      "openFiles",
      "openInLossline",
      "reveal",
      "searchFolder",
      "copyPath",
      "copySummary",
      "copyValue",
      "demote",
      "compareVersions",
      "testModel",
      "removeAdded",
      "stopQueued",
      "retryQueued",
      "removeQueued",
      "moveUp",
      "moveDown",
    ];
    deepEqual(sorted(hidden), sorted(needing.map((name) => `lossline.${name}`)));
    const inMenus = new Set(entries.filter(({ menu }) => menu !== "commandPalette").map(({ command }) => command));
    deepEqual(
      hidden.filter((command) => !inMenus.has(command)),
      [],
    );
  });

  it("that undo each other are never offered together", () => {
    const opposite = (when: string) => when.replace("!lossline", "lossline");
    for (const [on, off] of [["lossline.showHidden", "lossline.hideHidden"]] as const) {
      equal(opposite(palette.get(on) ?? ""), palette.get(off));
    }
    for (const [on, off] of [
      ["canPin", "pinned"],
      ["canHide", "hidden"],
      ["canBeBaseline", "baseline"],
    ] as const) {
      ok(whens.some((when) => wordsIn(when).includes(on)) && whens.some((when) => wordsIn(when).includes(off)));
    }
  });
});

describe("the texts of package.json", () => {
  it("stand in package.nls.json, so that a language is a file, and none stands there for nothing", () => {
    const used = [...source.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? "");
    deepEqual(sorted(Object.keys(texts)), sorted(used));
  });

  it("are nowhere else", () => {
    const shown = /^(title|shortTitle|description|markdownDescription|contents|name|enumDescriptions)$/;
    const loose: string[] = [];
    const raw = JSON.parse(source) as { contributes: unknown; capabilities: unknown };
    const look = (value: unknown, key: string): void => {
      if (typeof value === "string" && shown.test(key) && !/^%.+%$/.test(value) && value !== "Lossline")
        loose.push(value);
      if (Array.isArray(value)) for (const each of value) look(each, key);
      else if (typeof value === "object" && value !== null)
        for (const [inner, each] of Object.entries(value)) look(each, inner);
    };
    // What models read is English, and held against the tools themselves below.
    look({ ...(raw.contributes as object), languageModelTools: [] }, "");
    look(raw.capabilities, "");
    deepEqual(loose, []);
  });
});

describe("the tools for chat models", () => {
  it("are those of the server, with the same words and schemas", () => {
    // What starts something is the editor's own: no server has it.
    const { languageModelTools: all } = manifest.contributes;
    const languageModelTools = all.filter(({ name }) => name !== "lossline_launch_run");
    equal(languageModelTools.length, all.length - 1);
    const tools = toolsFor(new Project("."));
    deepEqual(
      languageModelTools.map(({ name, modelDescription, inputSchema }) => ({ name, modelDescription, inputSchema })),
      tools.map(({ name, description, inputSchema }) => {
        return { name: `lossline_${name}`, modelDescription: description, inputSchema };
      }),
    );
    const register = readFileSync("src/features/agents/register.ts", "utf8");
    const listed = /toolNames = \[([^\]]+)\]/.exec(register)?.[1] ?? "";
    deepEqual(
      [...listed.matchAll(/"(\w+)"/g)].map(([, name]) => name),
      tools.map(({ name }) => name),
    );
  });
});

describe("views, settings and files of the package", () => {
  it("show entries of a view's menus in that view only", () => {
    const loose = entries.filter(
      ({ menu, when }) => menu.startsWith("view/") && !/view == lossline\.\w+/.test(when ?? ""),
    );
    deepEqual(
      loose.map(({ command }) => command),
      [],
    );
  });

  it("have a welcome text for every state in which the view of runs is empty", () => {
    const own = viewsWelcome.filter(({ view }) => view === Views.runs).map(({ when }) => when);
    ok(own.some((when) => when.includes("workspaceFolderCount == 0")));
    ok(own.some((when) => when.includes("!lossline.hasRuns") && when.includes("&& isWorkspaceTrusted")));
    ok(own.some((when) => when.includes("!lossline.hasRuns") && when.includes("!isWorkspaceTrusted")));
  });

  it("describe every setting, and each value that it may have, in an order of their own", () => {
    const settings = Object.values(configuration.properties);
    for (const { markdownDescription, enum: values, enumDescriptions } of settings) {
      ok(markdownDescription.endsWith("."), markdownDescription);
      equal(values?.length, enumDescriptions?.length, markdownDescription);
    }
    equal(new Set(settings.map(({ order }) => order)).size, settings.length);
  });

  it("bring the colors that rows are drawn in", () => {
    const own = new Set(manifest.contributes.colors.map(({ id }) => id));
    const used = [betterIcon, worseIcon, baselineIcon].map(({ color }) => color ?? "");
    deepEqual(
      used.filter((color) => !own.has(color)),
      [],
    );
  });

  it("bring the icons that they name", () => {
    const icons = [manifest.icon, ...Object.values(viewsContainers).flatMap((list) => list.map(({ icon }) => icon))];
    for (const icon of icons) ok(existsSync(icon), icon);
  });
});
