import { formatDelta, formatSpread } from "../../src/runs/describe/numbers";
import { overnight, writeMorningScript, writeOvernight } from "../support/overnight";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const night = overnight();

function project(): string {
  const folder = temporaryFolder("overnight");
  writeOvernight(folder, night);
  writeMorningScript(folder, night);
  return folder;
}

describe("the morning after 40 runs", function () {
  const workbench = useWorkbench({ folder: project(), size: { width: 1400, height: 900 } });
  const runs = () => workbench().tree("Runs");
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  before(() => workbench().showSideBar("Lossline"));

  it("they are eight rows; a group that diverged and a run that stopped early stand out", async () => {
    await runs().shows(/^lr3 5 seeds 5 NaN/);
    await runs().expand("lr0.01");
    await runs().shows(/^lr0\.01_s3 stopped early, 90 of 200/);
    await runs().collapse("lr0.01");
  });

  it("a group as the baseline gives every other its verdict, by SciPy's numbers", async () => {
    await runs().inlineAction(`lr${night.baseline}`, "Set as Baseline");
    for (const [lr, { delta, verdict, mean, sd }] of Object.entries(night.expected)) {
      const said = `${formatDelta(delta)} ${verdict}`;
      await runs().shows(new RegExp(`^lr${escaped(lr)} ${escaped(said)}.* ${escaped(formatSpread(mean, sd))}`));
    }
  });

  it("a single run is within noise; repeated with three more seeds by its row's menu, it is better", async () => {
    const { alone, together } = night.repeated;
    const { quickInput } = workbench();
    await workbench().openFile("train.py");
    await workbench().command("Lossline: Train with Arguments…");
    await quickInput.widget.getByPlaceholder("Arguments as in a terminal").waitFor();
    await quickInput.accept("--lr 0.5");
    await runs().shows(new RegExp(`^lr0\\.5_s0 ${escaped(`${formatDelta(alone.delta)} ${alone.verdict}`)}`), 60_000);
    const told = `lr0.5_s0 ${formatDelta(alone.delta)} ${alone.verdict}`;
    await workbench().page.locator(".statusbar-item").getByText(told).waitFor();
    await workbench().screenshot("repeat alone");
    await runs().contextMenu("lr0.5_s0", "Repeat with Seeds…");
    await quickInput.widget.getByText("Queues --seed 5, 6, 7. Type how many").waitFor();
    await workbench().screenshot("repeat box");
    await quickInput.input.press("Enter");
    const said = `${formatDelta(together.delta)} ${together.verdict}`;
    await runs().shows(new RegExp(`^lr0\\.5 ${escaped(said)} .*4 seeds`), 90_000);
    await workbench().screenshot("repeat together");
  }).timeout(240_000);

  it("rows that are selected are plotted without a click more", async () => {
    const { page } = workbench();
    await runs().row("lr0.03").click();
    await page
      .locator(".tab")
      .getByText(/^Plots: /)
      .waitFor();
    await runs()
      .row("lr0.3")
      .click({ modifiers: ["Control"] });
    await page
      .locator(".tab")
      .getByText(/^Plots: lr0\.03_s\d \+9$/)
      .waitFor();
    await workbench().screenshot("selection plotted");
  });

  it("the filter completes a metric's name, and stands above the runs with its count", async () => {
    const { quickInput, page } = workbench();
    await workbench().command("Lossline: Filter Runs…");
    await quickInput.widget.getByPlaceholder("Words or terms").waitFor();
    await quickInput.input.fill("lr0.5 acc");
    await quickInput.choice("val/acc").click();
    await eventually(
      () => quickInput.input.inputValue(),
      (text) => text === "lr0.5 val/acc ",
    );
    await quickInput.input.fill("lr0.5 val/acc > 0.9");
    await quickInput.widget.getByText("4 of 44 runs").waitFor();
    await workbench().screenshot("filter completed");
    await quickInput.input.press("Enter");
    await page.locator(".part.sidebar").getByText("Filter: lr0.5 val/acc > 0.9 · 4 of 44 runs").waitFor();
  });
});
