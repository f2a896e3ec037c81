import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { manyMarks, states } from "../support/hostile/roots";
import { hostileProject } from "../support/hostileProject";
import { hostProbe } from "../support/hostProbe";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** Milliseconds to the runs: five seconds on a quiet machine, of which the window takes some. Hangs that are waited for take more. */
const soon = 10_000;
/** Milliseconds that the extension host may do nothing else. */
const mostBlocked = 100;

for (const [restricted, state] of [
  [false, manyMarks],
  [true, states[0]!],
] as const) {
  describe(`a project of hostile inputs in a ${restricted ? "restricted" : "trusted"} window`, () => {
    const project = hostileProject(state);
    const probe = hostProbe();
    // VS Code's own Git starts what the repository names in a folder that is trusted; nothing else may.
    const settings = { "git.enabled": false };
    // As high as all rows together.
    const size = { width: 1400, height: 3000 };
    const workbench = useWorkbench({ folder: project.folder, restricted, beside: probe.folder, settings, size });
    let begun = 0;

    it("shows every good run soon, and goes on answering", async () => {
      await eventually(probe.blocks, (blocks) => blocks !== undefined, 30_000);
      begun = Date.now();
      await workbench().showSideBar("Lossline");
      await eventually(
        () => workbench().tree("Runs").rows(),
        (rows) => project.good.every((name) => rows.some((row) => row.includes(name))),
        20_000,
      );
      const took = Date.now() - begun;
      assert.ok(took < soon, `${took} ms`);
      await workbench().tree("Runs").row(project.good[0]!).click();
      await workbench().webview().locator('section.chart[data-name="loss"]').waitFor();
    });

    it("names each of the others in Problems", async () => {
      await workbench().tree("Runs").expand("Problems");
      const unnamed = (rows: readonly string[]) =>
        [...project.named].flatMap(([name, text]) => (rows.some((row) => text.test(row)) ? [] : [name]));
      await eventually(
        async () => unnamed(await workbench().tree("Runs").rows()),
        (left) => left.length === 0,
        30_000,
      );
    });

    it(`keeps the extension host for no longer than ${mostBlocked} ms at a time`, () => {
      const since = probe.blocks()!.filter(({ at }) => at >= begun);
      assert.ok(Math.max(0, ...since.map(({ took }) => took)) <= mostBlocked, JSON.stringify(since));
    });

    it("starts nothing that the repository names", () => {
      assert.equal(existsSync(project.started), false);
    });
  });
}
