import type { RunSummary } from "../../shared/run";
import { facts, type Fact, type RunWords, type TableCell, type TableChoices } from "../../shared/table";
import { formatAgo, formatDuration } from "../describe/numbers";
import { statusWord } from "../describe/status";

/** What a fact is as a plain value, for orders and exports: times in unix milliseconds, durations in seconds. */
export function plainFact(run: RunSummary, name: string, { written }: TableChoices): string | number | undefined {
  const fact = asFact(name);
  switch (fact) {
    case "status":
      return run.status;
    case "started":
      return run.startedAt;
    case "duration":
      return secondsOf(run);
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
    case "commit":
      return { text: String(value).slice(0, 8), title: String(value) };
    default:
      return { text: String(value), title: String(value) };
  }
}

/** Until it ended, or was last written. */
function secondsOf({ startedAt, endedAt, lastWriteAt }: RunSummary): number | undefined {
  return startedAt === undefined ? undefined : Math.max(0, ((endedAt ?? lastWriteAt) - startedAt) / 1000);
}

/** The user's own words after the tool's. */
export function wordsOf(run: RunSummary, written: TableChoices["written"]): readonly string[] {
  return [...new Set([...(run.tags ?? []), ...(writtenOn(run, written)?.words ?? [])])];
}

/** The user's note, else the tool's. */
function noteOf(run: RunSummary, written: TableChoices["written"]): string {
  return writtenOn(run, written)?.note || (run.notes ?? "");
}

const indices = new WeakMap<TableChoices["written"], ReadonlyMap<string, RunWords>>();

/** What the user wrote on a run, if anything. */
export function writtenOn({ id }: RunSummary, written: TableChoices["written"]): RunWords | undefined {
  let index = indices.get(written);
  if (!index) indices.set(written, (index = new Map(written)));
  return index.get(id);
}

function asFact(name: string): Fact | undefined {
  return facts.find((fact) => fact === name);
}
