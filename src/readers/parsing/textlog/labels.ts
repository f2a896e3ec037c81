import { splitPrefix } from "../tables/columns";
import { isMetricName } from "../tables/metricWords";
import { near, type Token } from "./tokens";

/** What loggers put in front of a line. */
const levels = /^(?:debug|info|warn(?:ing)?|error|critical|fatal)$/i;
/** Rows of so many things at one place are told apart. */
const fewest = 3;
const longest = 40;

/**
 * Notices rows of several things at one place, each called by what stands in front of its first name: `ORG: precision: 0.9`,
 * `PER: precision: 0.8`. Read without it, they would be one series.
 */
export class Labels {
  /** Rows are seen to be told apart so: read again by that. */
  vary = false;
  private readonly seen = new Set<string>();

  /** Takes the next line. @returns what its values are of; "" where that is not said, or where it counts by itself */
  take(tokens: readonly Token[], counts: boolean): string {
    if (counts) this.seen.clear();
    const label = counts ? "" : labelIn(tokens);
    if (label !== "" && !this.vary) this.vary = this.seen.add(label).size >= fewest;
    return label;
  }
}

/** The word in front of the first name and its number, with a colon and a blank between. */
function labelIn(tokens: readonly Token[]): string {
  const first = tokens.findIndex(({ kind }) => kind === "number");
  const at = first - 4;
  if (at < 0 || first > near) return "";
  const [label, colon, name, sign] = tokens.slice(at, first);
  const isLabel = label!.kind === "word" && colon!.text === ":" && name!.kind === "word" && name!.blanks > 0;
  if (!isLabel || !/^[:=]$/.test(sign!.text) || label!.text.length > longest) return "";
  // `Loss: γ: 0.1` tells of a loss, and of no thing that has a γ.
  const isOther = levels.test(label!.text) || splitPrefix(label!.text) !== "" || isMetricName(label!.text);
  return isOther ? "" : label!.text;
}
