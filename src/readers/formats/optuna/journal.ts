import type { ReadOutcome, SourceReader } from "../../format";
import { JsonLog } from "../../parsing/lines/jsonLog";
import { listAt, numberAt, objectAt, textAt } from "../../parsing/documents/tree";
import type { RawRun, RawSource } from "../../raw";
import { numberIn } from "../../parsing/tables/numbers";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import * as model from "./model";

/** A trial and the study that it is of. */
interface Trial {
  readonly run: RawRun;
  readonly study: model.Study;
  /** Counts from 0 within its study. */
  readonly number: number;
  state: model.TrialState;
}

/** Operations, by their codes. Source: optuna.storages.journal, JournalOperation. */
const operation = {
  createStudy: 0,
  deleteStudy: 1,
  setStudySystemAttribute: 3,
  createTrial: 4,
  setTrialParam: 5,
  setTrialStateValues: 6,
  setTrialIntermediateValue: 7,
  setTrialUserAttribute: 8,
} as const;

/** Whether a file begins as a journal does: with the creation of a study. */
export function isJournal(head: Buffer | undefined): boolean {
  return /^\{\s*"op_code": ?0,/.test(head?.toString("latin1", 0, 40) ?? "");
}

/**
 * Replays the journal of a study: a log of operations, one a line, each a change of what was there before. Studies and
 * trials are numbered in the order of their creation. Source: optuna.storages.journal, JournalStorageReplayResult.
 */
export class JournalReader implements SourceReader {
  private readonly log: JsonLog;
  /** By id; undefined once deleted. */
  private studies: (model.Study | undefined)[] = [];
  private trials: Trial[] = [];
  /** Lines that are JSON, and no operations. */
  private others = 0;
  private readonly counts = new Map<model.Study, number>();

  constructor(private readonly path: string) {
    this.log = new JsonLog(path);
  }

  get files(): readonly string[] {
    return [this.path];
  }

  get warnings(): readonly string[] {
    return [];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const restart = () => {
      into.clear();
      this.studies = [];
      this.trials = [];
      this.others = 0;
    };
    const outcome = this.log.read(budget, restart, (line) => {
      if (isJsonObject(line)) this.apply(line, into);
      else this.others++;
    });
    into.leftOut.set({ path: this.path, unit: "line", cause: "not-json" }, this.log.badLines + this.others);
    return outcome;
  }

  private apply(line: JsonObject, into: RawSource): void {
    const study = this.studies[numberAt(line, "study_id") ?? -1];
    const trial = this.trials[numberAt(line, "trial_id") ?? -1];
    switch (numberAt(line, "op_code")) {
      case operation.createStudy:
        this.createStudy(line);
        break;
      case operation.deleteStudy:
        if (study) this.deleteStudy(study, into);
        break;
      case operation.setStudySystemAttribute:
        if (study) study.metricNames = metricNamesAt(line) ?? study.metricNames;
        break;
      case operation.createTrial:
        if (study) this.createTrial(study, line, into);
        break;
      default:
        // A finished trial takes no changes.
        if (trial && (trial.state === "RUNNING" || trial.state === "WAITING")) change(trial, line, into);
    }
  }

  private createStudy(line: JsonObject): void {
    const name = textAt(line, "study_name") ?? "";
    if (this.studies.some((known) => known?.name === name)) return;
    const directions = listAt(line, "directions").map(model.directionIn);
    this.studies.push({ name, path: this.path, directions, metricNames: [] });
  }

  private deleteStudy(study: model.Study, into: RawSource): void {
    this.studies[this.studies.indexOf(study)] = undefined;
    for (const { run } of this.trials.filter((trial) => trial.study === study)) into.runs.delete(run.nativeId);
  }

  private createTrial(study: model.Study, line: JsonObject, into: RawSource): void {
    const number = this.counts.get(study) ?? 0;
    this.counts.set(study, number + 1);
    const run = into.run(`${study.name}/${number}`);
    const state = model.trialStates[numberAt(line, "state") ?? 0] ?? "RUNNING";
    const trial: Trial = { run, study, number, state: "WAITING" };
    this.trials.push(trial);
    model.nameTrial(run, study, number);
    const distributions = objectAt(line, "distributions");
    for (const [name, internal] of Object.entries(objectAt(line, "params"))) {
      setParam(run, name, internal, own(distributions, name));
    }
    for (const [key, value] of Object.entries(objectAt(line, "user_attrs"))) model.setAttribute(run, key, value);
    for (const [step, value] of Object.entries(objectAt(line, "intermediate_values"))) {
      report(run, study, Number(step), value);
    }
    setStateAndTimes(trial, state, line, into);
    const value = numberIn(own(line, "value"));
    model.setValues(run, study, value === undefined ? model.numbersIn(own(line, "values")) : [value]);
  }
}

function change(trial: Trial, line: JsonObject, into: RawSource): void {
  const { run, study } = trial;
  const name = textAt(line, "param_name");
  const step = numberAt(line, "step");
  switch (numberAt(line, "op_code")) {
    case operation.setTrialParam:
      if (name !== undefined) setParam(run, name, own(line, "param_value_internal"), own(line, "distribution"));
      break;
    case operation.setTrialStateValues:
      setStateAndTimes(trial, model.trialStates[numberAt(line, "state") ?? -1] ?? trial.state, line, into);
      model.setValues(run, study, model.numbersIn(own(line, "values")));
      break;
    case operation.setTrialIntermediateValue:
      report(run, study, step, own(line, "intermediate_value"));
      break;
    case operation.setTrialUserAttribute:
      for (const [key, value] of Object.entries(objectAt(line, "user_attr"))) model.setAttribute(run, key, value);
  }
}

/** A value that was reported: NaN is null in a journal. */
function report(run: RawRun, study: model.Study, step: number | undefined, value: JsonValue | undefined): void {
  const number = value === null || value === undefined ? NaN : numberIn(value);
  if (step !== undefined && Number.isFinite(step) && number !== undefined) model.report(run, study, step, number);
  else run.leftOut.add({ path: study.path, unit: "record", cause: number === undefined ? "not-a-number" : "no-step" });
}

/** A trial that waits to be run (enqueue_trial) is no run yet. */
function setStateAndTimes(trial: Trial, state: model.TrialState, line: JsonObject, into: RawSource): void {
  const { run } = trial;
  trial.state = state;
  model.setState(run, state);
  const startedAt = model.timeOf(own(line, "datetime_start"));
  const endedAt = model.timeOf(own(line, "datetime_complete"));
  if (startedAt !== undefined) run.facts.startedAt = startedAt;
  if (endedAt !== undefined) run.facts.endedAt = endedAt;
  if (state === "WAITING") into.runs.delete(run.nativeId);
  else into.runs.set(run.nativeId, run);
}

function setParam(
  run: RawRun,
  name: string,
  internal: JsonValue | undefined,
  distribution: JsonValue | undefined,
): void {
  if (typeof internal === "number")
    run.params.set(name, model.paramValue(internal, model.distributionIn(distribution)));
}

function metricNamesAt(line: JsonObject): string[] | undefined {
  const names = own(objectAt(line, "system_attr"), model.metricNamesKey);
  return names === undefined ? undefined : model.metricNamesIn(names);
}
