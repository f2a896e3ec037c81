import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { indexOf } from "../reading";
import type { Numbers, Truth, TruthRun, TruthSeries } from "./schema";

const plainFacts = ["name", "folder", "group", "status", "git", "command", "notes", "tags"] as const;

/**
 * Holds the runs below a folder, as the views show them, against what the tool says: the same runs, and in each the same
 * series with every point, parameter and fact.
 * @param format what reads every run, unless the truth says so itself
 */
export function assertTruth(folder: string, truth: Truth, format: string): void {
  const index = indexOf(folder);
  const root = resolve(folder);
  const idOf = (path: string) => (path === "." ? root : `${root}/${path}`);
  assert.deepEqual([...index.runs.keys()].sort(), truth.runs.map(({ path }) => idOf(path)).sort(), "the same runs");
  for (const told of truth.runs) {
    const run = index.runs.get(idOf(told.path))!;
    assertFacts(run, told, format);
    if (told.parent !== undefined) assert.equal(run.summary.parent, idOf(told.parent), `parent of ${told.path}`);
    const names = told.series.map(({ tag }) => tag);
    assert.deepEqual([...run.series.keys()].sort(), names.sort(), `series of ${told.path}`);
    for (const series of told.series) assertSeries(run, series, `${series.tag} of ${told.path}`);
  }
  const problems = index.problems.map(({ message }) => message);
  assert.equal(problems.length > 0, truth.problem !== undefined, problems.join("\n"));
  for (const problem of problems) assert.match(problem, new RegExp(truth.problem!));
}

function assertFacts({ summary }: AssembledRun, told: TruthRun, format: string): void {
  const of = `of ${told.path}`;
  if (told.formats) assert.deepEqual(summary.formats, told.formats, `formats ${of}`);
  else assert.ok(summary.formats.includes(format), `read as ${summary.formats.join(", ")} ${of}`);
  for (const key of plainFacts) {
    if (told[key] !== undefined) assert.deepEqual(summary[key], told[key], `${key} ${of}: ${summary.statusReason}`);
  }
  if (told.params) assert.deepEqual(summary.params, asParams(told.params), `params ${of}`);
  for (const [name, value] of Object.entries(told.paramsAmong ?? {})) assert.equal(summary.params[name], value, name);
  if (told.progress !== undefined) {
    const { progress } = summary;
    assert.deepEqual(progress ? [progress.done, progress.total] : null, told.progress, `progress ${of}`);
  }
  for (const key of ["startedAt", "endedAt"] as const) {
    if (told[key] !== undefined) assertTimes([summary[key] ?? NaN], [told[key]], 1, 1, `${key} ${of}`);
  }
}

function assertSeries(run: AssembledRun, told: TruthSeries, of: string): void {
  const { summary, raw } = run.series.get(told.tag)!;
  const { steps, values, epochs, walls } = raw.points.view();
  assert.equal(summary.stepKind, told.x === "epoch" || told.x === "row" ? told.x : "step", `kind of ${of}`);
  assert.deepEqual([...steps], told.steps, `steps of ${of}`);
  assert.deepEqual([...values], told.values.map(Number), `values of ${of}`);
  if (told.direction) assert.equal(summary.direction, told.direction, `direction of ${of}`);
  if (told.epochs) assert.deepEqual([...(epochs ?? [])], told.epochs.map(Number), `epochs of ${of}`);
  if (told.wallTimes) assertTimes([...(walls ?? [])], told.wallTimes, 1000, 0.001, `wall times of ${of}`);
}

/** Lists are one parameter. */
function asParams(params: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(", ")}]` : value]),
  );
}

/**
 * Dates in ISO form are compared to the millisecond, as JavaScript parses them.
 * @param unit milliseconds in the unit of the numbers
 * @param within how far numbers may be off, in milliseconds
 */
function assertTimes(read: readonly number[], told: Numbers, unit: number, within: number, what: string): void {
  assert.equal(read.length, told.length, what);
  told.forEach((time, at) => {
    const [wanted, limit] = typeof time === "string" ? [Date.parse(time), 1] : [time * unit, within];
    assert.ok(Math.abs(read[at]! * unit - wanted) <= limit, `${what}: ${read[at]!}, and not ${time}`);
  });
}
