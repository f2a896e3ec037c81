import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { ScriptTarget } from "../../host/commandArguments";
import type { Launch } from "../../launches/launch";
import { PackageLists, packageChanges, packagesOf } from "../../launches/machine";
import { refuseMasked } from "../../launches/secrets";
import { capture } from "../../launches/snapshot/capture";
import { CodeKeeper } from "../../launches/snapshot/keeping";
import { changedSince, restore, type Restored } from "../../launches/snapshot/restore";
import { HumanError } from "../../util/errors";
import { plural, t } from "../../util/text";

/** A notice has room for so many packages or files. */
const mostNamed = 5;

/** What was not kept of the code: too large, or secret. */
function leftText(files: readonly string[]): string {
  const named = files.slice(0, mostNamed).join(", ");
  return files.length > mostNamed ? `${named}, … (${files.length})` : named;
}

/** The code that launches ran: looked at before they start, and brought back, compared or started again on demand. */
export class LaunchedCode {
  readonly keeper: CodeKeeper | undefined;
  readonly packages: PackageLists | undefined;

  /** @param storage the folder of the window's own files; without one nothing is kept */
  constructor(
    private readonly app: App,
    private readonly storage: string | undefined,
  ) {
    this.packages = storage === undefined ? undefined : new PackageLists(join(storage, "packages"));
    this.keeper = storage === undefined ? undefined : new CodeKeeper(app.launches, storage, () => this.outputs());
  }

  /** Opens the code that made a run, as it was, in a window of its own. */
  async restoreFor(target: ScriptTarget | undefined): Promise<void> {
    const { folder, pointers, snapshot } = await this.restored(await this.launchOf(target));
    const told = [
      t("What git ignores is not part of it."),
      ...(pointers.length === 0
        ? []
        : [
            plural(pointers.length, {
              one: "{count} large file stays a pointer.",
              other: "{count} large files stay pointers.",
            }),
          ]),
      ...(snapshot.left.length === 0 ? [] : [t("Not kept: {files}.", { files: leftText(snapshot.left) })]),
    ];
    void vscode.window.showInformationMessage([...told, t("Restored in {folder}.", { folder })].join(" "));
    await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceNewWindow: true });
  }

  /** Shows what changed in the code since a run was started. */
  async compareFor(target: ScriptTarget | undefined): Promise<void> {
    const launch = await this.launchOf(target);
    void this.tellPackages(launch).catch((error: unknown) => this.app.log.warn(String(error)));
    const restored = await this.restored(launch);
    const files = await changedSince(restored);
    const title = t("Since {script}", { script: basename(launch.script) });
    if (files.length === 0) {
      void vscode.window.showInformationMessage(t("The code is as it was when this run was started."));
      return;
    }
    const triples = files.map((file) => {
      const now = vscode.Uri.file(join(restored.snapshot.top, file));
      return [now, vscode.Uri.file(join(restored.folder, file)), now];
    });
    await vscode.commands.executeCommand("vscode.changes", title, triples);
  }

  /** Tells what was installed, updated or removed in the environment since, if anything. */
  private async tellPackages({ machine }: Launch): Promise<void> {
    const lists = this.packages;
    if (!lists || machine?.packages === undefined) return;
    const [before, now] = await Promise.all([lists.read(machine.packages), packagesOf(machine.python)]);
    const changes = before && now ? packageChanges(before, now) : [];
    if (!now || changes.length === 0) return;
    const named = changes.slice(0, mostNamed).join(", ");
    const message = plural(
      changes.length,
      { one: "{count} package changed: {named}", other: "{count} packages changed: {named}" },
      { named },
    );
    const show = t("Show All");
    const choice = await vscode.window.showInformationMessage(message, show);
    if (choice !== show) return;
    const [old, own] = [lists.pathOf(machine.packages), lists.pathOf(await lists.keep(now))].map((path) =>
      vscode.Uri.file(path),
    );
    await vscode.commands.executeCommand("vscode.diff", old, own, t("Packages since then"));
  }

  /** Starts what made a run again, with the same arguments and, unless the user chooses otherwise, only with the same code. */
  async again(
    target: ScriptTarget | undefined,
    train: (script: vscode.Uri, args: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const launch = await this.launchOf(target);
    refuseMasked(launch.args);
    const script = vscode.Uri.file(launch.script);
    const now =
      launch.code === undefined
        ? undefined
        : await capture(join(launch.script, ".."), undefined, { isOutput: this.outputs() });
    if (launch.code !== undefined && now?.digest === launch.code) return train(script, launch.args);
    const known = launch.code !== undefined;
    const placeHolder = known
      ? t("The code has changed since this run was started")
      : t("The code of this run was not kept, so it is not known whether it is the same");
    const asItIs = t("Run with the Code as It Is Now");
    const back = t("Restore This Code");
    const choice = await vscode.window.showQuickPick(known ? [back, asItIs] : [asItIs], { placeHolder });
    if (choice === back) await this.restoreFor(target);
    else if (choice === asItIs) await train(script, launch.args);
  }

  private async restored(launch: Launch): Promise<Restored> {
    if (!this.keeper || this.storage === undefined) {
      throw new HumanError(t("Open a folder first: code is kept with it."));
    }
    return restore(this.keeper.folderOf(launch), join(this.storage, "restored", launch.id));
  }

  /** Tells the files that lie in the folders of runs. */
  private outputs(): (path: string) => boolean {
    const folders = [...this.app.store.runs.values()].flatMap(({ sources }) =>
      sources.map((source) => dirname(source)),
    );
    const roots = new Set((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath));
    const own = new Set(folders.filter((folder) => !roots.has(folder)));
    return (path) => {
      for (let at = dirname(path); at !== dirname(at); at = dirname(at)) if (own.has(at)) return true;
      return false;
    };
  }

  /** The launch that is meant, once its code has been kept. */
  private async launchOf(target: ScriptTarget | undefined): Promise<Launch> {
    const { launches } = this.app;
    await launches.loaded;
    const own = launches.launches.filter(({ kind }) => kind === "train");
    const found =
      target === undefined
        ? own.at(-1)
        : "run" in target
          ? launches.launchOf(target.run)
          : own.findLast(({ script }) => script === target.path);
    if (!found) throw new HumanError(t("Lossline did not start this run, so its code is not known."));
    return this.keeper?.settled(found) ?? found;
  }
}
