import type { RunSummary } from "../../shared/run";
import {
  facts,
  type Fact,
  type LaunchKnown,
  type RunWords,
  type TableCell,
  type TableChoices,
} from "../../shared/table";
import { t } from "../../util/text";
import { gpuHoursOf, gpusTold, secondsOf } from "../describe/gpus";
import { formatAgo, formatDuration, formatValue } from "../describe/numbers";
import { statusWord } from "../describe/status";

/** What of the choices facts hang on. */
type FactChoices = Pick<TableChoices, "written" | "launched">;

/** What a fact is as a plain value, for orders and exports: times in unix milliseconds, durations in seconds, GPU hours in hours. */
export function plainFact(
  run: RunSummary,
  name: string,
  { written, launched }: FactChoices,
): string | number | undefined {
  const fact = asFact(name);
  switch (fact) {
    case "status":
      return run.status;
    case "started":
      return run.startedAt;
    case "duration":
      return secondsOf(run);
    case "gpuHours":
      return gpuHoursOf(run, knownBy(run, launched)?.gpus ?? gpusTold(run));
    case "words":
      return wordsOf(run, written).join(", ");
    case "note":
      return noteOf(run, written);
    case "folder":
      return run.group === undefined ? run.folder : `${run.folder} / ${run.group}`;
    case "format":
      return run.formats.join(", ");
    case "commit":
      return run.git?.commit;
    case "command":
      return run.command;
    case undefined:
      return undefined;
  }
}

/** The same as people read it. @param now unix milliseconds */
export function factCell(run: RunSummary, name: string, choices: TableChoices, now: number): TableCell | null {
  const value = plainFact(run, name, choices);
  if (value === undefined || value === "") return null;
  switch (asFact(name)) {
    case "status":
      return { text: statusWord(run.status), title: run.statusReason };
    case "started":
      return { text: formatAgo(Number(value), now), title: new Date(Number(value)).toLocaleString() };
    case "duration":
      return { text: formatDuration(Number(value)) };
    case "gpuHours":
      return { text: formatValue(Number(value)), title: t("at least, by what the run and its launch tell of GPUs") };
    case "commit":
      return { text: String(value).slice(0, 8), title: String(value) };
    default:
      return { text: String(value), title: String(value) };
  }
}

/** The user's own words after the tool's. */
export function wordsOf(run: RunSummary, written: TableChoices["written"]): readonly string[] {
  return [...new Set([...(run.tags ?? []), ...(writtenOn(run, written)?.words ?? [])])];
}

/** The user's note, else the tool's. */
function noteOf(run: RunSummary, written: TableChoices["written"]): string {
  return writtenOn(run, written)?.note || (run.notes ?? "");
}

/** What the user wrote on a run, if anything. */
export function writtenOn({ id }: RunSummary, written: TableChoices["written"]): RunWords | undefined {
  return wordsById(written).get(id);
}

/** What our own launch knows of a run. */
function knownBy({ id }: RunSummary, launched: TableChoices["launched"]): LaunchKnown | undefined {
  return launchedById(launched).get(id);
}

const wordsById = byId<RunWords>();
const launchedById = byId<LaunchKnown>();

/** Pairs as a map, made once of each list. */
function byId<T>() {
  const indices = new WeakMap<readonly (readonly [id: string, value: T])[], ReadonlyMap<string, T>>();
  return (pairs: readonly (readonly [id: string, value: T])[]): ReadonlyMap<string, T> => {
    let index = indices.get(pairs);
    if (!index) indices.set(pairs, (index = new Map(pairs)));
    return index;
  };
}

function asFact(name: string): Fact | undefined {
  return facts.find((fact) => fact === name);
}
