import { equal, ok } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Refresher } from "../../../src/features/tree/refresher";

describe("refreshing", () => {
  it("happens once for many askings, and once more for what was asked meanwhile", async () => {
    let times = 0;
    const refresher = new Refresher(() => times++);
    for (let asked = 0; asked < 50; asked++) refresher.request();
    await delay(40);
    equal(times, 1);
    for (let asked = 0; asked < 50; asked++) refresher.request();
    equal(times, 1);
    await delay(160);
    equal(times, 2);
    refresher.dispose();
  });

  it("becomes seldom where it takes long", async () => {
    let clock = 0;
    const at: number[] = [];
    const refresher = new Refresher(
      () => {
        at.push(clock);
        clock += 30;
      },
      () => clock,
    );
    refresher.request();
    await delay(30);
    const before = performance.now();
    refresher.request();
    while (at.length < 2) await delay(5);
    ok(performance.now() - before > 250, "ten times what it takes");
    refresher.dispose();
  });

  it("happens again, not at once, if the work itself asks for it", async () => {
    let times = 0;
    const refresher: Refresher = new Refresher(() => {
      if (++times === 1) refresher.request();
    });
    refresher.request();
    await delay(50);
    equal(times, 1);
    await delay(150);
    equal(times, 2);
    await delay(150);
    equal(times, 2);
    refresher.dispose();
  });

  it("does not happen after its end", async () => {
    let times = 0;
    const refresher = new Refresher(() => times++);
    refresher.request();
    refresher.dispose();
    refresher.request();
    await delay(30);
    equal(times, 0);
  });
});
