import { join } from "node:path";
import * as vscode from "vscode";
import { commandsOf } from "../../cleaning/named";
import { openPaths } from "../../cleaning/openFiles";
import {
  checkpointsToRemove,
  deletedByTools,
  runsToRemove,
  weigh,
  type PointsOf,
  type Removal,
  type Weighed,
} from "../../cleaning/plan";
import { promotedIn } from "../../cleaning/promoted";
import type { Said } from "../../cleaning/protection";
import type { Sparing } from "../../cleaning/ranking";
import { refuseBlindly, saidBy } from "../../cleaning/said";
import type { App } from "../../host/app";
import { allSearched, searchedFolders } from "../../host/roots";
import { setting } from "../../host/settings";
import { launchedRuns, notedLaunches } from "../../launches/runningNotes";
import { nanStep } from "../../runs/judging/judge";
import type { RunSummary } from "../../shared/run";
import { isWithin } from "../../util/paths";

/** What is to go: all but the best checkpoints, runs that went wrong, runs that are chosen, or what MLflow deleted and keeps. */
export type Way =
  { readonly kind: "checkpoints"; readonly keep: number } | { readonly kind: "bad" | "all" | "deleted" };

/** What may go by the disk and the marks as they are now. */
export interface Plan {
  readonly weighed: readonly Weighed[];
  readonly removals: readonly Removal[];
  /** Checkpoints that stay because too little is known of them. */
  readonly spared: ReadonlyMap<Sparing, number>;
}

/** The folders that are searched for runs, and so cleaned: absolute paths. */
export function cleanedFolders({ context }: App): readonly string[] {
  return allSearched(context.storageUri?.fsPath);
}

/** @throws {HumanError} where what people said of runs is not wholly known */
export async function planFor(app: App, way: Way): Promise<Plan> {
  await app.store.start();
  const roots = cleanedFolders(app);
  const said = await saidOf(app);
  const open = await openPaths(roots);
  const listed = [...app.store.runs.values()];
  const deleted = way.kind === "deleted" ? await deletedByTools(listed, searchedFolders()) : [];
  const weighed = await weigh([...listed, ...deleted], said, {
    now: Date.now(),
    quiet: setting("lossline.cleanUp.quietHours") * 3600_000,
    isOpen: (folder) => open.some((path) => isWithin(path, folder)),
    commands: commandsOf(app.launches.launches),
  });
  if (way.kind === "checkpoints")
    return { weighed, ...checkpointsToRemove(weighed, way.keep, await pointsIn(app, weighed)) };
  const isBad = (run: RunSummary) => run.status === "failed" || nanStep(run) !== undefined;
  const wanted = way.kind === "deleted" ? deleted : listed.filter((run) => way.kind === "all" || isBad(run));
  return { weighed, removals: runsToRemove(weighed, new Set(wanted.map(({ id }) => id))), spared: new Map() };
}

async function saidOf({ judging, state, launches, store }: App): Promise<Said> {
  await state.reload();
  const roots = searchedFolders();
  refuseBlindly(state, roots);
  const models = roots.map((root) => join(root, setting("lossline.promote.folder", vscode.Uri.file(root))));
  const own = launches.launches.filter(({ state: at }) => at === "running");
  const launched = launchedRuns([...own, ...(await notedLaunches())], store.runs.values());
  return saidBy(state, judging.runsOfBaselines(), await promotedIn(roots, models), launched);
}

/** So many points of a metric are asked for to rank checkpoints by. */
const mostPoints = 20_000;

/** The headline metric's points by step and by epoch, of the runs that have checkpoints to choose among. */
async function pointsIn({ store, judging }: App, weighed: readonly Weighed[]): Promise<PointsOf> {
  const judge = judging.now();
  const known = new Map<string, ReturnType<PointsOf>>();
  for (const { run, disk, protections } of weighed) {
    const headline = judge.headlineOf(run);
    if (!headline || headline.direction === "unknown" || protections.length > 0) continue;
    if ((disk?.checkpoints.length ?? 0) < 2) continue;
    const { name, stepKind, hasEpochs } = headline.series;
    const pointsBy = async (x: "step" | "epoch") => {
      const [curve] = await store.curves([{ run: run.id, name, x, smoothing: 0, maxPoints: mostPoints }]);
      return curve && new Map(Array.from(curve.xs, (at, index) => [at, curve.ys[index]!]));
    };
    known.set(run.id, {
      better: headline.direction,
      steps: stepKind === "step" ? await pointsBy("step") : undefined,
      epochs: stepKind === "epoch" || hasEpochs ? await pointsBy("epoch") : undefined,
    });
  }
  return ({ id }) => known.get(id);
}
