import assert from "node:assert/strict";
import { step, type LaunchEvent } from "../../../src/launches/states";
import { launch, noon } from "./support";

const begin: LaunchEvent = { is: "start", at: noon + 5, command: "python train.py --lr 1", watched: false };
const end: LaunchEvent = { is: "end", at: noon + 9, ending: "exited", exitCode: 3 };

describe("a launch", () => {
  it("goes from planned over queued and running to ended", () => {
    const planned = launch({ state: "planned" });
    const queued = step(planned, { is: "queue" });
    assert.equal(queued.state, "queued");
    const running = step(queued, begin);
    assert.deepEqual(
      [running.state, running.startedAt, running.command, running.watched],
      ["running", noon + 5, "python train.py --lr 1", false],
    );
    const ended = step(running, end);
    assert.deepEqual([ended.state, ended.endedAt, ended.ending, ended.exitCode], ["ended", noon + 9, "exited", 3]);
  });

  it("may start without having waited, and end without having started", () => {
    assert.equal(step(launch({ state: "planned" }), begin).state, "running");
    assert.equal(step(launch({ state: "queued" }), end).state, "ended");
  });

  it("stays as it is by what means nothing to it", () => {
    const ended = launch({ ending: "exited", exitCode: 0 });
    const process = { pid: 1, started: "a" };
    for (const event of [{ is: "queue" }, begin, end, { is: "locate", whereabouts: { shell: process } }] as const)
      assert.equal(step(ended, event), ended, event.is);
    const running = launch();
    assert.equal(step(running, begin), running);
    assert.equal(step(running, { is: "queue" }), running);
  });
});
