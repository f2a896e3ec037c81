import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useWorkbench } from "../support/workbench";

describe("a rule on a metric", function () {
  const workbench = useWorkbench();
  const row = (name: string | RegExp) => workbench().page.locator(".test-explorer .monaco-list-row", { hasText: name });
  const write = (rules: unknown) => {
    mkdirSync(join(workbench().folder, ".lossline"), { recursive: true });
    writeFileSync(join(workbench().folder, ".lossline", "tests.json"), JSON.stringify(rules));
  };

  it("is in the Testing view as soon as its file is there, and is judged there by the verdict on the latest run", async () => {
    await workbench().showSideBar("Lossline");
    write({ tests: [{ metric: "val/acc", tolerance: 0.9 }, { metric: "no/such" }] });
    await workbench().command("Testing: Focus on Test Explorer View");
    await row("val/acc is not worse than the baseline by more than 0.9").waitFor();
    await workbench().command("Test: Run All Tests");
    await row(/no\/such is not worse/)
      .locator("xpath=self::*[contains(@aria-label, 'Errored')]")
      .waitFor();
  });

  it("that is written in no known way stands there with what is wrong", async () => {
    write({ tests: [{ metric: 1 }] });
    await row(".lossline/tests.json").waitFor();
  });
});
