import type { Event } from "../util/emitter";

/** Nobody reads new rows, goes to one and presses Enter within this time: ms. */
const glance = 60;

/**
 * Whether something was typed so shortly ago that the rows for it cannot have been seen. The rows of such a box are worked out
 * here, some time after the key; an Enter pressed at once means what was typed, and not the row that happened to be first. Both
 * events wait in one line, so that a slow machine changes nothing.
 */
export function justTyped(box: { readonly onDidChangeValue: Event<string> }): () => boolean {
  let at = -Infinity;
  box.onDidChangeValue(() => {
    at = performance.now();
  });
  return () => performance.now() - at < glance;
}
