import { basename } from "node:path";
import { groupBy } from "../../util/groupBy";
import type { Skipped } from "./folderTree";
import { t } from "../../util/text";

/** The most names in one sentence. */
const mostNames = 12;

/** The folders that were not searched, in a sentence for each reason: by name, since there is one node_modules for every package. */
export function skippedText(skipped: readonly Skipped[]): string[] {
  return [...groupBy(skipped, ({ reason }) => reason)].map(([reason, folders]) => {
    const counts = [...groupBy(folders, ({ path }) => basename(path))].map(([name, { length }]) =>
      length === 1 ? name : `${name} ×${length}`,
    );
    const rest = counts.length > mostNames ? t(", and {count} more", { count: counts.length - mostNames }) : "";
    return t("Not searched ({reason}): {names}", { reason, names: counts.slice(0, mostNames).join(", ") + rest });
  });
}
