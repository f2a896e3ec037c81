import assert from "node:assert/strict";
import { Collector } from "../../../src/store/reading/heap";

describe("Garbage of what was given back", () => {
  it("is collected once the process nears its limit, and takes a tenth of the time at most", () => {
    let [memory, now, times] = [50, 0, 0];
    const collector = new Collector(
      100,
      () => memory,
      () => now,
      () => {
        times++;
        now += 20;
      },
    );
    collector.collect();
    assert.equal(times, 0, "there is room");
    memory = 80;
    collector.collect();
    collector.collect();
    assert.equal(times, 1, "just done");
    now += 200;
    collector.collect();
    assert.equal(times, 2);
  });

  it("is really collected by V8", async () => {
    const made = new WeakRef({});
    const collector = new Collector(0);
    await new Promise((resolve) => setImmediate(resolve));
    collector.collect();
    assert.equal(made.deref(), undefined);
  });
});
