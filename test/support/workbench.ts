/** VS Code's workbench in a browser, as a person uses it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { out } from "../../scripts/lib/paths.mjs";
import { copyOfSample } from "../../scripts/lib/sample.mjs";
import { QuickInput } from "./quickInput";
import { rest } from "./rest";
import { openSession, type Session } from "./session";
import { Tree } from "./tree";
import { eventually } from "./waiting";

const themes = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  "high contrast": "Default High Contrast",
  "high contrast light": "Default High Contrast Light",
} as const;

/** Two themes between which the page changes as the desktop's color scheme would: what is open stays open. */
export const themePairs = {
  plain: { dark: "dark", light: "light" },
  contrast: { dark: "high contrast", light: "high contrast light" },
} as const satisfies Readonly<Record<string, Readonly<Record<"dark" | "light", keyof typeof themes>>>>;

/** Settings with which a workbench follows the page's color scheme. */
export function followingScheme(pair: keyof typeof themePairs): Readonly<Record<string, unknown>> {
  const { dark, light } = themePairs[pair];
  return {
    "window.autoDetectColorScheme": true,
    "workbench.preferredDarkColorTheme": themes[dark],
    "workbench.preferredLightColorTheme": themes[light],
  };
}

/** The class that the workbench has with a theme. */
const themeClasses: Readonly<Record<keyof typeof themes, string>> = {
  dark: "vs-dark",
  light: "vs",
  "high contrast": "hc-black",
  "high contrast light": "hc-light",
};

export interface WorkbenchOptions {
  /** The project to open, or a .code-workspace file; a new copy of sample/ by default. */
  readonly folder?: string;
  /** On top of those in scripts/lib/settings.mjs. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: keyof typeof themes;
  readonly size?: { readonly width: number; readonly height: number };
  /** Leaves the folder untrusted. */
  readonly restricted?: boolean;
  /** What nobody may read is refused to it, also where the user is root. */
  readonly refusable?: boolean;
  /** Folder of an extension that is installed beside ours. */
  readonly beside?: string;
  /** As BCP 47 has it: "zh-CN". */
  readonly language?: string;
}

export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;

  private constructor(
    private readonly session: Session,
    /** The project that is open. */
    readonly folder: string,
  ) {
    this.page = session.page;
    this.quickInput = new QuickInput(this.page);
  }

  /** Opens a project in a VS Code with a new profile, and waits until its window is there, extensions known. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const { folder = copyOfSample(), theme = "dark", size = { width: 1400, height: 900 } } = options;
    const settings = { "workbench.colorTheme": themes[theme], ...options.settings };
    const { restricted = false, refusable, beside, language } = options;
    const session = await openSession({ folder, settings, size, restricted, refusable, beside, language });
    const workbench = new Workbench(session, folder);
    // Themes are extensions, too: with its colours the window has learnt of all of them.
    await workbench.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: 45_000 });
    return workbench;
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /** In a workbench that follows the page's color scheme: shows the pair's dark or light theme. */
  async useScheme(pair: keyof typeof themePairs, colorScheme: "dark" | "light"): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.locator(`.monaco-workbench.${themeClasses[themePairs[pair][colorScheme]]}`).waitFor();
  }

  /** Runs a command by its whole title in the palette: "Lossline: Refresh". */
  async command(title: string): Promise<void> {
    const choice = this.quickInput.choice(title);
    await eventually(
      async () => {
        await this.quickInput.open("F1", `>${title}`);
        await choice.waitFor({ timeout: 2000 }).catch(() => undefined);
        return choice.isVisible();
      },
      (found) => found, // extensions contribute their commands a moment after the window has opened
      30_000,
    );
    await choice.click();
  }

  /** Shows a container of the side bar by the name of its icon: "Lossline". */
  async showSideBar(name: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item:has(a[aria-label^="${name}"])`);
    await icon.waitFor();
    if ((await icon.getAttribute("aria-selected")) !== "true") await icon.click();
    await this.page.locator(".part.sidebar .composite.title").getByText(name).first().waitFor();
    await rest(this.page);
  }

  tree(view: string): Tree {
    return new Tree(this.page, view);
  }

  /** Drags the side bar's edge until it is this wide, in pixels. */
  async resizeSideBar(width: number): Promise<void> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    if (box === null) throw new Error("no side bar is shown");
    const [edge, middle] = [box.x + box.width, box.y + box.height / 3];
    await this.page.mouse.move(edge, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 5 });
    await this.page.mouse.up();
    await rest(this.page);
  }

  /** Opens a file of the project in an editor. @param path within the folder, with "/" @param line counted from 1 */
  async openFile(path: string, line = 1): Promise<void> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const choice = this.quickInput.widget.locator(`.monaco-list-row[aria-label^="${name}"]`).first();
    await eventually(
      async () => {
        await this.quickInput.open("Control+P", `${path}:${line}`);
        await choice.click();
        await this.quickInput.widget.waitFor({ state: "hidden" });
        return this.activeTab();
      },
      (active) => active === name, // the list may have come to another order under the click
      30_000,
    );
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
  }

  /** The tab of an editor or a plot. */
  tab(name: string): Locator {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`);
  }

  /** The title of the tab that is in front. */
  private activeTab(): Promise<string | null> {
    const front = ".editor-group-container.active .tabs-container .tab.active";
    return this.page.locator(front).first().getAttribute("data-resource-name");
  }

  /** The titles of all tabs, from left to right. */
  async tabs(): Promise<string[]> {
    const tabs = await this.page.locator(".tabs-container .tab").all();
    return Promise.all(tabs.map(async (tab) => (await tab.getAttribute("data-resource-name")) ?? ""));
  }

  /** The visible lines of the active editor. */
  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .monaco-editor .view-lines").first();
  }

  /** A CodeLens whose text contains this; click it. */
  codeLens(text: string): Locator {
    return this.page.locator(".codelens-decoration a").filter({ hasText: text }).first();
  }

  /** What the shown terminals show. Scrolled-away lines are not part of it. */
  async terminalText(): Promise<string> {
    const screens = await this.page.locator(".terminal-wrapper.active .xterm-rows").allInnerTexts();
    return screens.join("\n").replaceAll("\u00a0", " ");
  }

  /** Waits until the terminal shows a text. */
  async terminalShows(text: string | RegExp, timeout?: number): Promise<void> {
    const has = (shown: string): boolean => (typeof text === "string" ? shown.includes(text) : text.test(shown));
    await eventually(() => this.terminalText(), has, timeout);
  }

  /** The page within the shown webview; the last one if several are shown. */
  webview(): FrameLocator {
    return this.page
      .locator("iframe.webview.ready:visible")
      .last()
      .contentFrame()
      .locator("#active-frame")
      .contentFrame();
  }

  /** A notice at the lower right whose text contains this. */
  notification(text: string): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text });
  }

  /** A button of a notice. */
  notificationButton(text: string, button: string): Locator {
    return this.notification(text).locator(".monaco-button").getByText(button, { exact: true });
  }

  /** The texts of all notices that are shown. */
  async notifications(): Promise<string[]> {
    return this.page.locator(".notifications-toasts .notification-list-item-message").allInnerTexts();
  }

  /** An entry of the status bar whose text contains this. */
  statusBar(text: string): Locator {
    return this.page.locator(".part.statusbar .statusbar-item").filter({ hasText: text });
  }

  /** Takes a picture of the whole window once it has come to rest. @param folder within out/ @returns its path */
  async screenshot(name: string, folder = "screenshots"): Promise<string> {
    mkdirSync(join(out, folder), { recursive: true });
    const path = join(out, folder, `${name.replaceAll(/[^\w-]+/g, "-")}.png`);
    let last: Buffer = Buffer.alloc(0);
    await eventually(
      () => this.page.screenshot({ path }),
      (picture) => {
        const resting = picture.equals(last);
        last = picture;
        return resting;
      },
    );
    return path;
  }
}

/**
 * Opens a workbench for a suite, and closes it afterwards. A test that fails leaves a picture in out/screenshots/, and
 * so does every suite of its end, which is what to look at when a hook failed.
 * @returns gives the workbench to the suite's tests
 */
export function useWorkbench(options?: WorkbenchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  // What still runs never comes to rest: its last picture is there all the same, and the next test goes on.
  const picture = (name: string) => workbench?.screenshot(name).catch(() => undefined);
  before("the workbench opens", async () => {
    workbench = await Workbench.open(options);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await picture(`failed ${this.currentTest.fullTitle()}`);
  });
  after("the workbench closes", async function () {
    await picture(`end of ${this.test?.parent?.fullTitle() ?? ""}`);
    await workbench?.close();
  });
  return () => {
    if (workbench === undefined) throw new Error("The workbench is open within tests only.");
    return workbench;
  };
}
