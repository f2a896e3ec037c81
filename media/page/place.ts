/** Where the reader of a page is: what has the focus, and which parts are unfolded, in texts that outlive the elements. */
import type { SavedPlace } from "../../src/shared/pages/place";

const focusable = ["button", "summary", "input", "select", "a[href]", "[tabindex]"].join(",");

/**
 * Keeps a page's reader where they are while elements are replaced by others that say the same, and brings them back there after
 * the page was hidden, which ends its document.
 */
export class Place {
  /** Where the reader is to be again, once what they were at is there. */
  private wanted: SavedPlace | undefined;
  /** What was left when the page was hidden is brought into sight; what is drawn anew is not, it may have been scrolled away. */
  private scrolls = true;

  constructor(
    private readonly root: HTMLElement,
    saved: SavedPlace | undefined,
  ) {
    this.wanted = saved;
    const acts = () => (this.wanted = undefined);
    for (const event of ["pointerdown", "keydown"]) window.addEventListener(event, acts, true);
    window.addEventListener("focus", () => this.restore());
  }

  /** What to leave with the editor. */
  get saved(): SavedPlace {
    return this.wanted ?? placeOf(this.root);
  }

  /** Changes what the page shows. */
  keep(change: () => void): void {
    if (!this.wanted) {
      this.wanted = placeOf(this.root);
      this.scrolls = false;
    }
    change();
    this.restore();
  }

  /** @returns whether the reader is where they were, or has gone elsewhere by now */
  restore(): boolean {
    if (this.wanted && isRestored(this.root, this.wanted, this.scrolls)) this.wanted = undefined;
    return this.wanted === undefined;
  }
}

function placeOf(root: Element): SavedPlace {
  const known = addresses(root);
  const focus = known.get(document.activeElement as HTMLElement);
  const open = [...known].flatMap(([node, address]) => (unfolded(node)?.open === true ? [address] : []));
  return { open, ...(focus !== undefined && { focus }) };
}

/** Unfolds and focuses what is there by now. @returns whether nothing is left to be waited for */
function isRestored(root: Element, { focus, open }: SavedPlace, scrolls: boolean): boolean {
  const known = new Map([...addresses(root)].map(([node, address]) => [address, node]));
  for (const address of open) {
    const part = known.get(address);
    if (part) unfolded(part)!.open = true;
  }
  const isOpen = open.every((address) => known.has(address));
  if (focus === undefined) return isOpen;
  // Focusing something in a page without the focus would take it from wherever the reader types.
  if (document.activeElement === document.body && document.hasFocus())
    known.get(focus)?.focus({ preventScroll: !scrolls });
  return isOpen && document.activeElement !== document.body;
}

function unfolded(node: Element): HTMLDetailsElement | undefined {
  return node.tagName === "SUMMARY" && node.parentElement instanceof HTMLDetailsElement
    ? node.parentElement
    : undefined;
}

/** What each element is, what it says, and which of those that say the same it is. */
function addresses(root: Element): Map<HTMLElement, string> {
  const counts = new Map<string, number>();
  const found = new Map<HTMLElement, string>();
  for (const node of root.querySelectorAll<HTMLElement>(focusable)) {
    // The cells of a grid come and go with its rows: the grid itself knows which one it is at.
    if (node.closest("[role=row]")) continue;
    const own = `${node.tagName} ${node.getAttribute("aria-label") ?? node.textContent.slice(0, 200)}`;
    const at = counts.get(own) ?? 0;
    counts.set(own, at + 1);
    found.set(node, `${at} ${own}`);
  }
  return found;
}
