import type { ColumnRef, PlainCell } from "../../shared/table";
import type { Entry } from "./entries";
import { plainFact } from "./facts";
import type { Measures } from "./measures";
import { deltaOf } from "./order";

/** A run's cell as a value for another program; what is not finite is a word. Of a group it is its first run's. */
export function plainCell(entry: Entry, { kind, name }: ColumnRef, measures: Measures): PlainCell {
  const run = entry.runs[0]!;
  switch (kind) {
    case "fact": {
      const value = plainFact(run, name, measures.choices);
      return value !== undefined && name === "started" ? new Date(value).toISOString() : (value ?? null);
    }
    case "param":
      return safe(Object.hasOwn(run.params, name) ? run.params[name] : undefined);
    case "value":
      return safe(measures.at(run, name)?.value);
    case "best":
      return safe(measures.best(run, name)?.value);
    case "stand":
      return safe(measures.stand(run, name)?.value);
    case "delta":
      return safe(deltaOf(entry, name, measures));
  }
}

function safe(value: PlainCell | undefined): PlainCell {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value ?? null;
}
