import type { Locator, Page } from "playwright-core";
import { rest } from "./rest";
import { eventually } from "./waiting";

/** What a test uses of an HTMLElement; tests are compiled without the DOM's types. */
interface RowElement {
  readonly innerText: string;
  querySelectorAll(selectors: string): Iterable<RowElement>;
  getAttribute(name: string): string | null;
}

/** Enough to be at the top again, in pixels; and how many half heights are scrolled before it begins there again. */
const farUp = 1e6;
const turnsAtMost = 100;

/** So long after a click that changed nothing it is clicked again: milliseconds. */
const patience = 3000;

/** A tree in the side bar, by the name of its view. Rows that are scrolled away are not in the page. */
export class Tree {
  readonly list: Locator;

  constructor(
    private readonly page: Page,
    view: string,
  ) {
    this.list = page.locator(`.part.sidebar .monaco-list[aria-label="${view}"]`);
  }

  /** The row whose label is exactly this; the first if several have it. */
  row(label: string): Locator {
    const name = this.page.locator(".label-name").getByText(label, { exact: true });
    return this.list.locator('[role="treeitem"]').filter({ has: name }).first();
  }

  /** What the visible rows say, from top to bottom: label and description with a space between them. */
  async rows(): Promise<string[]> {
    const rows = await this.list.locator('[role="treeitem"]').evaluateAll((elements: readonly RowElement[]) =>
      elements.map((row) => ({
        text: Array.from(row.querySelectorAll(".label-name, .label-description"), (part) => part.innerText).join(" "),
        index: Number(row.getAttribute("data-index")),
      })),
    );
    rows.sort((a, b) => a.index - b.index); // the page has them in the order in which they came into sight
    return rows.map(({ text }) => text.replaceAll(/\s+/g, " ").trim());
  }

  /** Waits until some visible row says this. */
  async shows(text: string | RegExp, timeout?: number): Promise<void> {
    await eventually(
      () => this.rows(),
      (rows) => rows.some((row) => (typeof text === "string" ? row.includes(text) : text.test(row))),
      timeout,
    );
  }

  /** Scrolls through the tree, from its top, until the row is in the page. */
  async reveal(label: string): Promise<Locator> {
    const row = this.row(label);
    await this.list.waitFor();
    const height = (await this.list.boundingBox())?.height ?? 0;
    let turns = 0;
    await eventually(
      async () => {
        if ((await row.count()) > 0) return true;
        await this.list.hover();
        await this.page.mouse.wheel(0, turns++ % turnsAtMost === 0 ? -farUp : height / 2);
        return false;
      },
      (found) => found,
      30_000,
    );
    if (turns > 0) await rest(this.page);
    return row;
  }

  async expand(label: string): Promise<void> {
    await this.turn(label, "true");
  }

  async collapse(label: string): Promise<void> {
    await this.turn(label, "false");
  }

  /** The row's tick, for trees with check boxes. */
  checkbox(label: string): Locator {
    return this.row(label).locator(".monaco-custom-toggle");
  }

  /** Clicks an icon at the end of the row, by its tool tip. */
  async inlineAction(label: string, action: string): Promise<void> {
    const row = await this.reveal(label);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
  }

  /** Opens the row's context menu and clicks an entry; several names go into sub-menus. */
  async contextMenu(label: string, ...entries: string[]): Promise<void> {
    const row = await this.reveal(label);
    await row.click({ button: "right" });
    const items = this.page.locator(".monaco-menu .action-item");
    const itemOf = (entry: string) => items.filter({ has: this.page.getByText(entry, { exact: true }) }).last();
    for (const entry of entries.slice(0, -1)) await itemOf(entry).click();
    const last = itemOf(entries.at(-1) ?? "");
    await last.waitFor();
    // A menu passes over what is clicked in the moment that it opens.
    await eventually(
      async () => {
        await last.click({ timeout: 1000 }).catch(() => undefined);
        return items.count();
      },
      (count) => count === 0,
    );
  }

  /** The entries of a row's context menu; leaves the menu closed. */
  async contextMenuEntries(label: string): Promise<string[]> {
    const row = await this.reveal(label);
    await row.click({ button: "right" });
    const labels = this.page.locator(".monaco-menu .action-item:not(.disabled) .action-label:not(.separator)");
    await labels.first().waitFor();
    const entries = await labels.allInnerTexts();
    await this.page.keyboard.press("Escape");
    return entries.map((entry) => entry.trim()).filter((entry) => entry !== "");
  }

  private async turn(label: string, expanded: "true" | "false"): Promise<void> {
    const row = await this.reveal(label);
    let clickAt = 0;
    await eventually(
      async () => {
        const value = await row.getAttribute("aria-expanded");
        // A tree that is drawn anew in the moment of a click passes over it.
        if (value !== expanded && performance.now() > clickAt) {
          await row.locator(".monaco-tl-twistie").click();
          clickAt = performance.now() + patience;
        }
        return value;
      },
      (value) => value === expanded,
    );
  }
}
