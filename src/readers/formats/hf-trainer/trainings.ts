import { basename, dirname } from "node:path";
import { own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";
import { fileStat } from "../../parsing/files/stat";
import { checkpointStep } from "./folders";
import { isTrainerState } from "./model";

/** Files that were written within so many milliseconds of each other may have been so by a copy, in any order. */
const atOnce = 2000;

/** An output folder with more stretches of checkpoints than this was copied in disorder, and not used so often. */
const mostStretches = 20;

interface StateFile {
  readonly path: string;
  readonly step: number;
  readonly modifiedAt: number;
  readonly size: number;
}

/** A training that a folder holds, by the state that tells most of it. */
export interface Training {
  readonly path: string;
  readonly state: JsonObject;
}

/** Tells apart the trainings whose checkpoints lie in one output folder, by the times of their states and what these hold. */
export class Trainings {
  private seen = "";
  private found: readonly Training[] = [];
  /** Paths of states that hold what is no more: the training went on from an earlier checkpoint. */
  superseded: readonly string[] = [];

  /**
   * @param ownPath the output folder's own state, and the step that it reached if it is there
   * @param checkpoints paths of the checkpoints' states
   * @returns the trainings, the newest last; none if their times do not speak of more than one
   */
  look(ownPath: string, ownStep: number | undefined, checkpoints: readonly string[]): readonly Training[] {
    const files = [
      ...(ownStep === undefined ? [] : [{ path: ownPath, step: ownStep }]),
      ...checkpoints.map((path) => ({ path, step: checkpointStep(basename(dirname(path))) ?? 0 })),
    ].flatMap((file): StateFile[] => {
      const stat = fileStat(file.path);
      return stat ? [{ ...file, modifiedAt: stat.mtimeMs, size: stat.size }] : [];
    });
    const seen = files.map(({ path, modifiedAt, size }) => `${path} ${modifiedAt} ${size}`).join("\n");
    if (seen === this.seen) return this.found;
    this.seen = seen;
    const stretches = stretchesOf(files);
    const superseded: string[] = [];
    this.found = stretches.length < 2 || stretches.length > mostStretches ? [] : trainingsIn(stretches, superseded);
    this.superseded = superseded;
    return this.found;
  }
}

/** Puts states into the order of their times; where the step falls, a stretch ends. @returns the last state of each */
function stretchesOf(files: readonly StateFile[]): StateFile[] {
  const inTime = [...files].sort((a, b) => a.modifiedAt - b.modifiedAt || a.step - b.step);
  return inTime.filter((file, at) => {
    const next = inTime[at + 1];
    return next === undefined || (next.step < file.step && next.modifiedAt - file.modifiedAt > atOnce);
  });
}

function trainingsIn(stretches: readonly StateFile[], superseded: string[]): readonly Training[] {
  const trainings: Training[] = [];
  for (const { path } of stretches) {
    const look = new WholeJsonFile(path).look();
    if (look.state !== "read" || !isTrainerState(look.value)) continue;
    const later: Training = { path, state: look.value };
    const at = trainings.findIndex((known) => relation(known.state, later.state) !== "another");
    const [known] = at < 0 ? [] : trainings.splice(at, 1);
    const isSame = known && relation(known.state, later.state) === "same";
    if (known && !isSame) superseded.push(known.path);
    const isLonger = isSame && lengthOf(known) > lengthOf(later);
    trainings.push(isLonger ? known : later);
  }
  return trainings;
}

/** Whether one history is the beginning of the other, or both begin alike as those do that go on from one checkpoint. */
function relation(one: JsonObject, other: JsonObject): "same" | "resumed" | "another" {
  const [a, b] = [historyOf(one), historyOf(other)];
  const last = Math.min(a.length, b.length) - 1;
  const isAlike = (at: number) => JSON.stringify(a[at]) === JSON.stringify(b[at]);
  if (last < 0 || isAlike(last)) return "same";
  return isAlike(0) ? "resumed" : "another";
}

function lengthOf({ state }: Training): number {
  return historyOf(state).length;
}

function historyOf(state: JsonObject): readonly JsonValue[] {
  return own(state, "log_history") as readonly JsonValue[];
}
