import { readView, viewLists, type NamedView } from "../shared/tableViews";
import { fieldOf, type Check } from "./check";
import type { Edit } from "./stateContent";
import type { JsonNode } from "./stateJson";

/** `"views": {"best first": {"filter": "val/acc > 0.9", "sort": ["-delta:val/acc"], "grouped": true}}` */
export function namedView(check: Check, node: JsonNode, key: string): NamedView | undefined {
  const name = JSON.stringify(key);
  const fields = check.object(node, name);
  if (!fields) return undefined;
  const lists = viewLists.map((list) => {
    const own = fields.get(list);
    return [list, own ? check.texts(own, fieldOf(list, name)) : []] as const;
  });
  return readView({
    filter: check.text(fields.get("filter"), fieldOf("filter", name)),
    grouped: check.flag(fields.get("grouped"), fieldOf("grouped", name)),
    all: check.flag(fields.get("all"), fieldOf("all", name)),
    ...Object.fromEntries(lists),
  });
}

/** What writes a view, or takes it away. */
export function viewEdits(name: string, view: NamedView | undefined): Edit[] {
  const path = ["views", name];
  if (!view) return [{ path, value: undefined }];
  const { filter, grouped, all, sort } = view;
  const others = viewLists.filter((list) => list !== "sort");
  return [
    { path, value: undefined },
    // Also where it is empty, so that a view that is as usual stands there.
    { path: [...path, "sort"], value: sort },
    { path: [...path, "filter"], value: filter === "" ? undefined : filter },
    { path: [...path, "grouped"], value: grouped || undefined },
    { path: [...path, "all"], value: all || undefined },
    ...others.map((list): Edit => ({ path: [...path, list], value: view[list].length > 0 ? view[list] : undefined })),
  ];
}
