import * as vscode from "vscode";
import type { App } from "../../host/app";
import { mostSeeds, parseSeeds, seedArgument, usedSeeds, withSeed, type SeedArgument } from "../../launches/seeds";
import type { ParamValue, RunSummary } from "../../shared/run";
import { t } from "../../util/text";
import type { LaunchQueue } from "./queue/launchQueue";
import { runSequence, type SequenceResult } from "./sequence";

/** What is repeated: a script with its arguments, and the run that they made. */
export interface Repeated {
  readonly script: vscode.Uri;
  readonly args?: readonly string[];
  readonly run?: RunSummary;
}

/**
 * Queues a training with other seeds: proposes the argument that seeds it, from what it was started with, what
 * the script declares and what its run recorded, and seeds that none of the script's runs had.
 * @param seeds asked for where they are not given
 */
export async function repeatWithSeeds(
  app: App,
  queue: LaunchQueue,
  { script, args = [], run }: Repeated,
  seeds?: readonly number[],
): Promise<SequenceResult | undefined> {
  const document = await vscode.workspace.openTextDocument(script);
  const root = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
  const { argumentsOf } = await import("../../python/arguments/read"); // as in the form
  const { specs } = await argumentsOf(script.fsPath, document.getText(), root);
  const params: Readonly<Record<string, ParamValue>> = run?.params ?? {};
  const argument = await confirmed(seedArgument(args, specs, params));
  if (!argument) return undefined;
  const chosen = seeds ?? (await askSeeds(argument, usedSeeds(app.store.runs.values())));
  if (!chosen) return undefined;
  const lists = chosen.map((seed) => withSeed(args, argument, seed));
  const labels = chosen.map((seed) => `${argument.name} ${seed}`);
  return runSequence(app, queue, script, lists, { name: t("seeds"), labels });
}

/** An argument that nobody is known to take is not passed unasked: the script would refuse it. */
async function confirmed(argument: SeedArgument): Promise<SeedArgument | undefined> {
  if (argument.known) return argument;
  const name = await vscode.window.showInputBox({
    title: t("Repeat with Seeds"),
    prompt: t("The argument that seeds this script; it is not known to take one"),
    value: argument.name,
    validateInput: (text) => (/^-{0,2}[A-Za-z][\w.-]*$/.test(text.trim()) ? undefined : t("An option such as --seed")),
  });
  if (name === undefined) return undefined;
  const typed = name.trim();
  const style = typed.startsWith("-") ? ("option" as const) : ("assign" as const);
  return { ...argument, name: typed, spec: { ...argument.spec, flags: [typed], style } };
}

/** The first proposal stands in the prompt: an input box shows what `validateInput` says only once something was typed. */
async function askSeeds(argument: SeedArgument, used: ReadonlySet<number>): Promise<readonly number[] | undefined> {
  const queues = (seeds: readonly number[]) =>
    t("Queues {name} {seeds}", { name: argument.name, seeds: seeds.join(", ") });
  const explain = (text: string) => {
    const seeds = parseSeeds(text, used);
    if (!seeds) return t("A number up to {most}, or seeds: 1, 2, 10-14", { most: mostSeeds });
    return { message: queues(seeds), severity: vscode.InputBoxValidationSeverity.Info };
  };
  const value = "3";
  const proposed = parseSeeds(value, used) ?? [];
  const typed = await vscode.window.showInputBox({
    title: t("Repeat with Seeds"),
    prompt: t("{queues}. Type how many new seeds, or which", { queues: queues(proposed) }),
    value,
    validateInput: explain,
  });
  return typed === undefined ? undefined : parseSeeds(typed, used);
}
