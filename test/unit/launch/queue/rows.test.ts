import assert from "node:assert/strict";
import { allowedGpus, parseGpus } from "../../../../src/launches/queue/gpus";
import { queuedEnd } from "../../../../src/launches/queue/queuedEnd";
import { queueRows } from "../../../../src/launches/queue/rows";
import { launch } from "../support";
import { groupOf, queued } from "./support";

const limits = { slots: 1, gpus: [] };

describe("the rows of a queue", () => {
  it("tell how far each group is, how each launch stands, and what can be done with it", () => {
    const queue = {
      isPaused: false,
      groups: [groupOf("g", { name: "seed" })],
      launches: [
        queued("a", "g", { state: "ended", outcome: "finished" }),
        queued("b", "g", { state: "ended", outcome: "failed", reason: "exit code 1" }),
        queued("c", "g", { state: "running", gpu: "1" }),
        queued("d", "g"),
      ],
    };
    const [group] = queueRows({ queue, limits, isOwner: true });
    assert.equal(group?.label, "train.py: seed");
    assert.equal(group.description, "1 of 4 done, 1 failed, 1 running");
    assert.deepEqual(
      group.rows.map(({ label, description, words }) => [label, description, words.join(" ")]),
      [
        ["--seed a", "finished", "canRemove"],
        ["--seed b", "failed (exit code 1)", "canRetry canRemove"],
        ["--seed c", "running · GPU 1", "canStop"],
        ["--seed d", "waits for a place: 1 of 1 are taken", "movable canStop canRemove"],
      ],
    );
    assert.deepEqual(group.queuedIds, ["a", "b", "c", "d"]);
  });
});

describe("the end of a queued launch", () => {
  it("is what its exit code says, and stopped where the user wished so", () => {
    const ended = (exitCode: number | undefined) =>
      launch({ ending: "exited", ...(exitCode === undefined ? {} : { exitCode }) });
    assert.deepEqual(queuedEnd(ended(0), false), { outcome: "finished" });
    assert.equal(queuedEnd(ended(130), false).outcome, "stopped");
    assert.match(queuedEnd(ended(137), false).reason ?? "", /SIGKILL/);
    assert.equal(queuedEnd(ended(143), true).outcome, "stopped");
    assert.equal(queuedEnd(ended(undefined), false).outcome, "unknown");
    assert.equal(queuedEnd(launch({ ending: "closed" }), false).outcome, "stopped");
    assert.equal(queuedEnd(undefined, false).outcome, "unknown");
  });
});

describe("GPUs", () => {
  it("are read from nvidia-smi, and only those that the user lets be seen are handed out", () => {
    assert.deepEqual(parseGpus("0\n1\n\nNo devices were found\n"), ["0", "1"]);
    assert.deepEqual(allowedGpus(["0", "1", "2"], undefined), ["0", "1", "2"]);
    assert.deepEqual(allowedGpus(["0", "1", "2"], "2, 0"), ["0", "2"]);
    assert.deepEqual(allowedGpus(["0", "1"], ""), []);
  });
});
