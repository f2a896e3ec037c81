import { shown } from "../../util/shown";
import { t } from "../../util/text";

/** How long a label may be. */
const longest = 100;

/** What is wrong with a text as a run's label, if anything: for people. Empty is right: it takes the label away. */
export function labelMistake(text: string): string | undefined {
  if (text.trim().length > longest) return t("At most {count} characters", { count: longest });
  if (shown(text) !== text) return t("One line without control characters");
  return undefined;
}
