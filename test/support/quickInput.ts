import type { Locator, Page } from "playwright-core";
import { eventually } from "./waiting";

/** VS Code's input at the top: the palette, quick picks and input boxes. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator(".quick-input-widget:visible");
    this.input = this.widget.locator(".quick-input-box input");
  }

  /** Presses a key that opens it, until it is open, and types into it. A closing menu may swallow the first. */
  async open(key: string, text: string): Promise<void> {
    const shown = this.input.first();
    await eventually(
      async () => {
        if (!(await shown.isVisible())) await this.page.keyboard.press(key);
        await shown.fill(key === "F1" ? ">" : "", { timeout: 2000 }).catch(() => undefined); // it may close just then
        await shown.fill(text, { timeout: 2000 }).catch(() => undefined);
        return (await shown.isVisible()) && (await shown.inputValue()) === text;
      },
      (typed) => typed,
    );
  }

  /** The choices to be seen, each as "label description". */
  async choices(): Promise<string[]> {
    const rows = this.widget.locator(".monaco-list-row");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim());
  }

  /** The choice whose label is exactly this. */
  choice(label: string): Locator {
    const name = this.page.locator(".quick-input-list-label .label-name").getByText(label, { exact: true });
    return this.widget.locator(".monaco-list-row").filter({ has: name }).first();
  }

  async choose(label: string): Promise<void> {
    await this.input.fill(label);
    await this.choice(label).click();
  }

  async accept(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press("Enter");
  }

  async cancel(): Promise<void> {
    await this.input.press("Escape");
    await this.widget.waitFor({ state: "hidden" });
  }
}
