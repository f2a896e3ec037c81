import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFiles } from "../support/mlflowStore";
import { overnight, writeOvernight } from "../support/overnight";
import { eventually } from "../support/waiting";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { useWorkbench } from "../support/workbench";

const folder = temporaryFolder("today");
writeOvernight(folder, overnight());

/** A program for the page: how often something of a view changes within two seconds. */
const countChanges = (view: string) => `new Promise((resolve) => {
  let count = 0;
  const pane = document.querySelector('.part.sidebar .pane:has(.pane-header[aria-label^="${view}"])');
  new MutationObserver((changes) => (count += changes.length)).observe(pane, { subtree: true, childList: true, attributes: true });
  setTimeout(() => resolve(count), 2000);
})`;

describe("the Today view in the morning", function () {
  const workbench = useWorkbench({ folder, size: { width: 1400, height: 900 } });
  const today = () => workbench().tree("Today");
  const header = () => workbench().page.locator('.part.sidebar .pane-header[aria-label^="Today"]');
  const sentence = () =>
    workbench().page.locator('.part.sidebar .pane:has(.pane-header[aria-label^="Today"]) .message');
  const says = (text: string | RegExp) =>
    eventually(
      async () => (await sentence().allInnerTexts()).join(""),
      (shown) => (typeof text === "string" ? shown.includes(text) : text.test(shown)),
    );

  before(() => workbench().showSideBar("Lossline"));

  it("doesn't open by itself; opened, its sentence counts the 40 runs of the night", async () => {
    assert.equal(await header().getAttribute("aria-expanded"), "false");
    await header().click();
    const best = "Best lr0.3, 5 seeds, 0.9574 ± 0.0053.";
    await says(`In the last 24 hours: 40 runs. ${best} 5 diverged, 1 stopped at step 90.`);
    await today().shows("5 diverged");
    await today().reveal("lr3_s0");
    await today().shows(/^lr3_s\d NaN from step/);
    await workbench().screenshot("today");
  });

  it("draws nothing anew while nothing happens", async () => {
    const drawn = await workbench().page.evaluate<number>(countChanges("Today"));
    assert.equal(drawn, 0);
  });

  it("counts on the icon what asks for attention", async () => {
    const badge = workbench().page.locator('.activitybar .action-item:has(a[aria-label^="Lossline"]) .badge-content');
    await eventually(
      () => badge.allInnerTexts(),
      (texts) => texts.join("") === "5",
    );
  });

  it("is quiet once it is marked as seen", async () => {
    await workbench().command("Lossline: Mark as Seen");
    await says(/^Nothing happened since \d\d:\d\d\. All quiet\.$/);
    await eventually(
      () => today().rows(),
      (rows) => rows.length === 0,
    );
  });

  it("shows a run that fails within two seconds, with its reason", async () => {
    const run = "0123456789abcdef0123456789abcdef";
    const began = Date.now();
    const meta = (status: number, end: string) =>
      `artifact_uri: ./x\nend_time: ${end}\nentry_point_name: ''\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: ${run}\n` +
      `run_name: fragile\nrun_uuid: ${run}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: ${began}\n` +
      `status: ${status}\ntags: []\nuser_id: me\n`;
    const store = join(folder, "mlruns");
    writeFiles(store, {
      "0/meta.yaml": "artifact_location: ./x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
      [`0/${run}/meta.yaml`]: meta(1, "null"),
      [`0/${run}/metrics/loss`]: `${began} 1.5 0\n`,
    });
    await today().shows(/^fragile/);
    await today().shows("1 running");
    const from = Date.now();
    writeFiles(store, { [`0/${run}/meta.yaml`]: meta(4, String(from)) });
    await today().shows("1 failed");
    const took = Date.now() - from;
    await today().shows(/^fragile .*FAILED/);
    await says(/^Since \d\d:\d\d: 1 run\. .*1 failed\.$/);
    await workbench().screenshot("today failed");
    assert.ok(took < 2000, `it took ${took} ms`);
  });
});
