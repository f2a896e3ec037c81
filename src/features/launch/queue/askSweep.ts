import * as vscode from "vscode";
import type { ArgumentHistory } from "../../../launches/history";
import {
  dimensionsOf,
  gridSize,
  hydraLine,
  problemOfSweep,
  readSweep,
  variantsOf,
  type Strategy,
  type Sweep,
  type Variant,
} from "../../../launches/queue/sweep";
import { joinWords } from "../../../launches/words";
import { HumanError } from "../../../util/errors";
import { plural, t } from "../../../util/text";
import type { KnownArguments } from "../argumentSource";
import { askArguments, splitTyped } from "../askArguments";

/** What a sweep is to start: launches of its own, or one in which Hydra tries the values itself. */
export type Chosen =
  { readonly variants: readonly Variant[]; readonly name: string } | { readonly hydra: readonly string[] };

interface Item extends vscode.QuickPickItem {
  readonly strategy: Strategy["kind"] | "hydra" | "once";
}

/** Asks for a line of arguments with what is tried in braces, then for how it is put together. */
export async function askSweep(
  script: vscode.Uri,
  history: ArgumentHistory,
  known: KnownArguments,
  given: readonly string[] | undefined,
): Promise<Chosen | undefined> {
  const typed = await askArguments(script, history, known, given, sweepForm);
  if (typed === undefined) return undefined;
  const split = splitTyped(typed);
  if (!split.ok) throw new HumanError(split.problem);
  await history.add(sweepForm.historyOf(script.fsPath), typed);
  const sweep = readSweep(split.words);
  const assigns = known.specs.some(({ style }) => style === "assign");
  const items = itemsFor(sweep, assigns);
  const placeHolder = t("How to start what varies: {line}", { line: typed });
  const picked = await vscode.window.showQuickPick(items, { title: sweepForm.title(script), placeHolder });
  if (!picked) return undefined;
  if (picked.strategy === "hydra") return { hydra: hydraLine(sweep) };
  if (picked.strategy === "once") return { variants: [{ args: split.words, label: joinWords(split.words) }], name: "" };
  const strategy = picked.strategy === "random" ? await askCount(sweep) : { kind: picked.strategy };
  return strategy && { variants: variantsOf(sweep, strategy), name: nameOf(split.words) };
}

/** The form of arguments, as it asks for a sweep. */
const sweepForm = {
  title: (script: vscode.Uri) => t("Sweep {script}", { script: vscode.workspace.asRelativePath(script) }),
  placeholder: () => t("What to try in braces, such as {example}", { example: "--lr {0.1,0.01} --seed {0..4}" }),
  historyOf: (path: string) => `${path} {}`,
  /** Several values typed for one argument are what is tried. */
  value: (typed: string) => (/,|\.\./.test(typed) && !/[{}]/.test(typed) ? `{${typed}}` : typed),
  /** The first launch stands for all when they are checked. */
  checked: (words: readonly string[]) => {
    const sweep = readSweep(words);
    const one = variantsOf(sweep, { kind: "random", count: 1 }, () => 0)[0];
    const size = dimensionsOf(sweep).length === 0 ? 1 : gridSize(sweep);
    const note =
      size === undefined
        ? t("values are drawn at random")
        : plural(size, { one: "{count} launch", other: "{count} launches" });
    return { words: one?.args ?? words, notes: [note] };
  },
};

function itemsFor(sweep: Sweep, assigns: boolean): readonly Item[] {
  const dimensions = dimensionsOf(sweep);
  const size = gridSize(sweep);
  if (dimensions.length === 0) return [{ label: t("Add One Launch to the Queue"), strategy: "once" }];
  const fits = (strategy: Strategy) => problemOfSweep(sweep, strategy) === undefined;
  const counted = (count: number) => plural(count, { one: "{count} launch", other: "{count} launches" });
  const items: Item[] = [];
  if (size !== undefined && fits({ kind: "grid" }))
    items.push({ label: t("Grid"), description: counted(size), detail: t("Every combination"), strategy: "grid" });
  if (dimensions.length > 1 && fits({ kind: "list" })) {
    const count = variantsOf(sweep, { kind: "list" }).length;
    const detail = t("The first values together, then the second ones, and so on");
    items.push({ label: t("In Step"), description: counted(count), detail, strategy: "list" });
  }
  items.push({ label: t("Random…"), detail: t("As many as you say, drawn from all of them"), strategy: "random" });
  if (assigns && size !== undefined)
    items.push({
      label: t("Let Hydra Run Them"),
      description: "-m",
      detail: t("One launch, in which Hydra makes a run of each"),
      strategy: "hydra",
    });
  return items;
}

async function askCount(sweep: Sweep): Promise<Strategy | undefined> {
  const size = gridSize(sweep);
  const read = (text: string): Strategy => ({ kind: "random", count: Number(text.trim()) });
  const typed = await vscode.window.showInputBox({
    title: t("Random…"),
    prompt: size === undefined ? t("How many launches") : t("How many of {count} launches", { count: size }),
    value: String(Math.min(10, size ?? 10)),
    validateInput: (text) =>
      /^\s*[1-9]\d{0,3}\s*$/.test(text) ? problemOfSweep(sweep, read(text)) : t("A number from 1 on"),
  });
  return typed === undefined ? undefined : read(typed);
}

/** What varies, by its options' names: "lr × seed". */
function nameOf(words: readonly string[]): string {
  const names = words.flatMap((word, at) => {
    if (dimensionsOf(readSweep([word])).length === 0) return [];
    const own = /^(-{0,2}[\w.-]+)=/.exec(word)?.[1] ?? words[at - 1] ?? "";
    return own === "" ? [] : [own.replace(/^-+/, "")];
  });
  return [...new Set(names)].join(" × ");
}
