import { join, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { launchedFacts } from "../../host/launchedFacts";
import { modelsFolder } from "../../host/models";
import { namedData } from "../../data/declared";
import { changeSince, versionBefore } from "../../models/before";
import { ranked } from "../../models/checkpoints";
import type { SavedAt } from "../../models/checkpointNames";
import { environmentLines } from "../../models/environment";
import { offeredModels, unseenText } from "../../models/offered";
import { bestTimeOf, promotionOf, valuesAtPlace } from "../../models/order";
import { isModelName, promote } from "../../models/promote";
import { promotionIn, type Promotion } from "../../models/promotion";
import { formatAgo, formatBytes } from "../../runs/describe/numbers";
import { becauseText, verdictText } from "../../runs/judging/verdicts/words";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";
import { compareVersions, runOfVersion } from "./versions";
import { objectionsTo } from "./promoteGate";
import { publish, type Version } from "./publish";

/** Neighbors of the asked point come with it. */
const mostPoints = 1000;

/** Asks for the file and the name, and copies: the next version of that name, with its card. */
export async function promoteRun(app: App, run: RunSummary): Promise<void> {
  const models = modelsFolder(run.root);
  const standing = app.verdicts.of(run);
  const verdict = standing && sentence(standing.metric, standing.verdict);
  const isWorse = standing?.verdict.verdict === "worse";
  const objections = [...(isWorse ? [verdict!] : []), ...(await objectionsTo(app, run))];
  if (objections.length > 0 && !(await confirmed(isWorse, objections.join(" ")))) return;
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
    async () => {
      const valueAt = await valuesAt(app, run, chosen.at);
      return promote(models, {
        promotion: promotionOf(name, { ...candidate, checkpoint: chosen, valueAt }, Date.now()),
        files: [chosen.path],
        data: namedData(run.root, Object.entries(run.params)),
        environment: environmentLines(run, await launchedFacts(app, [run.id])),
        notes: [run.notes, written].filter(Boolean).join("\n\n"),
      });
    },
  );
  await app.state.setPromoted(run.id, relative(run.root, folder).split(sep).join("/"));
  await offerNext(app, { root: run.root, folder, name }, models, promotion);
}

/** What a checkpoint's own step or epoch had logged of each metric: the points at exactly that place. */
async function valuesAt({ store }: App, run: RunSummary, { step, epoch }: SavedAt) {
  const x = step === undefined ? "epoch" : "step";
  const at = step ?? epoch;
  if (at === undefined) return () => undefined;
  const able = run.series.filter(({ stepKind, hasEpochs }) => stepKind === x || (x === "epoch" && hasEpochs));
  const queries = able.map(({ name }) => {
    return { run: run.id, name, x, smoothing: 0, range: [at, at] as const, maxPoints: mostPoints } as const;
  });
  const found = valuesAtPlace(await store.curves(queries), able, x, at);
  return (metric: string) => found.get(metric);
}

function sentence(metric: string, verdict: Verdict): string {
  return t("{metric}: {verdict}. {because}", { metric, verdict: verdictText(verdict), because: becauseText(verdict) });
}

async function confirmed(isWorse: boolean, objections: string): Promise<boolean> {
  const anyway = { label: t("Promote It All the Same"), detail: objections };
  const cancel = { label: t("Cancel") };
  const title = isWorse ? t("It is worse than the baseline") : t("Its tests speak against it");
  return (await vscode.window.showQuickPick([cancel, anyway], { title })) === anyway;
}

interface Chosen {
  readonly path: string;
  readonly at: SavedAt;
}

/** The model's file or folder: what the run may have saved it in, the likeliest first, or any other. */
async function chooseFile(app: App, run: RunSummary, best: SavedAt | undefined): Promise<Chosen | undefined> {
  const { store, launches } = app;
  const offered = await offeredModels(run, store.runs.values(), launches.launchOf(run.id)?.args);
  const found = ranked(offered.models, best);
  const other = { label: t("Another File…"), chosen: undefined };
  const items = found.map((chosen) => ({
    label: relative(run.root, chosen.path),
    description: `${formatBytes(chosen.bytes)} · ${formatAgo(chosen.modifiedAt, Date.now())}`,
    detail: chosen.because,
    chosen,
  }));
  const title = t("Promote {run}", { run: run.name });
  const asked = found.length > 0 ? t("Select its model") : t("No model file of the run was found");
  const placeHolder = offered.unseen === 0 ? asked : `${asked} (${unseenText(offered)})`;
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

async function offerNext(app: App, version: Version, models: string, promotion: Promotion): Promise<void> {
  const before = await versionBefore(models, promotion);
  const done = t("Promoted as {name}, version {version}.", { name: promotion.name, version: promotion.version });
  const change = before && changeSince(promotion, before.promotion);
  const [card, publishing, comparing] = [t("Open Card"), t("Publish…"), t("Compare")];
  const earlier = before && runOfVersion(app, version.root, before.promotion);
  const choice = await vscode.window.showInformationMessage(
    change === undefined ? done : `${done} ${change}`,
    ...[card, publishing, ...(earlier ? [comparing] : [])],
  );
  if (choice === card) await vscode.window.showTextDocument(vscode.Uri.file(join(version.folder, "README.md")));
  if (choice === publishing) await publish(version);
  if (choice === comparing && earlier) await compareVersions(app, version.root, promotion, before.promotion);
}
