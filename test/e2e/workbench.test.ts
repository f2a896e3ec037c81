import assert from "node:assert/strict";
import { useWorkbench } from "../support/workbench";
import { eventually } from "../support/waiting";

describe("the workbench", () => {
  const workbench = useWorkbench();

  it("opens the sample folder", async () => {
    await workbench().page.locator(".explorer-folders-view").getByText("train_plain.py", { exact: true }).waitFor();
  });

  it("lists the extension among the installed ones", async () => {
    const { page } = workbench();
    await workbench().command("Extensions: Show Installed Extensions");
    await page.locator('.extensions-viewlet .monaco-list-row[aria-label^="Lossline"]').waitFor();
  });

  it("shows the extension's icon, and the runs behind it", async () => {
    await workbench().showSideBar("Lossline");
    const runs = workbench().tree("Runs");
    await runs.list.waitFor();
    const rows = await eventually(
      () => runs.rows(),
      (rows) => rows.length > 3,
    );
    assert.ok(rows.length > 3);
  });
});
