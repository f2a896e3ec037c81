import { dirname, relative } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import type { SideFiles } from "../../parsing/params/sideFiles";
import { fileStat } from "../../parsing/files/stat";
import { RawRun, type RawSource } from "../../raw";
import { own, type JsonObject } from "../../parsing/documents/pythonJson";
import { numberAt } from "../../parsing/documents/tree";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";
import { statesOf } from "./folders";
import { fillRun, isTrainerState, paramsOf } from "./model";
import { fillModelParams, sidesOf } from "./modelFiles";
import { addResults, Results } from "./results";
import { Trainings, type Training } from "./trainings";
import { t } from "../../../util/text";

/** States in checkpoints that are watched. */
const mostWatched = 50;

/** One state file: what it last said. */
interface Known {
  readonly file: WholeJsonFile;
  /** The global_step of the last good parse. */
  step: number | undefined;
  /** Why it cannot be read, once it is sure that it will not be finished. */
  problem: string | undefined;
}

/**
 * Reads the run in an output folder from whichever state in it reached the highest step: a state holds the whole history,
 * so the others are its prefixes. A half-written state leaves the last good one in place.
 */
export class TrainerReader implements SourceReader {
  private readonly trainings = new Trainings();
  private readonly known = new Map<string, Known>();
  private watched: readonly string[] = [];
  /** The folder's own state: watched also while it is half-written, when nothing else tells that it goes on. */
  private ownPath: string | undefined;
  /** Paths of all states in checkpoints, the latest first: the times of each tell what trainings there were. */
  private checkpoints: readonly string[] = [];
  private shown: { readonly path: string; readonly step: number } | undefined;
  private stateParams: ReturnType<typeof paramsOf> = new Map();
  private sides: readonly SideFiles[] = [];
  private readonly results: Results;

  /** @param folder absolute path of the output folder, or of one checkpoint folder */
  constructor(private readonly folder: string) {
    this.results = new Results(folder);
  }

  get files(): readonly string[] {
    return [...this.watched, ...this.results.files, ...new Set(this.sides.flatMap((side) => side.files))];
  }

  get sideFiles(): readonly string[] {
    return this.sides.flatMap((side) => side.files);
  }

  get alsoWatched(): readonly string[] {
    return [
      ...(this.ownPath === undefined ? [] : [this.ownPath]),
      ...this.checkpoints.slice(0, mostWatched),
      ...this.results.awaited,
      ...this.sides.flatMap((side) => side.awaited(this.ownPath ?? "")),
    ];
  }

  get warnings(): readonly string[] {
    const ofResults = [...this.results.broken].map(([path, reason]) => this.withFile(reason, path));
    return [...this.sides.flatMap((side) => side.warnings), ...ofResults];
  }

  read(into: RawSource): ReadOutcome {
    const { own: ownPath, checkpoints: all } = statesOf(this.folder);
    this.ownPath = ownPath;
    this.checkpoints = all;
    const states = new Map<string, JsonObject>();
    const ownStep = this.look(ownPath, states);
    const trainings = this.trainings.look(ownPath, ownStep, all);
    // Where the folder was used for several trainings, the newest one's states are of interest.
    const newest = trainings.at(-1)?.path;
    const checkpoints = newest === undefined ? all : [newest].filter((path) => path !== ownPath);
    if (newest !== undefined && newest !== ownPath) this.known.delete(ownPath);
    // Older checkpoints are of interest only while the later ones cannot be read.
    const last = checkpoints.findIndex((path) => this.look(path, states) !== undefined);
    const looked = checkpoints.slice(0, last < 0 ? checkpoints.length : last + 1);
    for (const path of this.known.keys()) if (path !== ownPath && !looked.includes(path)) this.known.delete(path);

    const hasResults = this.results.look();
    const best = this.best();
    if (best !== undefined) this.show(best, states, into, hasResults);
    // The latest checkpoint's state is watched before it is there: the folder is made first.
    this.watched = [
      ...new Set([this.shown?.path, this.known.get(ownPath)?.step === undefined ? undefined : ownPath, checkpoints[0]]),
    ].filter((path) => path !== undefined);
    if (this.shown && this.refreshParams()) this.fillParams(into.run());
    tellEarlier(into.run(), trainings.slice(0, -1));
    for (const path of this.trainings.superseded)
      into.run().leftOut.set({ path, unit: "file", cause: "superseded" }, 1);
    return this.outcome();
  }

  /** Looks at one state file. @returns its step, as last parsed */
  private look(path: string, states: Map<string, JsonObject>): number | undefined {
    let known = this.known.get(path);
    if (!known) this.known.set(path, (known = { file: new WholeJsonFile(path), step: undefined, problem: undefined }));
    const look = known.file.look();
    if (look.state === "gone") this.known.delete(path);
    if (look.state === "unreadable") known.problem = look.isFinal ? look.reason : undefined;
    if (look.state !== "read") return look.state === "gone" ? undefined : known.step;
    known.problem = isTrainerState(look.value) ? undefined : t("It is not a state file of the Trainer.");
    if (!isTrainerState(look.value)) return known.step;
    states.set(path, look.value);
    return (known.step = own(look.value, "global_step") as number);
  }

  /** The state with the highest step; of equals the output folder's own, which has the final summary. */
  private best(): { path: string; step: number } | undefined {
    let best: { path: string; step: number } | undefined;
    for (const [path, { step }] of this.known) {
      if (step !== undefined && (!best || step > best.step || (step === best.step && dirname(path) === this.folder))) {
        best = { path, step };
      }
    }
    return best;
  }

  /** Fills the run from the best state, if that is another than before. Old checkpoints are deleted: that takes nothing back. */
  private show(
    best: { path: string; step: number },
    states: Map<string, JsonObject>,
    into: RawSource,
    isAnew: boolean,
  ): void {
    const isGone = this.shown !== undefined && !fileStat(this.shown.path);
    if (isGone && best.step < this.shown!.step) return;
    if (best.path === this.shown?.path && !states.has(best.path) && !isAnew) return;
    const state = states.get(best.path) ?? this.readAgain(best.path);
    if (!state) return;
    if (dirname(best.path) !== (this.shown && dirname(this.shown.path)))
      this.sides = sidesOf(this.folder, dirname(best.path));
    this.shown = best;
    this.stateParams = paramsOf(state);
    into.clear();
    fillRun(state, into.run(), best.path);
    addResults(into.run(), this.results.values, best.step, numberAt(state, "epoch") ?? NaN);
    this.results.countOthers(into.run());
    for (const side of this.sides) side.refresh();
    this.fillParams(into.run());
  }

  private readAgain(path: string): JsonObject | undefined {
    const look = new WholeJsonFile(path).look();
    return look.state === "read" && isTrainerState(look.value) ? look.value : undefined;
  }

  /** A problem, and the file of the folder that has it. */
  private withFile(problem: string, path: string): string {
    return t("{problem} The file is {path}.", { path: relative(this.folder, path), problem });
  }

  private refreshParams(): boolean {
    return this.sides.map((side) => side.refresh()).includes(true);
  }

  private fillParams(run: RawRun): void {
    fillModelParams(run, this.sides);
    for (const [name, value] of this.stateParams) run.params.set(name, value);
  }

  private outcome(): ReadOutcome {
    if (this.shown && this.known.get(this.shown.path)?.problem === undefined) return { state: "idle" };
    for (const [path, { problem }] of this.known) {
      if (problem !== undefined) return { state: "broken", reason: this.withFile(problem, path) };
    }
    return { state: "idle" };
  }
}

/** Makes runs of the trainings that the folder held before. */
function tellEarlier(run: RawRun, trainings: readonly Training[]): void {
  if (run.earlier.length === trainings.length) return;
  run.earlier.splice(0);
  for (const { path, state } of trainings) {
    const earlier = new RawRun(run.nativeId);
    fillRun(state, earlier, path);
    for (const [name, value] of paramsOf(state)) earlier.params.set(name, value);
    run.earlier.push(earlier);
  }
}
