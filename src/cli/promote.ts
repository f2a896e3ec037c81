import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { namedData } from "../data/declared";
import { changeSince, versionBefore } from "../models/before";
import { ranked, type RankedCheckpoint } from "../models/checkpoints";
import type { SavedAt } from "../models/checkpointNames";
import { environmentLines } from "../models/environment";
import { offeredModels, unseenText } from "../models/offered";
import { bestTimeOf, promotionOf } from "../models/order";
import { promote } from "../models/promote";
import { standingOf } from "../runs/points/known";
import { becauseText, verdictText } from "../runs/judging/verdicts/words";
import type { AssembledRun } from "../runs/assembly/summary";
import type { At } from "../shared/run";
import { FileUserState } from "../state/userState";
import { HumanError, messageOf } from "../util/errors";
import { t } from "../util/text";
import { only } from "./arguments";
import { difference, type MetricVerdict } from "./diff";
import { findRun, load, placeOf, type Loaded } from "./load";
import { baselineOf, ruleOf } from "./verdicts";

interface PromoteOptions {
  readonly dir?: string | undefined;
  readonly baseline?: readonly string[] | undefined;
  readonly at?: string | undefined;
  readonly name?: string | undefined;
  readonly file?: readonly string[] | undefined;
  readonly to?: string | undefined;
  readonly force?: boolean | undefined;
}

/**
 * `lossline promote`: copies a run's model to the next version of its name, unless it is worse than the baseline.
 * @returns what is printed, and whether it was promoted
 * @throws {HumanError} if the run has no model, or nothing can be written
 */
export async function promoteRun(
  words: readonly string[],
  options: PromoteOptions,
): Promise<{ ok: boolean; text: string }> {
  const loaded = await load(placeOf(options.dir, words));
  const run = findRun(loaded, only(words, t("{command} takes one run.", { command: "promote" })));
  const headline = verdictOn(loaded, run, options);
  const verdict =
    headline &&
    t("{metric}: {verdict}. {because}", {
      metric: headline.metric,
      verdict: verdictText(headline.verdict),
      because: becauseText(headline.verdict),
    });
  if (headline?.verdict.verdict === "worse" && !options.force)
    return {
      ok: false,
      text: `${t("Not promoted. {verdict}", { verdict: verdict! })}\n${t("Promote it all the same with --force.")}\n`,
    };
  const candidate = {
    run: run.summary,
    headline: loaded.headline(run.summary)?.metric,
    chosen: loaded.direction,
    valueAt: (metric: string, at: SavedAt) => pointAt(run, metric, at),
    verdict,
  };
  const checkpoint = options.file ? undefined : await bestCheckpoint(loaded, run, bestTimeOf(candidate));
  const files = options.file?.map((file) => resolve(file)) ?? [checkpoint!.path];
  const models = resolve(options.to ?? join(loaded.root, "models"));
  const { folder, promotion } = await promote(models, {
    promotion: promotionOf(options.name ?? basename(loaded.root), { ...candidate, checkpoint }, Date.now()),
    files,
    data: namedData(loaded.root, Object.entries(run.summary.params)),
    environment: environmentLines(run.summary),
    notes: run.summary.notes ?? "",
  });
  const unmarked = await mark(loaded.root, run.summary.id, folder);
  const before = await versionBefore(models, promotion);
  const named = files.map((file) => relative(loaded.root, file)).join(", ");
  const why = checkpoint ? ` (${checkpoint.because})` : "";
  return {
    ok: true,
    text: [
      verdict,
      t("Promoted {files} to {folder}.", { files: named + why, folder }),
      before && changeSince(promotion, before.promotion),
      unmarked,
      "",
    ]
      .filter((line) => line !== undefined)
      .join("\n"),
  };
}

/**
 * Sets the mark that the editor shows and that keeps a clean-up away, in the project's state file: the nearest at or above the folder.
 * @returns why it can't be set, if so: the model is promoted all the same
 */
async function mark(root: string, id: string, folder: string): Promise<string | undefined> {
  const project = projectOf(root);
  const state = new FileUserState([project]);
  try {
    await state.setPromoted(id, relative(project, folder).split(sep).join("/"));
    return undefined;
  } catch (error) {
    return t("The run could not be marked as promoted: {error}", { error: messageOf(error) });
  } finally {
    state.dispose();
  }
}

function projectOf(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".lossline", "state.json"))) return folder;
    if (folder === dirname(folder)) return root;
  }
}

/** The headline metric against the baseline; undefined where none is set or named. */
function verdictOn(loaded: Loaded, run: AssembledRun, { baseline, at }: PromoteOptions): MetricVerdict | undefined {
  if (!baseline && !loaded.reference) return undefined;
  const against = baselineOf(loaded, baseline);
  if ("runs" in against.baseline && against.baseline.runs.includes(run)) return undefined;
  return difference(loaded, [run], against, ruleOf(at)).metrics.find(({ headline }) => headline);
}

async function bestCheckpoint(
  { runs }: Loaded,
  run: AssembledRun,
  best: SavedAt | undefined,
): Promise<RankedCheckpoint> {
  const others = runs.map(({ summary }) => summary);
  const offered = await offeredModels(run.summary, others);
  const [first] = ranked(offered.models, best);
  const unseen = unseenText(offered);
  if (first) return unseen === "" ? first : { ...first, because: `${first.because}; ${unseen}` };
  const found = t("No model file was found for {run}. Name it with --file.", { run: run.summary.path });
  throw new HumanError(unseen === "" ? found : `${found} (${unseen})`);
}

function pointAt({ series }: AssembledRun, metric: string, { step, epoch }: SavedAt): At | undefined {
  const own = series.get(metric);
  if (!own) return undefined;
  const { steps, epochs, values, length } = standingOf(own.raw).points;
  const isByEpoch = own.summary.stepKind === "epoch";
  const [byStep, byEpoch] = [isByEpoch ? undefined : steps, isByEpoch ? steps : epochs];
  const at = (column: Float64Array | undefined, wanted: number | undefined) =>
    wanted === undefined ? -1 : (column?.subarray(0, length).lastIndexOf(wanted) ?? -1);
  const index = Math.max(at(byStep, step), step === undefined ? at(byEpoch, epoch) : -1);
  return index < 0 ? undefined : { value: values[index]!, step: steps[index]! };
}
