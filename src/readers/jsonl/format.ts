import { dirname, extname, join } from "node:path";
import type { Claim, Format, Refusal } from "../format";
import { SideFiles, usualParamFiles } from "../params/sideFiles";
import { isSplitName } from "../text/columns";
import { headBytes, textHead } from "../text/head";
import { headLines } from "../text/lines";
import { numberIn } from "../text/numbers";
import { isJsonObject, type JsonObject } from "../text/pythonJson";
import { whyNotALog, type Sample } from "../text/sniff";
import { mostColumns } from "../text/table";
import { JsonLinesReader, rowIn } from "./reader";

const extensions = new Set([".jsonl", ".ndjson", ".json"]);
const glanceBytes = 4096;
const mostFiles = 100;
const mostRows = 200;
const deepest = 8;

/**
 * Logs of JSON objects, one a line, that no other format knows: people's own, Detectron2's metrics.json, SB3's
 * progress.json. Told by their heads alone.
 */
export const jsonl: Format = {
  id: "jsonl",
  title: "JSON lines",
  claim(folder, heads) {
    return folder.files
      .filter((file) => extensions.has(extname(file).toLowerCase()))
      .slice(0, mostFiles)
      .filter((file) => {
        if (heads.head(file, glanceBytes)?.toString("utf8").trimStart().startsWith("{") !== true) return false;
        const rows = rowsOf(heads.head(file, headBytes));
        // A .json file of one line is a document, not a log.
        return rows.length > (file.toLowerCase().endsWith(".json") ? 1 : 0) && whyNotALog(sampleOf(rows)) === undefined;
      })
      .map((file) => claimOf(join(folder.path, file)));
  },
  adopt,
  open: (path) => new JsonLinesReader(path, new SideFiles(dirname(path), usualParamFiles)),
};

/** Takes a log that the user named, whatever its keys are called. */
function adopt(path: string): Claim | Refusal {
  const bytes = textHead(path);
  if ("reason" in bytes) return bytes;
  const rows = rowsOf(bytes);
  if (rows.length === 0) return { reason: "Its lines are no JSON objects." };
  const hasNumbers = sampleOf(rows).rows.some((row) => row.some((value) => value !== undefined));
  return hasNumbers ? claimOf(path) : { reason: "Its objects hold no numbers." };
}

function claimOf(path: string): Claim {
  return { path, runFolder: dirname(path), scope: "file" };
}

/** The objects on the first lines; none if the first line with text is not one. */
function rowsOf(head: Buffer | undefined): JsonObject[] {
  if (!head) return [];
  const lines = headLines(head, headBytes).toString("utf8").split("\n");
  const written = lines.filter((line) => line.trim() !== "").slice(0, mostRows);
  const rows = written.map(rowIn);
  return rows[0] ? rows.filter((row) => row !== undefined) : [];
}

function sampleOf(rows: readonly JsonObject[]): Sample {
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
