import { stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { interpreterFor } from "../../host/interpreter";
import { modelsFolder } from "../../host/models";
import { kindOf } from "../../host/terminalShell";
import { namedData } from "../../data/declared";
import { commandLine } from "../../launches/quote";
import { checkpointsOf, ranked } from "../../models/checkpoints";
import type { SavedAt } from "../../models/checkpointNames";
import { bestTimeOf, promotionOf } from "../../models/order";
import { isModelName, promote } from "../../models/promote";
import { promotionIn } from "../../models/promotion";
import { formatAgo, formatBytes } from "../../runs/describe/numbers";
import { becauseText, verdictText } from "../../runs/judging/verdicts/words";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";

/** Asks for the file and the name, and copies: the next version of that name, with its card. */
export async function promoteRun(app: App, run: RunSummary): Promise<void> {
  const models = modelsFolder(run.root);
  const standing = app.verdicts.of(run);
  const verdict = standing && sentence(standing.metric, standing.verdict);
  if (standing?.verdict.verdict === "worse" && !(await confirmWorse(verdict!))) return;
  const judge = app.judging.now();
  const candidate = {
    run,
    headline: judge.headlineOf(run)?.series.name,
    chosen: (tag: string) => app.state.direction(tag),
    verdict,
  };
  const chosen = await chooseFile(app, run, bestTimeOf(candidate));
  const name = chosen && (await askName(app, run));
  if (!chosen || name === undefined) return;
  const written = app.state.wordsOn(run.id)?.note ?? "";
  const { folder, promotion } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t("Copying the model…") },
    () =>
      promote(models, {
        promotion: promotionOf(name, { ...candidate, checkpoint: chosen }, Date.now()),
        files: [chosen.path],
        data: namedData(run.root, Object.entries(run.params)),
        environment: [],
        notes: [run.notes, written].filter(Boolean).join("\n\n"),
      }),
  );
  await app.state.setPromoted(run.id, relative(run.root, folder).split(sep).join("/"));
  const { version } = promotion;
  await offerNext(t("Promoted as {name}, version {version}.", { name, version }), { root: run.root, folder, name });
}

function sentence(metric: string, verdict: Verdict): string {
  return t("{metric}: {verdict}. {because}", { metric, verdict: verdictText(verdict), because: becauseText(verdict) });
}

async function confirmWorse(verdict: string): Promise<boolean> {
  const anyway = { label: t("Promote It All the Same"), detail: verdict };
  const cancel = { label: t("Cancel") };
  return (
    (await vscode.window.showQuickPick([cancel, anyway], { title: t("It is worse than the baseline") })) === anyway
  );
}

interface Chosen {
  readonly path: string;
  readonly at: SavedAt;
}

/** The model's file or folder: what lies below the run, the likeliest first, or any other. */
async function chooseFile({ store }: App, run: RunSummary, best: SavedAt | undefined): Promise<Chosen | undefined> {
  const found = ranked(await checkpointsOf(run, store.runs.keys()), best);
  const other = { label: t("Another File…"), chosen: undefined };
  const items = found.map((chosen) => ({
    label: relative(run.root, chosen.path),
    description: `${formatBytes(chosen.bytes)} · ${formatAgo(chosen.modifiedAt, Date.now())}`,
    detail: chosen.because,
    chosen,
  }));
  const title = t("Promote {run}", { run: run.name });
  const placeHolder = found.length > 0 ? t("Select its model") : t("No model file was found below the run");
  const picked = await vscode.window.showQuickPick([...items, other], { title, placeHolder, matchOnDetail: true });
  if (!picked || picked.chosen) return picked?.chosen;
  const [file] = (await vscode.window.showOpenDialog({ title, defaultUri: vscode.Uri.file(run.root) })) ?? [];
  return file && { path: file.fsPath, at: {} };
}

/** The name of the model that was promoted last, or of the workspace folder. */
async function askName({ state }: App, run: RunSummary): Promise<string | undefined> {
  const known = state.promotedTo(run.id);
  const last = known === undefined ? undefined : promotionIn(join(run.root, known))?.name;
  const usual = run.root
    .split(sep)
    .at(-1)!
    .replace(/[^\w.-]+/g, "-");
  return vscode.window.showInputBox({
    title: t("Promote {run}", { run: run.name }),
    prompt: t("What the model is called. Each promotion of a name is its next version."),
    value: last ?? usual,
    validateInput: (text) =>
      isModelName(text) ? undefined : t("Letters, digits, “.”, “-” and “_” only, beginning with a letter or a digit."),
  });
}

/** A promoted version: the workspace folder, its own folder, and what it is called. */
interface Version {
  readonly root: string;
  readonly folder: string;
  readonly name: string;
}

async function offerNext(message: string, version: Version): Promise<void> {
  const card = t("Open Card");
  const publish = t("Publish…");
  const choice = await vscode.window.showInformationMessage(message, card, publish);
  if (choice === card) await vscode.window.showTextDocument(vscode.Uri.file(join(version.folder, "README.md")));
  if (choice === publish) await askWhere(version);
}

async function askWhere(version: Version): Promise<void> {
  const hub = { label: "Hugging Face", detail: t("Upload it to a repository") };
  const registry = { label: "MLflow", detail: t("Make it the next version of a registered model") };
  const placeHolder = t("A command is typed into a terminal; nothing is sent before you run it");
  const choice = await vscode.window.showQuickPick([hub, registry], { placeHolder });
  if (choice === hub) await typeUpload(version.folder);
  if (choice === registry) await typeRegistering(version);
}

/** MLflow has no command of its own for it. No quotes: not all shells pass them on. */
const registering =
  "import sys, mlflow; folder, name, at = sys.argv[1:]; mlflow.start_run(); mlflow.log_artifacts(folder, at); mlflow.register_model(mlflow.get_artifact_uri(at), name)";

/** Types what makes it the next version of a registered model, in the store that the user's own settings name: to be read first. */
async function typeRegistering({ root, folder, name }: Version): Promise<void> {
  const { path, runner = [], environment } = await interpreterFor(vscode.Uri.file(folder), [root]);
  const terminal = vscode.window.createTerminal({ name: "MLflow", cwd: root, env: { ...environment } });
  terminal.show();
  const words = [...runner, path, "-c", registering, relative(root, folder), name, "model"];
  terminal.sendText(commandLine(words, kindOf(terminal)), false);
}

/** Types the upload into a new terminal, to be read before it is sent: with the user's own tool and account. */
async function typeUpload(folder: string): Promise<void> {
  const repository = await vscode.window.showInputBox({
    title: t("Upload to Hugging Face"),
    prompt: t("The repository, as USER/NAME. The command is typed into a terminal; nothing is sent before you run it."),
    validateInput: (text) => (/^[\w.-]+\/[\w.-]+$/.test(text) ? undefined : t("A repository is named USER/NAME.")),
  });
  if (repository === undefined || !(await stat(folder).catch(() => undefined))) return;
  const terminal = vscode.window.createTerminal({ name: t("Upload"), cwd: folder });
  terminal.show();
  terminal.sendText(commandLine(["hf", "upload", repository, "."], kindOf(terminal)), false);
}
