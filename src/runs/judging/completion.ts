import { filterWords } from "./filter";

/** The most that are offered. */
const mostOffered = 12;

/** What the word before the cursor can be completed to. */
export interface Completion {
  /** Where the word begins. */
  readonly from: number;
  readonly offers: readonly string[];
}

/**
 * Names of metrics and params, and the words of the filter's language, that begin with or contain what is typed.
 * @param names of metrics and params, the most used first
 */
export function completionOf(text: string, cursor: number, names: readonly string[]): Completion {
  const before = text.slice(0, cursor);
  const from = Math.max(before.lastIndexOf(" "), before.lastIndexOf('"'), before.lastIndexOf("-")) + 1;
  const word = before.slice(from).toLowerCase();
  if (word === "") return { from, offers: [] };
  const begins: string[] = [];
  const contains: string[] = [];
  for (const name of [...names, ...filterWords]) {
    const at = name.toLowerCase().indexOf(word);
    if (at < 0 || name.toLowerCase() === word) continue;
    (at === 0 ? begins : contains).push(name);
    if (begins.length >= mostOffered) break;
  }
  return { from, offers: [...begins, ...contains].slice(0, mostOffered) };
}

/** The text with a word completed, and where the cursor goes. A name with spaces is put in quotes. */
export function completed(text: string, cursor: number, from: number, offer: string): { text: string; cursor: number } {
  const written = /[\s"<>=!]/.test(offer) ? `"${offer.replaceAll('"', "")}"` : offer;
  const before = text.slice(0, from) + written + (written.endsWith(":") ? "" : " ");
  return { text: before + text.slice(cursor), cursor: before.length };
}
