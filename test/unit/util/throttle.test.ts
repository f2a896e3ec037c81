import { equal, ok } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Throttle } from "../../../src/util/throttle";

const pace = { wait: 10, rest: 100, ease: 10 };

describe("a throttled piece of work", () => {
  it("happens once for many askings, and once more for what was asked meanwhile", async () => {
    let times = 0;
    const throttle = new Throttle(pace, () => {
      times++;
    });
    for (let asked = 0; asked < 50; asked++) throttle.request();
    await delay(40);
    equal(times, 1);
    for (let asked = 0; asked < 50; asked++) throttle.request();
    equal(times, 1);
    await delay(160);
    equal(times, 2);
    throttle.dispose();
  });

  it("becomes seldom where it takes long", async () => {
    let clock = 0;
    const at: number[] = [];
    const throttle = new Throttle(
      pace,
      () => {
        at.push(clock);
        clock += 30;
      },
      () => clock,
    );
    throttle.request();
    await delay(30);
    const before = performance.now();
    throttle.request();
    while (at.length < 2) await delay(5);
    ok(performance.now() - before > 250, "ten times what it takes");
    throttle.dispose();
  });

  it("happens again, not at once, if the work itself asks for it", async () => {
    let times = 0;
    const throttle: Throttle = new Throttle(pace, () => {
      if (++times === 1) throttle.request();
    });
    throttle.request();
    await delay(50);
    equal(times, 1);
    await delay(150);
    equal(times, 2);
    await delay(150);
    equal(times, 2);
    throttle.dispose();
  });

  it("does not happen after its end", async () => {
    let times = 0;
    const throttle = new Throttle(pace, () => {
      times++;
    });
    throttle.request();
    throttle.dispose();
    throttle.request();
    await delay(30);
    equal(times, 0);
  });
});
