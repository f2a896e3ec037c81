import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { pastTime } from "./today";

/** What of an answer is asked for. */
export interface Narrowing {
  /** So many entries at the most. */
  readonly limit?: string | undefined;
  /** Only these fields of each entry, with commas between them. */
  readonly fields?: string | undefined;
  /** Only entries of this time or later: "18h", "7d", ISO 8601. */
  readonly since?: string | undefined;
}

/** The list that each verb's JSON is about. */
const lists: Readonly<Record<string, string>> = {
  scan: "runs",
  show: "series",
  diff: "metrics",
  today: "news",
  monitor: "models",
  importance: "importances",
  data: "items",
  clean: "runs",
  ledger: "entries",
};

type Fields = Record<string, unknown>;

/** Whether a verb's JSON can be narrowed. */
export function canNarrow(verb: string): boolean {
  return Object.hasOwn(lists, verb);
}

/**
 * The JSON that a verb prints, with fewer entries and fields: how many there are in all, how many are given and whether that is
 * all of them stands beside the list.
 * @throws {HumanError} for a limit that is none, a field that no entry has, or where entries have no time
 */
export function narrowed(verb: string, text: string, { limit, fields, since }: Narrowing, now: number): string {
  const answer = asFields(JSON.parse(text));
  const name = lists[verb]!;
  const list = answer[name];
  if (!Array.isArray(list)) return text;
  const recent = since === undefined ? list : later(list, pastTime(since, now));
  const items = recent.slice(0, limit === undefined ? recent.length : limitOf(limit));
  const counts = { total: recent.length, returned: items.length, truncated: items.length < recent.length };
  const chosen = fields === undefined ? items : only(items, recent, fields);
  return `${JSON.stringify({ ...answer, ...counts, [name]: chosen })}\n`;
}

function limitOf(limit: string): number {
  if (/^\d{1,9}$/.test(limit)) return Number(limit);
  throw new HumanError(t("{option} takes a whole number.", { option: "--limit" }));
}

/** Those that ended, were written or were noted at a time or later. */
function later(list: readonly unknown[], time: number): readonly unknown[] {
  const timed = list.map((entry) => {
    const { at, lastWriteAt, endedAt } = asFields(entry);
    const told = at ?? lastWriteAt ?? endedAt;
    return { entry, at: typeof told === "string" ? Date.parse(told) : NaN };
  });
  if (timed.length > 0 && timed.every(({ at }) => Number.isNaN(at)))
    throw new HumanError(t("The entries of this answer have no times: it can’t be narrowed with --since."));
  return timed.filter(({ at }) => at >= time).map(({ entry }) => entry);
}

function only(items: readonly unknown[], all: readonly unknown[], fields: string): Fields[] {
  const names = fields.split(",").map((name) => name.trim());
  const known = new Set(all.flatMap((entry) => Object.keys(asFields(entry))));
  const strange = all.length === 0 ? undefined : names.find((name) => !known.has(name));
  if (strange !== undefined)
    throw new HumanError(
      t("There is no field {name}. There are: {names}.", { name: strange, names: [...known].join(", ") }),
    );
  return items.map((entry) => {
    const own = asFields(entry);
    return Object.fromEntries(names.filter((name) => Object.hasOwn(own, name)).map((name) => [name, own[name]]));
  });
}

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
