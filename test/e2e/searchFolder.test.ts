import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { goodRows, put } from "../support/hostile/hostileCase";
import { useWorkbench, type Workbench } from "../support/workbench";

const searchThis = "Search This Folder";

/** A project in a folder where another run lies beside it, with a link. @param target where the link leads, seen from the project */
function projectWithLink(target: string): string {
  const around = temporaryFolder("around");
  put(around, "beside/metrics.csv", goodRows);
  put(around, "project/inside/metrics.csv", goodRows);
  mkdirSync(join(around, "project"), { recursive: true });
  symlinkSync(target, join(around, "project", "link"));
  return join(around, "project");
}

async function showProblem(workbench: Workbench, reason: string): Promise<string> {
  await workbench.showSideBar("Lossline");
  const tree = workbench.tree("Runs");
  await tree.shows("inside");
  await tree.expand("Problems");
  const label = `This link was not followed: ${reason}`;
  await tree.shows(label);
  const rows = await tree.list.locator(".label-name").allInnerTexts();
  return rows.find((row) => row.startsWith(label))!;
}

describe("a link out of a restricted workspace", () => {
  const workbench = useWorkbench({ folder: projectWithLink("../beside"), restricted: true });

  it("is named, its runs are not shown, and nothing offers to search there", async () => {
    const label = await showProblem(workbench(), "it leads out of the workspace, which is in Restricted Mode");
    assert.deepEqual(
      (await workbench().tree("Runs").rows()).filter((row) => row.startsWith("beside")),
      [],
    );
    const entries = await workbench().tree("Runs").contextMenuEntries(label);
    assert.ok(!entries.includes(searchThis), entries.join());
    await workbench().screenshot("link restricted");
  });
});

describe("a link that is not followed in a trusted workspace", () => {
  const workbench = useWorkbench({ folder: projectWithLink("..") });

  it("is named, and its folder is searched once that is asked for", async () => {
    const label = await showProblem(workbench(), "it leads to a folder that holds this one");
    await workbench().tree("Runs").contextMenu(label, searchThis);
    await workbench()
      .tree("Runs")
      .shows(/^beside\b/);
    await workbench().screenshot("link searched");
  });
});
