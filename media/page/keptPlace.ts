import { savedPlace, type SavedPlace } from "../../src/shared/pages/place";
import { Place } from "./place";

/**
 * Leaves where the reader is beside what a page leaves with the editor, and leads back there after the page was hidden, while it is drawn
 * little by little.
 * @param saved what was left last
 * @returns leaves what the page has to leave
 */
export function keptPlace<Saved>(
  root: HTMLElement,
  saved: unknown,
  save: (state: Saved & { readonly place: SavedPlace }) => void,
): (state: Saved) => void {
  const place = new Place(root, savedPlace(saved));
  let last: Saved | undefined;
  const leave = () => {
    if (last !== undefined) save({ ...last, place: place.saved });
  };
  for (const event of ["focusin", "toggle"]) root.addEventListener(event, leave, true);
  lead(root, place);
  return (state) => {
    last = state;
    leave();
  };
}

/** Once a frame in which something was drawn, until the reader is there. */
function lead(root: HTMLElement, place: Place): void {
  let isAsked = false;
  const observer = new MutationObserver(() => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      if (place.restore()) observer.disconnect();
    });
  });
  observer.observe(root, { childList: true, subtree: true });
}
