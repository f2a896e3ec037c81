/** What every page and the extension say to each other, beside what is the page's own. */
import type { Language } from "../../util/text";

/** Messages to a page. Sent only while it is on screen. */
export interface ToPage<Model, Delta> {
  /** The language of the page; sent before its first snapshot, and not at all for English. */
  speak(language: Language): void;
  /** Everything; the answer to `ready`. */
  snapshot(model: Model): void;
  /** What became different since the model before. */
  delta(delta: Delta): void;
}

/** Messages from a page. */
export interface FromPage {
  /** Listens now. Nothing is sent before; a page that was hidden is made anew, and says it again. */
  ready(): void;
  /** A bug in the page, for the log. */
  error(message: string): void;
}

/** The channels of a page: the one that every page has, and its own. */
export const pageChannels = { base: "page", own: "own" } as const;
