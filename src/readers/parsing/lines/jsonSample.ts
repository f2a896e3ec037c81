import { isSplitName } from "../tables/columns";
import { numberIn } from "../tables/numbers";
import { isJsonObject, type JsonObject } from "../documents/pythonJson";
import type { Sample } from "../tables/whyNotALog";
import { mostColumns } from "../tables/table";

const deepest = 8;

/** Rows as the common sniffing wants them: nested objects flattened, a column for each key. */
export function sampleOf(rows: readonly JsonObject[]): Sample {
  const names = new Map<string, number>();
  const texts = new Set<string>();
  const sampled = rows.map((row) => {
    const numbers: (number | undefined)[] = [];
    collect(row, "", 0, (name, value) => {
      const known = names.get(name);
      if (known === undefined && names.size >= mostColumns) return;
      const at = known ?? names.size;
      names.set(name, at);
      numbers[at] = numberIn(value);
      if (typeof value === "string" && numbers[at] === undefined && !isSplitName(name)) texts.add(name);
    });
    return numbers;
  });
  const all = [...names.keys()];
  return { names: all, rows: sampled.map((row) => all.map((_, index) => row[index])), texts: [...texts] };
}

function collect(row: JsonObject, prefix: string, depth: number, take: (name: string, value: unknown) => void): void {
  for (const [key, value] of Object.entries(row)) {
    if (!isJsonObject(value)) take(prefix + key, value);
    else if (depth < deepest) collect(value, `${prefix}${key}/`, depth + 1, take);
  }
}
