import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/waiting";
import { nameOf, whyProject } from "../support/whyProject";
import { useWorkbench } from "../support/workbench";

describe("why a run is better, among 300, by keys alone", () => {
  const { folder, first, second } = whyProject();
  const workbench = useWorkbench({ folder, size: { width: 1500, height: 950 } });
  const page = () => workbench().webview();
  const press = (key: string) => workbench().page.keyboard.press(key);
  const type = (text: string) => workbench().page.keyboard.type(text);
  const names = () => page().locator(".canvas .row .name").allInnerTexts();
  const focused = () => page().locator(":focus");

  /** What has the focus in the page says this; nothing where the page has no focus, which its own shortcut then gives back. */
  async function label(): Promise<string> {
    const found: unknown = await page()
      .locator("body")
      .evaluate(
        `(() => {
          const own = document.activeElement;
          if (!document.hasFocus()) return undefined;
          if (own === document.body) return "";
          const said = own.getAttribute("aria-label") ?? "";
          return [said, own.innerText || own.parentElement.innerText].join(" ").trim();
        })()`,
      );
    if (typeof found === "string") return found;
    await command("View: Focus Active Editor Group");
    return "";
  }

  /** Presses a key until what has the focus in the page is what is wanted. */
  async function pressTo(name: RegExp, key: string): Promise<void> {
    await eventually(
      async () => {
        await press(key);
        return label();
      },
      (found) => name.test(found),
      30_000,
    );
  }

  /** Waits until what has the focus in the page is what is wanted. */
  const isAt = (name: RegExp) => eventually(label, (found) => name.test(found), 30_000);

  async function command(title: string): Promise<void> {
    await workbench().quickInput.open("F1", `>${title}`);
    const choice = workbench().quickInput.choice(title);
    await eventually(
      async () => {
        const isChosen = ((await choice.getAttribute("class")) ?? "").split(" ").includes("focused");
        if (!isChosen) await press("ArrowDown");
        return isChosen;
      },
      (isChosen) => isChosen,
    );
    await press("Enter");
    await workbench().quickInput.widget.waitFor({ state: "hidden" });
  }

  /** Opens the table, or brings it to the front, with the cursor in its filter. */
  async function openTable(): Promise<void> {
    await command("Lossline: Show Runs as a Table");
    await eventually(
      () => page().locator("body").evaluate("document.hasFocus() ? document.activeElement.getAttribute('role') : null"),
      (role) => role === "combobox",
      30_000,
    );
  }

  /** Types a filter; again, if the workbench was still moving the focus when the first keys came. */
  async function filter(text: string): Promise<void> {
    await eventually(
      async () => {
        await press("Control+a");
        await type(text);
        return page().getByRole("combobox", { name: "Filter runs" }).inputValue();
      },
      (typed) => typed === text,
    );
    await press("Enter");
  }

  async function toGrid(): Promise<void> {
    await eventually(
      async () => {
        await press("Tab");
        return focused().getAttribute("role");
      },
      (role) => role === "gridcell" || role === "columnheader" || role === "rowheader",
    );
  }

  async function choose(item: string): Promise<void> {
    await eventually(
      async () => {
        if ((await focused().innerText()).includes(item)) return true;
        await press("ArrowDown");
        return (await focused().innerText()).includes(item);
      },
      (found) => found,
    );
    await press("Enter");
  }

  it("opens the table from the palette and sets a baseline", async () => {
    await openTable();
    await page()
      .getByText(/^300 runs/)
      .waitFor();
    await filter(`name:${nameOf(0, 0)}`);
    await eventually(names, (found) => found.length === 1);
    await toGrid();
    for (const key of ["Control+Home", "ArrowDown", "ArrowRight"]) await press(key);
    await press("Shift+F10");
    await page().getByRole("menuitem", { name: "Set as Baseline" }).waitFor();
    await choose("Set as Baseline");
    await page().locator(".tops .row.baseline").waitFor();
  });

  it("filters, folds seeds and sorts by Δ", async () => {
    await openTable();
    await filter("lr > 0.002");
    await page()
      .getByText(/240 of 300 runs/)
      .waitFor();
    await pressTo(/fold seeds/, "Tab");
    await press("Space");
    await page()
      .getByText(/48 seed groups/)
      .waitFor();
    await toGrid();
    await press("Control+Home");
    await pressTo(/Δ/, "ArrowRight");
    await press("Enter");
    await page()
      .getByText(/sorted by Δ.*↓|sorted by .*Δ.*↓/)
      .waitFor();
    await eventually(names, (found) => /set\d4/.test(found[0] ?? "") || /set\d9/.test(found[0] ?? ""));
  });

  it("compares two that were ticked", async () => {
    await pressTo(/fold seeds/, "Shift+Tab");
    await press("Space");
    await page()
      .getByText(/240 of 300 runs/)
      .waitFor();
    for (const name of [nameOf(1, 0), nameOf(44, 0)]) {
      await openTable();
      await filter(`name:${name}`);
      await eventually(names, (found) => found.length === 1 && found[0]!.includes(name));
      await toGrid();
      await press("Control+Home");
      await press("ArrowDown");
      await press("ArrowDown");
      await press("Space");
    }
    await page().getByRole("button", { name: "Plot 2 Runs" }).waitFor();
    await press("Control+Enter");
    await page().getByRole("heading", { name: "Metrics at equal step" }).waitFor();
    await page().getByRole("heading", { name: "In order of suspicion" }).waitFor();
    assert.match(await page().locator(".suspects").innerText(), /Params.*Code/s);
  });

  it("tells which setting matters among the 300", async () => {
    await pressTo(/Which setting matters/, "Tab");
    await press("Enter");
    const table = page().getByRole("region", { name: "Importance of params" });
    await table.waitFor();
    assert.match(await table.locator("tbody tr").first().innerText(), /^lr/);
  });

  it("opens the difference of the code in VS Code's own editor", async () => {
    const [one, two] = [first.slice(0, 8), second.slice(0, 8)];
    await pressTo(new RegExp(`${one} … ${two}|${two} … ${one}`), "Shift+Tab");
    await press("Enter");
    await page().getByRole("button", { name: "train.py" }).waitFor();
    await pressTo(/train\.py/, "Tab");
    await press("Enter");
    const editor = workbench().page.locator(".monaco-diff-editor").first();
    await editor.waitFor();
    await editor.getByText("width = 128").first().waitFor();
    await editor.getByText("width = 64").first().waitFor();
    await command("View: Close Editor");
  });

  it("exports a report that needs nothing else", async () => {
    await isAt(/train\.py/); // the page was hidden meanwhile, and leads to where its reader was
    await pressTo(/^Report…/, "Shift+Tab");
    await press("Enter");
    await workbench().quickInput.widget.waitFor();
    const target = join(folder, "report-why.html");
    // The dialog fills in its own name a moment after it is there: what was typed before then would be part of it.
    const named = () => workbench().quickInput.input.first().inputValue();
    await eventually(named, (name) => name.endsWith("report.html"));
    await eventually(
      async () => {
        await press("Control+a");
        await type(target);
        return named();
      },
      (name) => name === target,
    );
    await press("Enter");
    await eventually(
      () => Promise.resolve(existsSync(target) && readFileSync(target, "utf8").includes("</html>")),
      (done) => done,
    );
    const html = readFileSync(target, "utf8");
    for (const part of ["val_acc", "In order of suspicion", "<svg", "How to reproduce", first])
      assert.ok(html.includes(part), part);
    assert.doesNotMatch(html, /<script|https?:\/\/(?!www\.w3\.org)/);
  });
});
