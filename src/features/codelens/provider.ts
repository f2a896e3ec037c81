import * as vscode from "vscode";
import type { App } from "../../host/app";
import { setContext } from "../../host/contextKeys";
import { Commands, Contexts } from "../../host/contributions";
import { onDidChangeSettings, setting } from "../../host/settings";
import { Throttle } from "../../util/throttle";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { lastRunOf, lastRunText } from "../../launches/lastRun";
import { lastRunNamed } from "../../launches/lastRunNamed";
import type { Script } from "../../python/analyse";
import { otherFilesChanged, scriptOf } from "../../host/scripts";
import { t } from "../../util/text";
import { launchLenses } from "./launchLenses";
import { lastTests, runTests, testLenses } from "./testLenses";
import { PlanTexts } from "./planTexts";
import { testsOf } from "../../python/testsOf";

/** Runs change with every write: lenses follow at most this often, in ms. */
const pace = 1000;
/** Ages are told in minutes. */
const minute = 60_000;
/** While someone types, the script is looked at at most this often. */
const typing = { wait: 300, ease: 10 } as const;

const python: vscode.DocumentSelector = { language: "python", scheme: "file" };

/** Lenses above training scripts and tests, and the context key that tells menus of them. */
export function registerCodeLens(app: App): Disposable {
  const owned = new DisposableStore();
  const provider = owned.add(new Lenses(app));
  owned.add(vscode.languages.registerCodeLensProvider(python, provider));
  owned.add(followActiveEditor());
  app.context.subscriptions.push(owned);
  return owned;
}

type Startable = Exclude<Script, { readonly kind: "none" }>;

class Lenses implements vscode.CodeLensProvider, Disposable {
  private readonly owned = new DisposableStore();
  private readonly changes = this.owned.add(new vscode.EventEmitter<void>());
  private readonly plans: PlanTexts;
  private readonly soon = this.owned.add(new Throttle({ wait: pace }, () => this.changes.fire()));
  private aging: NodeJS.Timeout | undefined;
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(private readonly app: App) {
    const soon = () => this.soon.request();
    this.owned.add(app.store.onDidChange(soon));
    this.owned.add(app.state.onDidChange(soon));
    this.owned.add(app.verdicts.onDidChange(soon));
    this.owned.add(app.launches.onDidChange(soon));
    this.plans = new PlanTexts(app.profiles);
    this.owned.add(
      app.profiles.onDidChange(() => {
        this.plans.forget();
        this.changes.fire();
      }),
    );
    this.owned.add(this.followImports(soon));
    this.owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changes.fire()));
    this.owned.add(
      onDidChangeSettings(["lossline.codeLens.enabled", "lossline.codeLens.onTop", "lossline.compare.at"], () =>
        this.changes.fire(),
      ),
    );
    this.owned.add({ dispose: () => clearTimeout(this.aging) });
  }

  /** A script may train by what other files do: they are looked at again once one of them has changed. */
  private followImports(soon: () => void): Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.py");
    const changed = () => {
      otherFilesChanged();
      soon();
    };
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
    return watcher;
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!setting("lossline.codeLens.enabled", document.uri)) return [];
    const script = await scriptOf(document);
    if (script.kind === "none") return [];
    // Most scripts begin to train far below what is in sight when they are opened.
    const onTop = script.line > 0 && setting("lossline.codeLens.onTop", document.uri);
    const lines = onTop ? [0, script.line] : [script.line];
    const tests =
      script.kind === "tests" && vscode.workspace.isTrusted
        ? testLenses(document, script.tests, this.app.launches.launches)
        : [];
    const rows = await Promise.all(lines.map((line) => this.row(document, script, new vscode.Range(line, 0, line, 0))));
    return [...rows.flat(), ...tests];
  }

  private async row(document: vscode.TextDocument, script: Startable, at: vscode.Range): Promise<vscode.CodeLens[]> {
    const trusted = vscode.workspace.isTrusted;
    const { launches } = this.app.launches;
    if (script.kind === "tests")
      return trusted
        ? [runTests(at, document.uri, t("Run Tests in File")), ...lastTests(at, document.uri, launches)]
        : [];
    void this.app.store.start();
    const tests = trusted ? await testsOf(document.fileName, rootOf(document.uri)) : [];
    return [
      ...(trusted ? startLenses(at, document.uri, await this.plans.tooltip(document), script.kind) : []),
      ...(tests.length > 0
        ? [runTests(at, document.uri, t("Run Tests")), ...lastTests(at, document.uri, launches)]
        : []),
      ...launchLenses(at, document.uri, launches),
      ...this.lastRun(at, document),
    ];
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** An age is told: it is another in a minute. */
  private grow(): void {
    clearTimeout(this.aging);
    this.aging = setTimeout(() => this.changes.fire(), minute);
  }

  private lastRun(at: vscode.Range, document: vscode.TextDocument): vscode.CodeLens[] {
    const { store } = this.app;
    const made = lastRunOf(document.fileName, this.app.launches.launches, store.runs);
    const named = made ? undefined : lastRunNamed(document.getText(), document.fileName, store.runs.values());
    const run = made ?? named?.run;
    if (!run) return [];
    this.grow();
    const name = this.app.nameOf(run);
    const text = lastRunText(run, this.app.judging.now(), this.app.verdicts.of(run)?.verdict, Date.now());
    return [
      new vscode.CodeLens(at, {
        title: named ? t("in {folder}, {result}", { folder: named.folder, result: text }) : text,
        tooltip: t("Plot {name} with the baseline", { name }),
        command: Commands.plot,
        arguments: [[run.id]],
      }),
    ];
  }
}

function startLenses(
  at: vscode.Range,
  uri: vscode.Uri,
  plan: string,
  kind: "training" | "evaluation",
): vscode.CodeLens[] {
  return [
    new vscode.CodeLens(at, {
      title: `$(play) ${kind === "training" ? t("Train") : t("Evaluate")}`,
      tooltip: plan,
      command: Commands.train,
      arguments: [uri],
    }),
    new vscode.CodeLens(at, {
      title: `$(run-below) ${t("With Arguments…")}`,
      tooltip: t("Start in the terminal with arguments, those used last first"),
      command: Commands.trainWithArguments,
      arguments: [uri],
    }),
    new vscode.CodeLens(at, {
      title: "$(ellipsis)",
      tooltip: t("Debug, sweep, repeat with seeds, run again"),
      command: Commands.moreWays,
      arguments: [uri],
    }),
  ];
}

/** The workspace folder that holds the file, else the file's own folder. */
function rootOf(uri: vscode.Uri): string {
  return (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, "..")).fsPath;
}

/** Keeps the context key true while the active editor holds a training script. */
function followActiveEditor(): Disposable {
  const owned = new DisposableStore();
  const look = async () => {
    const document = vscode.window.activeTextEditor?.document;
    const isPython = document?.languageId === "python" && document.uri.scheme === "file";
    const trains = isPython && (await scriptOf(document)).kind === "training";
    if (document === vscode.window.activeTextEditor?.document) setContext(Contexts.isTrainingScript, trains);
  };
  const typed = owned.add(new Throttle(typing, look));
  owned.add(vscode.window.onDidChangeActiveTextEditor(() => void look()));
  owned.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== vscode.window.activeTextEditor?.document || document.languageId !== "python") return;
      typed.request();
    }),
  );
  void look();
  return owned;
}
