import assert from "node:assert/strict";
import { RunGroups } from "../../../src/host/runGroups";
import type { RunSummary } from "../../../src/shared/run";
import type { RunsChange } from "../../../src/store/runStore";
import { Emitter } from "../../../src/util/emitter";
import { makeRun } from "../../support/runs";

/** Counts how often somebody goes through all of it. */
class Counted extends Map<string, RunSummary> {
  looks = 0;

  override values(): MapIterator<RunSummary> {
    this.looks++;
    return super.values();
  }
}

describe("The groups that a window shows", () => {
  const seeded = (seed: number, lr: number) => makeRun(`s${seed}-${lr}`, { loss: [1] }, { params: { seed, lr } });

  function opened(...all: readonly RunSummary[]) {
    const runs = new Counted(all.map((run) => [run.id, run]));
    const changes = new Emitter<RunsChange>();
    const memory = { get: () => undefined, update: () => Promise.resolve() };
    const groups = new RunGroups(memory, { runs, onDidChange: changes.event });
    const add = (run: RunSummary) => {
      runs.set(run.id, run);
      changes.fire({ changed: [run.id], removed: [], problems: false });
    };
    return { runs, groups, add };
  }

  it("are found by one look through the runs, however many runs' groups are asked for", () => {
    const all = Array.from({ length: 50 }, (_, index) => seeded(index % 5, Math.floor(index / 5)));
    const { runs, groups } = opened(...all);
    for (const { id } of all) assert.equal(groups.seedsOf(id)?.runs.length, 5);
    assert.equal(runs.looks, 1);
  });

  it("have a new run as soon as the store tells of it", () => {
    const [first, second] = [seeded(0, 1), seeded(1, 1)];
    const { groups, add } = opened(first);
    assert.equal(groups.seedsOf(first.id)?.runs.length ?? 1, 1);
    add(second);
    assert.deepEqual(
      groups.seedsOf(first.id)?.runs.map(({ id }) => id),
      [first.id, second.id],
    );
  });

  it("are looked for anew in another grouping, and seed groups are known beside it", () => {
    const [first, second] = [seeded(0, 1), seeded(1, 1)];
    const { groups } = opened(first, second);
    groups.take();
    groups.choose({ by: { kind: "none" }, isFlat: false });
    assert.equal(groups.take(), false);
    assert.equal(groups.of(first.id)?.runs.length, 1);
    assert.equal(groups.seedsOf(first.id)?.runs.length, 2);
  });
});
