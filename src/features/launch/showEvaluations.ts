import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { Followed } from "../../host/models";
import { markdownCell } from "../../runs/describe/sheets";
import { HumanError } from "../../util/errors";
import { Throttle } from "../../util/throttle";

const later = () => import("./later");

/** The manifest names it, too: a page that is restored with the window activates us. */
const scheme = "lossline-evaluations";
/** In milliseconds: a page that is shown follows its evaluations. */
const pace = { wait: 200, rest: 1000, ease: 10 } as const;

/** Show Evaluations: those of a promoted model over time, as a page of Markdown that is made anew each time it is asked for. */
export class EvaluationPages implements vscode.TextDocumentContentProvider {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;

  constructor(private readonly app: App) {
    const updates = new Throttle(pace, () => this.update());
    app.context.subscriptions.push(
      this.changes,
      updates,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      app.store.onDidChange(() => this.shown.length > 0 && updates.request()),
      vscode.window.onDidChangeActiveColorTheme(() => this.update()), // the chart has the theme's kind of colors
    );
  }

  /** The address says which model: a window that was reloaded knows nothing else of the page. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const folder = dirname(uri.with({ scheme: "file" }).fsPath);
    const { followedAt } = await later();
    return followedAt(this.app, folder).then(textOf, (error: unknown) => {
      if (error instanceof HumanError) return markdownCell(error.message);
      throw error;
    });
  }

  /** @param id the run that was promoted; without it the user picks a model @throws {HumanError} as `chooseModel` */
  async show(id: string | undefined): Promise<void> {
    const { chooseModel, modelName } = await later();
    const found = await chooseModel(this.app, id);
    if (!found) return;
    const uri = vscode.Uri.file(join(found.model.folder, `${modelName(found.model)}.md`)).with({ scheme });
    this.changes.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  private get shown(): readonly vscode.Uri[] {
    return vscode.workspace.textDocuments.map(({ uri }) => uri).filter((uri) => uri.scheme === scheme);
  }

  private update(): void {
    for (const uri of this.shown) this.changes.fire(uri);
  }
}

async function textOf({ model, metric, evaluations }: Followed): Promise<string> {
  const { Dark, HighContrast } = vscode.ColorThemeKind;
  const isDark = [Dark, HighContrast].includes(vscode.window.activeColorTheme.kind);
  const { evaluationPoints, evaluationsMarkdown, modelName } = await later();
  return evaluationsMarkdown(modelName(model), metric, evaluationPoints(metric, evaluations), isDark);
}
