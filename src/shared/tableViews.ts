/** What of a view of the table is kept under a name: lists of column keys, and no more. Read again, it may be from anybody. */
export interface NamedView {
  readonly filter: string;
  /** Keys of columns, with a minus before one that is sorted from high to low. */
  readonly sort: readonly string[];
  readonly grouped: boolean;
  /** Columns in which all rows have the same are shown, too. */
  readonly all: boolean;
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
  readonly pinned: readonly string[];
  readonly order: readonly string[];
}

/** The lists of a view. */
export const viewLists = ["sort", "hidden", "shown", "pinned", "order"] as const;

/** Names of more columns, and longer ones, are nobody's view. */
const mostKeys = 1000;
const longest = 2000;

/** The view in what was kept; what is not as it should be takes its default. */
export function readView(kept: unknown): NamedView {
  const fields = typeof kept === "object" && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {};
  const list = (key: (typeof viewLists)[number]): string[] => {
    const value = fields[key];
    const texts = Array.isArray(value) ? value.filter((one) => typeof one === "string" && one.length <= longest) : [];
    return texts.slice(0, mostKeys) as string[];
  };
  const { filter } = fields;
  return {
    filter: typeof filter === "string" ? filter.slice(0, longest) : "",
    grouped: fields["grouped"] === true,
    all: fields["all"] === true,
    sort: list("sort"),
    hidden: list("hidden"),
    shown: list("shown"),
    pinned: list("pinned"),
    order: list("order"),
  };
}
