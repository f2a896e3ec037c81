import { formatDelta, formatSpread } from "../../src/runs/describe/numbers";
import { overnight, writeOvernight } from "../support/overnight";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { useWorkbench } from "../support/workbench";

const night = overnight();

function project(): string {
  const folder = temporaryFolder("overnight");
  writeOvernight(folder, night);
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
});
