import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { Naming } from "../../../src/host/naming";
import { namesOf, RunNames } from "../../../src/runs/describe/names";
import type { RunSummary } from "../../../src/shared/run";
import type { RunsChange } from "../../../src/store/runStore";
import { Emitter } from "../../../src/util/emitter";
import { makeRun } from "../../support/runs";

describe("What runs are called in a window", () => {
  const state = { label: () => undefined };

  function opened(count: number) {
    const all = Array.from({ length: count }, (_, at) =>
      makeRun(`sweep${Math.floor(at / 100)}/run${at % 100}`, { loss: [1] }, { params: { lr: at % 7 } }),
    );
    const runs = new Map(all.map((run) => [run.id, run]));
    const changes = new Emitter<RunsChange>();
    const naming = new Naming({ runs, onDidChange: changes.event }, state);
    const add = (run: RunSummary) => {
      runs.set(run.id, run);
      changes.fire({ changed: [run.id], removed: [], problems: false });
    };
    const shown = () => [...runs.values()].map((run) => naming.nameOf(run));
    const right = () => {
      const names = namesOf(runs.values());
      return [...runs.keys()].map((id) => names.get(id));
    };
    return { runs, naming, add, shown, right };
  }

  it("is known at once where they are few", () => {
    const { naming, add, shown, right } = opened(300);
    deepEqual(shown(), right());
    add(makeRun("another/run1", { loss: [1] }));
    deepEqual(shown(), right());
    naming.dispose();
  });

  it("is known a moment later where they are many, and told then", async () => {
    const { naming, add, shown, right } = opened(2500);
    const told = new EventEmitter();
    naming.onDidChange(() => told.emit("names"));
    equal(shown()[101], "run1");
    await once(told, "names");
    deepEqual(shown(), right());
    notEqual(shown()[101], "run1");
    add(makeRun("another/run1", { loss: [1] }));
    equal(shown().at(-1), "run1");
    await once(told, "names");
    deepEqual(shown(), right());
    naming.dispose();
  });

  it("is worked out with a pause for every run", () => {
    const { runs } = opened(500);
    let pauses = 0;
    const work = new RunNames().refreshing(runs);
    while (!work.next().done) pauses++;
    ok(pauses > 4 * 500, String(pauses));
  });
});
