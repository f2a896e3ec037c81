import * as vscode from "vscode";
import type { App } from "../../host/app";
import { modelName } from "../../host/models";
import { evaluationPoints, evaluationsMarkdown } from "../../models/evaluationsPage";
import { chooseModel } from "./evaluateAgain";

const scheme = "lossline-evaluations";

/** Show Evaluations: those of a promoted model over time, as a page of Markdown that is made anew each time it is asked for. */
export class EvaluationPages implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;

  constructor(private readonly app: App) {
    app.context.subscriptions.push(this.changes, vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** @param id the run that was promoted; without it the user picks a model @throws {HumanError} as `chooseModel` */
  async show(id: string | undefined): Promise<void> {
    const found = await chooseModel(this.app, id);
    if (!found) return;
    const { model, metric, evaluations } = found;
    const name = modelName(model);
    const uri = vscode.Uri.from({ scheme, path: `${model.folder}/${name}.md` });
    this.texts.set(uri.toString(), evaluationsMarkdown(name, metric, evaluationPoints(metric, evaluations)));
    this.changes.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }
}
