import assert from "node:assert/strict";
import {
  emptyQueue,
  reduce,
  type Queue,
  type QueuedLaunch,
  type QueueEvent,
} from "../../../../src/launches/queue/queue";
import { turns, whyWaits } from "../../../../src/launches/queue/turns";
import { groupOf, queued } from "./support";

const one = { slots: 1, gpus: [] };
const after = (...events: readonly QueueEvent[]) => events.reduce(reduce, emptyQueue);
const add = (count: number, more: { readonly stopOnFailure?: boolean } = {}): QueueEvent => ({
  is: "add",
  group: groupOf("g", more),
  launches: Array.from({ length: count }, (_, at) => queued(`${at}`, "g")),
});
const states = ({ launches }: Queue) => launches.map(({ id, state, outcome }) => [id, outcome ?? state].join(" "));
const of = (queue: Queue, id: string): QueuedLaunch => queue.launches.find((each) => each.id === id)!;

describe("a queue", () => {
  it("starts as many as there are places, in order", () => {
    assert.deepEqual(
      turns(after(add(4)), { slots: 2, gpus: [] }).map(({ id }) => id),
      ["0", "1"],
    );
    const busy = after(add(4), { is: "take", id: "0", gpu: undefined });
    assert.deepEqual(
      turns(busy, { slots: 2, gpus: [] }).map(({ id }) => id),
      ["1"],
    );
  });

  it("gives each launch a GPU of its own, and none more than there are", () => {
    const gpus = ["0", "1"];
    assert.deepEqual(turns(after(add(3)), { slots: undefined, gpus }), [
      { id: "0", gpu: "0" },
      { id: "1", gpu: "1" },
    ]);
    const busy = after(add(3), { is: "take", id: "0", gpu: "1" });
    assert.deepEqual(turns(busy, { slots: 8, gpus }), [{ id: "1", gpu: "0" }]);
  });

  it("starts one at a time where nothing is said, and nothing while it is paused", () => {
    assert.equal(turns(after(add(3)), { slots: undefined, gpus: [] }).length, 1);
    assert.deepEqual(turns(after(add(3), { is: "pause" }), one), []);
    assert.equal(turns(after(add(3), { is: "pause" }, { is: "resume" }), one).length, 1);
  });

  it("goes on after a failure, unless the group is to stop then; those skipped wait again with it", () => {
    const run: readonly QueueEvent[] = [
      { is: "take", id: "0", gpu: undefined },
      { is: "start", id: "0", launch: "L0" },
      { is: "end", id: "0", outcome: "failed", reason: "exit code 1" },
    ];
    assert.deepEqual(states(after(add(3), ...run)), ["0 failed", "1 waiting", "2 waiting"]);
    const stopped = after(add(3, { stopOnFailure: true }), ...run);
    assert.deepEqual(states(stopped), ["0 failed", "1 skipped", "2 skipped"]);
    const again = reduce(stopped, { is: "retry", ids: ["0", "1", "2"] });
    assert.deepEqual(states(again), ["0/2 waiting", "1/2 waiting", "2/2 waiting"]);
    assert.deepEqual([of(again, "0/2").launch, of(again, "0/2").reason], [undefined, undefined]);
  });

  it("is put in another order, but for what has begun", () => {
    const busy = after(add(4), { is: "take", id: "0", gpu: undefined });
    assert.deepEqual(
      reduce(busy, { is: "move", ids: ["0", "2", "3"], before: "1" }).launches.map(({ id }) => id),
      ["0", "2", "3", "1"],
    );
    const last = reduce(busy, { is: "move", ids: ["1"], before: undefined });
    assert.equal(last.launches.at(-1)?.id, "1");
    assert.equal(reduce(busy, { is: "move", ids: ["1"], before: "1" }), busy);
  });

  it("lets go of what waits or ended, with its group, never of what runs", () => {
    const busy = after(add(2), { is: "take", id: "0", gpu: undefined });
    const left = reduce(busy, { is: "remove", ids: ["0", "1"] });
    assert.deepEqual(states(left), ["0 starting"]);
    const ended = reduce(left, { is: "end", id: "0", outcome: "finished" });
    assert.deepEqual(reduce(ended, { is: "remove", ids: ["0"] }), emptyQueue);
  });

  it("takes no event that comes too late", () => {
    const ended = after(add(1), { is: "end", id: "0", outcome: "stopped" });
    for (const event of [
      { is: "take", id: "0", gpu: undefined },
      { is: "start", id: "0", launch: "L" },
      { is: "release", id: "0" },
      { is: "end", id: "0", outcome: "finished" },
    ] as const)
      assert.equal(reduce(ended, event), ended, event.is);
  });
});

describe("a launch that waits", () => {
  it("says why", () => {
    const busy = after(add(3), { is: "take", id: "0", gpu: "0" });
    assert.equal(whyWaits(busy, of(busy, "1"), one, true), "waits for a place: 1 of 1 are taken");
    assert.equal(whyWaits(busy, of(busy, "2"), one, true), "1 launch is before it");
    assert.equal(whyWaits(busy, of(busy, "1"), { slots: 4, gpus: ["0"] }, true), "waits for a GPU: 1 of 1 are taken");
    assert.equal(whyWaits(busy, of(busy, "1"), one, false), "another window runs this queue");
    const paused = reduce(busy, { is: "pause" });
    assert.equal(whyWaits(paused, of(paused, "1"), one, true), "the queue is paused");
  });
});
