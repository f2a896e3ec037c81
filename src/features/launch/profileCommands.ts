import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { DebugConfiguration } from "../../launches/debugging";
import { debugConfiguration } from "../../launches/debugging";
import { profilesFile, type Profile } from "../../launches/profiles";
import { launcherProblem, targetTemplates } from "../../launches/targets";
import { joinWords, splitWords } from "../../launches/words";
import { toolVariables } from "../../python/environment/interpreters";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";

/** Has the user choose the profile that a script is started with. */
export async function selectProfile({ profiles }: App, script: vscode.Uri): Promise<void> {
  const { own, problems } = await profiles.of(script);
  const items: (vscode.QuickPickItem & { readonly name?: string; readonly edit?: true; readonly target?: true })[] = [
    { label: `$(circle-slash) ${t("No Profile")}`, description: t("as the script starts by itself") },
    ...own.map((profile) => ({
      label: `$(gear) ${profile.name}`,
      description: joinWords([...(profile.launcher ?? []), ...profile.args]),
      name: profile.name,
    })),
    ...problems.map((problem) => ({
      label: `$(warning) ${problem}`,
      description: t("Open {file}", { file: profilesFile }),
      edit: true as const,
    })),
  ];
  items.push({ label: `$(add) ${t("Start With…")}`, description: t("torchrun, Ray, Slurm, Docker…"), target: true });
  const picked = await vscode.window.showQuickPick(items, {
    title: basename(script.fsPath),
    placeHolder: own.length === 0 ? t("No profile is saved for this script yet") : t("Profile to start with"),
  });
  if (picked?.target) await startWith({ profiles }, script);
  else if (picked?.edit) await openProfiles(script);
  else if (picked) await profiles.choose(script, picked.name);
}

/** Makes a profile by which another program starts the script, from a template that the user completes. */
async function startWith({ profiles }: Pick<App, "profiles">, script: vscode.Uri): Promise<void> {
  const templates = targetTemplates().map(({ words, detail }) => ({ label: joinWords(words), detail, words }));
  const picked = await vscode.window.showQuickPick(templates, { title: t("Start With"), matchOnDetail: true });
  if (!picked) return;
  const typed = await vscode.window.showInputBox({
    title: t("Start With"),
    prompt: t("What comes before the script in the command"),
    value: picked.label,
    validateInput: (text) => {
      const split = splitWords(text);
      return split.ok
        ? (launcherProblem(split.words) ?? (split.words.length === 0 ? t("A command") : undefined))
        : split.problem;
    },
  });
  const split = typed === undefined ? undefined : splitWords(typed);
  if (!split?.ok || split.words.length === 0) return;
  const before = await profiles.chosen(script).catch(() => undefined);
  const own = vscode.workspace.asRelativePath(script, false);
  const base: Profile = before ?? { name: "", script: own, args: [], env: {} };
  const name = split.words
    .slice(0, 3)
    .filter((word) => /^[a-z]/.test(word))
    .join(" ");
  await profiles.save(script, { ...base, name, launcher: split.words });
}

async function openProfiles(script: vscode.Uri): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath ?? dirname(script.fsPath);
  await vscode.window.showTextDocument(vscode.Uri.file(join(folder, profilesFile)));
}

/** Saves how a script was started last, under a name, and starts it so from now on. */
export async function saveProfile(app: App, script: vscode.Uri, args: readonly string[]): Promise<void> {
  const root = vscode.workspace.getWorkspaceFolder(script);
  if (!root) throw new HumanError(t("Open a folder first: profiles are saved in it."));
  const before = await app.profiles.chosen(script).catch(() => undefined);
  const name = await vscode.window.showInputBox({
    title: t("Save as Profile"),
    prompt: t("Name of the profile that starts with: {arguments}", { arguments: joinWords(args) }),
    value: before?.name ?? "",
    validateInput: (text) => (text.trim() === "" ? t("A name, such as “debug” or “full”") : undefined),
  });
  if (name === undefined) return;
  const own = vscode.workspace.asRelativePath(script, false);
  const base: Profile = before ?? { name, script: own, args, env: {} };
  await app.profiles.save(script, { ...base, name: name.trim(), script: own, args });
}

/** Has what a script prints kept in a file from now on, by its profile; or no longer. */
export async function logOutput(app: App, script: vscode.Uri): Promise<void> {
  if (!vscode.workspace.getWorkspaceFolder(script))
    throw new HumanError(t("Open a folder first: profiles are saved in it."));
  const before = await app.profiles.chosen(script);
  const own = vscode.workspace.asRelativePath(script, false);
  const { log, ...base } = before ?? { name: "logged", script: own, args: [], env: {} };
  await app.profiles.save(script, log === undefined ? { ...base, log: true } : base);
  const values = { script: basename(script.fsPath), profile: base.name };
  void vscode.window.showInformationMessage(
    log === undefined
      ? t("What {script} prints is kept in a file from now on (profile {profile}).", values)
      : t("What {script} prints is no longer kept in a file (profile {profile}).", values),
  );
}

/** Adds how a script would be started to `.vscode/launch.json`, where the editor itself debugs it. */
export async function addToLaunchJson(app: App, script: vscode.Uri, args: readonly string[]): Promise<void> {
  const profile = await app.profiles.chosen(script);
  const plan = await app.profiles.plan(script, args);
  const { interpreter } = plan;
  const name = [basename(script.fsPath), profile?.name ?? ""].filter((part) => part !== "").join(": ");
  // Variables by reference: the file is often committed.
  const made = debugConfiguration(
    {
      ...plan,
      environment: profile?.env ?? {},
      interpreter: { ...interpreter, environment: toolVariables(interpreter) },
    },
    name,
    {},
  );
  if (!made)
    throw new HumanError(t("{program} can’t be debugged from here.", { program: plan.launcher?.words[0] ?? "" }));
  const file = vscode.workspace.getConfiguration("launch", script);
  const others = file.get<readonly Partial<DebugConfiguration>[]>("configurations", []);
  await file.update(
    "configurations",
    [...others.filter((each) => each.name !== name), made],
    vscode.ConfigurationTarget.WorkspaceFolder,
  );
  void vscode.window.showInformationMessage(t("{name} is in launch.json now.", { name }));
}
