import assert from "node:assert/strict";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

describe("a training script in the editor", () => {
  const workbench = useWorkbench();

  /** Brings the guard into view, which the terminal may have covered; keys reach the editor once it has the focus. */
  const showGuard = () =>
    eventually(
      async () => {
        await workbench().page.keyboard.press("Control+1");
        await workbench().page.keyboard.press("Control+End");
        return workbench().codeLens("Train").isVisible();
      },
      (visible) => visible,
      30_000,
    );

  before("it is open at its guard", async () => {
    await workbench().openFile("train_plain.py");
    await showGuard();
  });

  it("trains with arguments from its lens, after which the lens tells the result", async () => {
    const { quickInput } = workbench();
    await workbench().codeLens("With Arguments").click();
    await quickInput.input.fill("--epochs 3 --name 'open");
    await quickInput.widget.getByText("The ' at character 19 is never closed.").waitFor();
    await workbench().screenshot("launch arguments");
    await quickInput.accept("--epochs 3 --delay 0.2 --out plain_runs/clicked");
    await workbench().terminalShows(/epoch +3 +train\/loss/);
    await showGuard();
    await workbench().codeLens("last: val/acc").waitFor();
    await workbench().screenshot("launch finished");
  });

  it("offers the arguments that the script declares, and sets one from its row", async () => {
    const { quickInput } = workbench();
    await workbench().codeLens("With Arguments").click();
    await quickInput.input.fill("--out plain_runs/form --fail");
    const row = quickInput.widget.locator(".monaco-list-row").filter({ hasText: "--fail-at" });
    await row.getByText("raise an error at this epoch").waitFor();
    await workbench().screenshot("launch form");
    await row.click();
    await quickInput.widget.getByPlaceholder("Value of --fail-at").waitFor();
    await quickInput.accept("2");
    await eventually(
      () => quickInput.input.inputValue(),
      (line) => line === "--out plain_runs/form --fail-at 2",
    );
    await quickInput.cancel();
  });

  it("remembers the arguments", async () => {
    const { quickInput } = workbench();
    await workbench().codeLens("With Arguments").click();
    assert.equal(await quickInput.input.inputValue(), "--epochs 3 --delay 0.2 --out plain_runs/clicked");
    await quickInput.cancel();
  });

  it("tells of a failure in a notice that leads to the plot", async () => {
    await workbench().codeLens("With Arguments").click();
    await workbench().quickInput.accept("--epochs 5 --fail-at 3 --out plain_runs/failing");
    const failure = "train_plain.py failed after";
    await workbench().notification(failure).waitFor();
    await workbench().codeLens("last: failed (exit code 1: ").waitFor();
    await workbench().screenshot("launch failed");
    await workbench().notificationButton(failure, "Plot").click();
    await workbench().webview().locator("body").waitFor();
  });
});
