import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { copyOfSample } from "../../scripts/lib/sample.mjs";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** Logs that no editor of text can show: a file's name, what is copied from the fixtures, and where to. */
const logs = [
  ["run-ooo.wandb", "cases/wandb_steps_given_out_of_order/input/wandb", "wandb"],
  ["mlflow.db", "cases/mlflow_no_steps/input/s/mlflow.db", "mlflow.db"],
  ["optuna.db", "optuna/sqlite_v3_6/study.db", "optuna.db"],
] as const;

function project(): string {
  const folder = copyOfSample();
  for (const [, from, to] of logs)
    cpSync(join(root, "test/fixtures", from), join(folder, "trackers", to), { recursive: true });
  return folder;
}

describe("a newcomer", function () {
  this.timeout(120_000);
  const workbench = useWorkbench({ folder: project(), size: { width: 1400, height: 900 } });
  const walkthrough = () => workbench().page.locator(".gettingStartedContainer");
  const plots = () => workbench().page.locator('.tabs-container .tab[aria-label^="Plots"]');
  let clicks = 0;
  const click = async (name: string | RegExp) => {
    await walkthrough().getByRole("button", { name }).first().click();
    clicks++;
  };

  it("comes from the walkthrough alone to a first difference from a baseline, within 30 seconds", async () => {
    const { quickInput } = workbench();
    const from = Date.now();
    await workbench().command("Lossline: First Steps");
    clicks++;
    await walkthrough().getByText("First Steps with Lossline").first().waitFor();
    await workbench().screenshot("newcomer walkthrough");
    await click("Show Runs");
    await workbench().tree("Runs").list.getByRole("treeitem").first().waitFor();
    await click(/^Choose a Baseline/);
    await click("Switch Baseline…");
    await quickInput.widget.locator(".monaco-list-row").first().click();
    clicks++;
    await workbench()
      .tree("Runs")
      .shows(/(better|worse|within noise|unclear|[▲▼])/, 30_000);
    const took = Date.now() - from;
    await workbench().screenshot("newcomer first difference");
    console.log(`      ${clicks} clicks, ${took} ms`);
    assert.ok(clicks <= 6, `${clicks} clicks`);
    assert.ok(took <= 30_000, `it took ${took} ms`);
  });

  it("sees the step as done, since there is a baseline now", async () => {
    await walkthrough().locator('.getting-started-step:has-text("Choose a Baseline") .complete').first().waitFor();
  });

  for (const name of ["trainer_state.json", ...logs.map(([file]) => file)]) {
    it(`opens ${name} in Lossline by Open With`, async () => {
      const { quickInput } = workbench();
      await workbench().command("View: Close All Editors");
      await quickInput.open("Control+P", name);
      await quickInput.widget.locator(`.monaco-list-row[aria-label^="${name}"]`).first().click();
      await workbench().tab(name).waitFor();
      await workbench().command("View: Reopen Editor With...");
      await quickInput.choice("Lossline").click();
      await plots().waitFor();
      await workbench().webview().locator("section.chart canvas:visible").first().waitFor();
      await workbench().screenshot(`newcomer opens ${name}`);
      await eventually(
        () => workbench().tabs(),
        (tabs) => !tabs.includes(name), // its own editor leads to the plots and closes
      );
    });
  }

  it("reads what leaves the machine", async () => {
    await workbench().command("Lossline: What Leaves This Machine");
    await workbench().webview().getByText("Nothing, unless you click.").waitFor();
    await workbench().screenshot("newcomer what leaves");
  });

  it("gets sample runs in a window of their own", async () => {
    const opened = workbench().page.context().waitForEvent("page", { timeout: 30_000 });
    await workbench().command("Lossline: Open Sample Runs");
    const page = await opened;
    await eventually(
      () => page.url(),
      (url) => /sample(%20|\+| )runs/.test(url),
    );
    await page.close();
  });

  it("begins an issue with versions and counts, and with nothing of the project", async () => {
    const { page } = workbench();
    let address: string | undefined;
    await page.context().route("https://github.com/**", (route) => {
      address ??= route.request().url();
      return route.fulfill({ body: "" });
    });
    await workbench().command("Lossline: Report Issue…");
    await page.locator(".monaco-dialog-box").getByRole("button", { name: "Open", exact: true }).click();
    const begun = await eventually(
      () => address,
      (found) => found !== undefined,
    );
    const body = new URL(begun ?? "").searchParams.get("body") ?? "";
    assert.match(body, /- Lossline: \d+\.\d+\.\d+\n(- .+\n)*- Runs by format: .*tensorboard \d+/);
    assert.doesNotMatch(body, /sample|digits|lr0|trackers|\//);
  });
});
