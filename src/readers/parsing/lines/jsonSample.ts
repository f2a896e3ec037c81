import { isSplitName } from "../tables/columns";
import { numberIn, numberOf } from "../tables/numbers";
import { isJsonObject, type JsonObject } from "../documents/pythonJson";
import { headBytes } from "../files/head";
import { rowIn } from "./jsonLinesReader";
import { headLines } from "./lines";
import { widened } from "./rowLogs";
import { isProse, type Sample } from "../tables/whyNotALog";
import { mostColumns } from "../tables/layout";

const deepest = 8;
const mostRows = 200;

/** The objects on the first lines of a file; none if the first line with text is not one. @param head its first 64 KiB */
export function rowsIn(head: Buffer | undefined): JsonObject[] {
  if (!head) return [];
  const lines = headLines(head, headBytes).toString("utf8").split("\n");
  const written = lines.filter((line) => line.trim() !== "").slice(0, mostRows);
  const [first, ...others] = written;
  const row = first === undefined ? undefined : rowIn(first);
  return row ? [row, ...others.map(rowIn).filter((other) => other !== undefined)] : [];
}

/** Rows as the common sniffing wants them: nested objects flattened, a column for each key. */
export function sampleOf(rows: readonly JsonObject[]): Sample {
  const names = new Map<string, number>();
  const texts = new Set<string>();
  const prose = new Set<string>();
  const sampled = rows.map(widened).map((row) => {
    const numbers: (number | undefined)[] = [];
    collect(row, "", 0, (name, value) => {
      const known = names.get(name);
      if (known === undefined && names.size >= mostColumns) return;
      const at = known ?? names.size;
      names.set(name, at);
      numbers[at] = numberIn(value) ?? numberInText(value);
      if (typeof value !== "string" || numbers[at] !== undefined || isSplitName(name)) return;
      texts.add(name);
      if (isProse(value)) prose.add(name);
    });
    return numbers;
  });
  const all = [...names.keys()];
  return {
    names: all,
    rows: sampled.map((row) => all.map((_, index) => row[index])),
    texts: [...texts],
    prose: [...prose],
  };
}

/** The number in a text, as people have it who write every value as one. */
function numberInText(value: unknown): number | undefined {
  return typeof value === "string" && value.length <= 40 && /^[-+.\d]/.test(value) ? numberOf(value) : undefined;
}

function collect(row: JsonObject, prefix: string, depth: number, take: (name: string, value: unknown) => void): void {
  for (const [key, value] of Object.entries(row)) {
    if (!isJsonObject(value)) take(prefix + key, value);
    else if (depth < deepest) collect(value, `${prefix}${key}/`, depth + 1, take);
  }
}
