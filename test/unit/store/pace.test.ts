import { equal, ok } from "node:assert/strict";
import { Pace } from "../../../src/store/index/pace";

describe("the pace of a look that is repeated", () => {
  const options = { least: 3000, most: 300_000, quietShare: 0.002, movingShare: 0.01 };

  it("never hurries, however cheap the look is, and waits no longer than told, however dear", () => {
    const pace = new Pace(options);
    equal(pace.after(0, false), 3000);
    for (let quiet = 0; quiet < 20; quiet++) pace.after(100_000, false);
    equal(pace.after(100_000, false), 300_000);
  });

  it("backs off while nothing moves, down to the share of the time that idling may take", () => {
    const pace = new Pace(options);
    const waits = Array.from({ length: 5 }, () => pace.after(200, false));
    ok(
      waits.every((wait, at) => at === 0 || wait >= waits[at - 1]!),
      waits.join(),
    );
    equal(waits.at(-1), 100_000, "200 ms are 0.2 % of 100 s");
  });

  it("comes back when something moves", () => {
    const pace = new Pace(options);
    for (let quiet = 0; quiet < 9; quiet++) pace.after(200, false);
    equal(pace.after(200, true), 20_000);
    equal(pace.soonest(200), 20_000);
  });
});
