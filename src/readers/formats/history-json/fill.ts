import { basename } from "node:path";
import type { RawRun, RawSource } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import type { JsonValue } from "../../parsing/documents/pythonJson";
import { RowLogs } from "../../parsing/lines/rowLogs";
import { isEpochName } from "../../parsing/tables/columns";
import { isLog } from "./evidence";
import { bareTraining, trainingsAmong, trainingsIn, type Training } from "./model";
import { isCounter, partIn, singular, type Track } from "./shapes";
import { t } from "../../../util/text";

/**
 * Writes the trainings of a document into an empty source: rows as those of JSON lines; else each list is a series, counted
 * along its own steps, the list of epochs or steps of its length, or from 0. @returns why there are none
 */
export function fillHistory(document: JsonValue, into: RawSource, path: string): string | undefined {
  const bare = bareTraining(document, basename(path, ".json"));
  const found = bare ? new Map([["", bare]]) : trainingsIn(document);
  // What the user names is read whatever its lists are called, as long as there are rows.
  const among = trainingsAmong(found);
  const trainings = among.size > 0 ? among : new Map([...found].filter(([, { rows }]) => rows.length > 0));
  if (trainings.size === 0) return t("It holds no history of a loss.");
  for (const [key, training] of trainings) {
    // Rows beside a history may be of anything: the worst classes, the files used.
    const isOfRows = training.rows.length > 0 && (training.tracks.size === 0 || isLog(training.rows));
    if (isOfRows) fillRows(training, key, into, { ordinals: false, runs: false }, path);
    if (training.tracks.size > 0 || !isOfRows) fillTracks(training.tracks, into.run(key), path);
    if (!isOfRows && training.rows.length > 0) training.others++;
  }
  const shared = found.get("")?.settings ?? [];
  for (const [key, run] of into.runs) {
    for (const tree of [...shared, ...(trainings.get(key)?.settings ?? [])]) flattenParams(tree, run.params);
  }
  for (const [key, { singles, others, tracks, rows }] of found) {
    const beside = trainings.has(key) ? others : others + tracks.size + rows.length;
    const { leftOut } = into.runs.get(key) ?? into;
    const reason = t("single numbers beside the history");
    leftOut.add({ path, unit: "record", cause: "no-step", reason }, singles);
    leftOut.add({ path, unit: "record", cause: "not-a-number" }, beside);
  }
  return undefined;
}

function fillTracks(tracks: ReadonlyMap<string, Track>, run: RawRun, path: string): void {
  const counters = [...tracks].filter(([name]) => isCounter(lastPart(name)));
  const metrics = [...tracks].filter(([name]) => !isCounter(lastPart(name)));
  const isEven = new Set(metrics.map(([, { values }]) => values.length)).size === 1;
  for (const [tag, { values, steps, kind, others = 0 }] of metrics) {
    const near = counters.filter(([, counter]) => counter.values.length === values.length);
    const fit = (name: string) =>
      (firstPart(name) === firstPart(tag) ? 2 : 0) + (partIn(lastPart(name)) === partIn(lastPart(tag)) ? 1 : 0);
    const beside = near.reduce((best, one) => (best && fit(best[0]) >= fit(one[0]) ? best : one), near[0]);
    const along = steps ?? beside?.[1].values;
    const counted = beside && isEpochs(lastPart(beside[0])) ? "epoch" : "step";
    const axis = kind ?? (beside ? counted : isEven ? "epoch" : "row");
    values.forEach((value, at) => {
      const step = along ? along[at] : at;
      if (value !== undefined && step !== undefined) run.seriesOf(tag, axis).points.push(step, value);
      else if (value !== undefined) run.leftOut.add({ path, unit: "record", cause: "no-step" });
    });
    run.leftOut.add({ path, unit: "record", cause: "not-a-number", reason: t("text among numbers") }, others);
  }
}

function fillRows(
  training: Training,
  key: string,
  into: RawSource,
  reading: { readonly ordinals: boolean; readonly runs: boolean },
  path: string,
): void {
  const runOf = (name: string) => into.run([key, name].filter((part) => part !== "").join(", "));
  const logs = new RowLogs(runOf, reading);
  for (const row of training.rows) logs.add(row);
  const without = logs.all.some(({ log }) => log.counterIsWithinEpoch || log.placedRows === 0);
  const again = logs.holdsSeveral
    ? { ordinals: false, runs: true }
    : without && !reading.ordinals && { ...reading, ordinals: true };
  if (again) {
    for (const { run } of logs.all) run.series.clear();
    if (logs.holdsSeveral && into.run(key).series.size === 0) into.runs.delete(key);
    fillRows(training, key, into, again, path);
    return;
  }
  for (const one of logs.all)
    for (const [name, value] of [...logs.settingsOf(one), ...logs.toldOf(one, one.run)])
      one.run.params.set(name, value);
  const { leftOut } = reading.runs ? into : into.run(key);
  const unplaced = reading.ordinals ? 0 : logs.all.reduce((sum, { log }) => sum + log.unplacedRows, 0);
  leftOut.set({ path, unit: "record", cause: "no-step" }, unplaced);
  logs.count(leftOut, path);
}

function isEpochs(counter: string): boolean {
  return isEpochName(singular(counter).replace(/^[a-z]+_/i, ""));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function firstPart(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}
