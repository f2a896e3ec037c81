import assert from "node:assert/strict";
import { emptyQueue, type Queue } from "../../../../src/launches/queue/queue";
import { QueueRunner, type QueuedEnd, type Starter } from "../../../../src/launches/queue/queueRunner";
import type { Limits } from "../../../../src/launches/queue/turns";
import { groupOf, queued } from "./support";

/** Starts nothing: notes what it is asked, and ends what the test says. */
class FakeStarter implements Starter {
  readonly log: string[] = [];
  readonly ends = new Map<string, (end: QueuedEnd) => void>();
  most: Limits = { slots: 2, gpus: [] };
  found: ReadonlySet<string> = new Set();
  neverTyped: ReadonlySet<string> = new Set();

  start({ id, gpu, args }: Parameters<Starter["start"]>[0]) {
    this.log.push(`start ${id}${gpu === undefined ? "" : ` on ${gpu}`}`);
    if (args.includes("--refused")) return Promise.reject(new Error("no Python"));
    return Promise.resolve(args.includes("--closed") ? undefined : this.running(id));
  }

  find({ id }: Parameters<Starter["find"]>[0]) {
    this.log.push(`find ${id}`);
    if (this.neverTyped.has(id)) return Promise.resolve("never typed" as const);
    return Promise.resolve(this.found.has(id) ? this.running(id) : undefined);
  }

  stop(launch: string) {
    this.log.push(`stop ${launch}`);
    return Promise.resolve();
  }

  limits() {
    return Promise.resolve(this.most);
  }

  private running(id: string) {
    return { launch: `L${id}`, ended: new Promise<QueuedEnd>((resolve) => this.ends.set(id, resolve)) };
  }
}

class FakeKeeping {
  kept: Queue = emptyQueue;
  free = true;
  read = () => Promise.resolve(this.kept);
  write = (queue: Queue) => void (this.kept = queue);
  claim = () => Promise.resolve(this.free);
}

const settled = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

function made(kept: Queue = emptyQueue) {
  const starter = new FakeStarter();
  const keeping = new FakeKeeping();
  keeping.kept = kept;
  const runner = new QueueRunner(starter, keeping, (error) => assert.ok(false, String(error)));
  const states = () => runner.queue.launches.map(({ id, state, outcome }) => `${id} ${outcome ?? state}`);
  const end = async (id: string, end: QueuedEnd = { outcome: "finished" }) => {
    starter.ends.get(id)?.(end);
    await settled();
  };
  const add = async (...launches: readonly (readonly [string, ...string[]])[]) => {
    runner.happen({
      is: "add",
      group: groupOf("g"),
      launches: launches.map(([id, ...args]) => queued(id, "g", { args })),
    });
    await settled();
  };
  return { starter, keeping, runner, states, end, add };
}

describe("a queue that moves", () => {
  it("starts the next whenever one ends, also what is added meanwhile, and tells when a group is over", async () => {
    const { starter, runner, states, end, add } = made();
    await runner.open();
    await add(["a"], ["b"], ["c"]);
    assert.deepEqual(states(), ["a running", "b running", "c waiting"]);
    let over = 0;
    void runner.ended("g").then((launches) => (over = launches.length));
    await end("b", { outcome: "failed", reason: "exit code 1" });
    assert.deepEqual(states(), ["a running", "b failed", "c running"]);
    await end("a");
    assert.equal(over, 0);
    await end("c");
    assert.equal(over, 3);
    assert.deepEqual(starter.log, ["start a", "start b", "start c"]);
  });

  it("hands a GPU on once it is free", async () => {
    const { starter, runner, end, add } = made();
    starter.most = { slots: undefined, gpus: ["0", "1"] };
    await runner.open();
    await add(["a"], ["b"], ["c"]);
    await end("b");
    assert.deepEqual(starter.log, ["start a on 0", "start b on 1", "start c on 1"]);
  });

  it("goes on after what could not be started, with the reason", async () => {
    const { runner, states, add } = made();
    await runner.open();
    await add(["a", "--refused"], ["b", "--closed"], ["c"]);
    assert.deepEqual(states(), ["a failed", "b stopped", "c running"]);
    assert.equal(runner.queue.launches[0]?.reason, "no Python");
  });

  it("stops what runs, and gives up what waits", async () => {
    const { starter, runner, states, end, add } = made();
    await runner.open();
    await add(["a"], ["b"], ["c"], ["d"]);
    await runner.stop(["a", "c", "d"]);
    assert.deepEqual(states(), ["a running", "b running", "c stopped", "d stopped"]);
    await end("a", { outcome: "stopped" });
    assert.deepEqual(starter.log, ["start a", "start b", "stop La"]);
  });

  it("is found again after a reload: what runs is followed, what never began waits, what nobody knows is unknown", async () => {
    const kept: Queue = {
      isPaused: false,
      groups: [groupOf("g")],
      launches: [
        queued("a", "g", { state: "running", launch: "La" }),
        queued("b", "g", { state: "running", launch: "Lb" }),
        queued("c", "g", { state: "starting" }),
        queued("d", "g", { state: "starting" }),
        queued("e", "g"),
      ],
    };
    const { starter, runner, states, end } = made(kept);
    starter.found = new Set(["a", "c"]);
    await runner.open();
    await settled();
    assert.deepEqual(states(), ["a running", "b unknown", "c running", "d waiting", "e waiting"]);
    await end("a");
    assert.deepEqual(states(), ["a finished", "b unknown", "c running", "d running", "e waiting"]);
    assert.deepEqual(
      starter.log.filter((line) => line.startsWith("start")),
      ["start d"],
    );
  });

  it("starts again what an earlier window recorded as running, but had no time to type", async () => {
    const { runner, starter, states } = made({
      ...emptyQueue,
      groups: [groupOf("g")],
      launches: [queued("a", "g", { state: "running", launch: "La" })],
    });
    starter.neverTyped = new Set(["a"]);
    await runner.open();
    await settled();
    assert.deepEqual(starter.log, ["find a", "start a"]);
    assert.deepEqual(states(), ["a running"]);
  });

  it("moves in the window that owns it only, and takes over once that is gone", async () => {
    const { starter, keeping, runner, states } = made({
      ...emptyQueue,
      groups: [groupOf("g")],
      launches: [queued("a", "g")],
    });
    keeping.free = false;
    assert.equal(await runner.open(), false);
    await settled();
    assert.deepEqual([states(), starter.log], [["a waiting"], []]);
    keeping.free = true;
    assert.equal(await runner.open(), true);
    await settled();
    assert.deepEqual(states(), ["a running"]);
  });

  it("hears nothing of what ends once its window is gone", async () => {
    const { keeping, runner, end, add } = made();
    await runner.open();
    await add(["a"]);
    runner.dispose();
    await end("a", { outcome: "failed" });
    assert.equal(keeping.kept.launches[0]?.state, "running");
  });
});
