import { counterRank, isEpochName } from "../tables/columns";
import type { JsonValue } from "../documents/pythonJson";
import type { LogRow } from "./agreement";
import type { Token } from "./tokens";

const longestPattern = 160;

/** The row that a box makes, if one of its lines counts. @param training how many trainings there were before its own */
export function rowOfBox(box: ReadonlyMap<string, JsonValue>, training: number): LogRow | undefined {
  const place: Record<string, JsonValue> = {};
  const values = new Map<string, number>();
  let best: { readonly name: string; readonly rank: number; readonly at: number } | undefined;
  for (const [name, value] of box) {
    const last = name.slice(name.lastIndexOf("/") + 1);
    if (typeof value !== "number") continue;
    const rank = isEpochName(last) ? 1000 : rankInBox(last);
    if (rank === undefined || !Number.isFinite(value)) values.set(name, value);
    else if (!best || rank < best.rank) best = { name: last, rank, at: value };
  }
  if (!best || values.size === 0) return undefined;
  place[best.rank === 1000 ? "epoch" : "step"] = best.at;
  return { counter: best.name, at: best.at, place, values, isCounted: true, training, isThing: false };
}

/** Baselines count `episodes` and `steps`, Spinning Up `TotalEnvInteracts`. */
function rankInBox(name: string): number | undefined {
  return counterRank(name) ?? counterRank(name.replace(/interacts$/i, "steps")) ?? counterRank(name.replace(/s$/i, ""));
}

/** What agreed, for people to see: the line with `#` for its numbers, or the names in a box. */
export function patternOf(tokens: readonly Token[] | undefined, row: LogRow): string {
  const text = tokens
    ? tokens
        .map(({ kind, text, unit, blanks }, at) => {
          const space = blanks > 0 && at > 0 ? " " : "";
          return space + (kind === "number" || kind === "commas" ? `#${unit}` : kind === "time" ? "…" : text);
        })
        .join("")
    : `| ${[row.counter, ...row.values.keys()].join(" | ")} |`;
  return text.length > longestPattern ? `${text.slice(0, longestPattern)}…` : text;
}
