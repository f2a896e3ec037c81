import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { manyMarks, states } from "../support/hostile/roots";
import { crowdedProject, hostileProject, trackersProject } from "../support/hostileProject";
import { hostProbe } from "../support/hostProbe";
import { slowness } from "../support/slowness";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** Milliseconds from the click to the runs, on a quiet machine. A hang that is waited for takes more. */
const soon = 5000;
/** Milliseconds that the extension host may do nothing else. */
const mostBlocked = 100;

for (const [what, restricted, make] of [
  ["hostile inputs", false, () => hostileProject(manyMarks)],
  ["hostile inputs", true, () => hostileProject(states[0]!)],
  ["what no tracker writes", false, trackersProject],
  ["what no tracker writes", true, trackersProject],
  ["crowds, odd names, and what nobody may read", true, crowdedProject],
] as const) {
  describe(`a project of ${what} in a ${restricted ? "restricted" : "trusted"} window`, () => {
    const project = make();
    const probe = hostProbe();
    // VS Code's own Git starts what the repository names in a folder that is trusted; nothing else may.
    const settings = { "git.enabled": false };
    // As high as all rows together.
    const size = { width: 1400, height: 3000 };
    const refusable = true;
    const workbench = useWorkbench({
      folder: project.folder,
      restricted,
      refusable,
      beside: probe.folder,
      settings,
      size,
    });
    let begun = 0;
    let slow = slowness();

    it("shows every good run, and names each of the others in Problems, soon", async () => {
      await eventually(probe.blocks, (blocks) => blocks !== undefined, 30_000);
      slow = slowness();
      begun = Date.now();
      await workbench().showSideBar("Lossline");
      const rows = () => workbench().tree("Runs").rows();
      const isShown = (list: readonly string[]) => project.good.every((name) => list.some((row) => row.includes(name)));
      await eventually(rows, isShown, 20_000);
      const shown = Date.now() - begun;
      await workbench().tree("Runs").expand("Problems");
      const unnamed = (list: readonly string[]) => [
        ...[...project.named].flatMap(([name, text]) => (list.some((row) => text.test(row)) ? [] : [name])),
        ...[...project.shown].flatMap(([label, text]) =>
          list.some((row) => row.startsWith(label) && text.test(row)) ? [] : [label],
        ),
      ];
      await eventually(
        async () => unnamed(await rows()),
        (left) => left.length === 0,
        30_000,
      );
      const took = Date.now() - begun;
      const after = slowness();
      const clock = Math.max(slow.clock, after.clock);
      slow = { clock, processor: Math.max(slow.processor, after.processor) };
      const told = `${shown} ms, ${took} ms, where plain work takes ${clock.toFixed(1)} times as long as it may`;
      console.log(`      ${told}`);
      assert.ok(took < soon * clock, told);
    });

    it("goes on answering", async () => {
      await workbench().tree("Runs").row(project.good[0]!).click();
      await workbench().webview().locator('section.chart[data-name="loss"]').waitFor();
    });

    it("ends no reader over any of them", async () => {
      const rows = await workbench().tree("Runs").rows();
      assert.deepEqual(
        rows.filter((row) => row.includes("It is set aside until")),
        [],
      );
    });

    it(`keeps the extension host for no longer than ${mostBlocked} ms at a time`, () => {
      const since = probe.blocks()!.flatMap(({ at, took }) => (at >= begun ? [{ after: at - begun, took }] : []));
      const longest = Math.max(0, ...since.map(({ took }) => took));
      assert.ok(longest <= mostBlocked * slow.processor, `${JSON.stringify(since)}, ${JSON.stringify(slow)}`);
    });

    it("starts nothing that the repository names", () => {
      assert.equal(existsSync(project.started), false);
    });
  });
}
