import { formatCount } from "../../runs/describe/numbers";
import { plural, t } from "../../util/text";

/** How far a look for runs is, in counts of logs. */
export function lookingText({ found, read }: { readonly found: number; readonly read: number }): string {
  if (read === 0)
    return plural(
      found,
      { one: "Looking for runs: {count} log", other: "Looking for runs: {count} logs" },
      { count: formatCount(found) },
    );
  return t("Reading runs: {read} of {found} logs", { read: formatCount(read), found: formatCount(found) });
}
