import { equal } from "node:assert/strict";
import { isRegression } from "../../../src/models/evaluations";

const accuracy = { value: 0.9, direction: "higher" } as const;

describe("An evaluation of a promoted model", () => {
  it("is not called worse before anything is known of noise", () => {
    equal(isRegression(accuracy, [], 0.1), false);
  });

  it("is worse where it lost more than what was measured before differs by", () => {
    const earlier = [0.899, 0.901, 0.9];
    equal(isRegression(accuracy, earlier, 0.5), true);
    equal(isRegression(accuracy, earlier, 0.898), false);
    equal(isRegression(accuracy, [0.7, 0.95], 0.5), false, "it swung as far before");
    equal(isRegression(accuracy, earlier, 0.99), false, "better is not worse");
    equal(isRegression({ value: 0.3, direction: "lower" }, [0.31, 0.29], 0.8), true);
    equal(isRegression({ value: 0.3, direction: "lower" }, [0.31, 0.29], 0.1), false);
  });

  it("lost whatever it is less by, where every measurement before was the same", () => {
    equal(isRegression(accuracy, [0.9], 0.899), true);
    equal(isRegression(accuracy, [0.9], Math.fround(0.9)), false, "some logs keep 32 bits");
  });

  it("goes by Student's t: with two measurements the interval is wide", () => {
    // sd of 0.9 and 0.88 is 0.01414; times √2 and t(0.975, 1) = 12.706 that is 0.2541.
    equal(isRegression(accuracy, [0.88], 0.9 - 0.254), false);
    equal(isRegression(accuracy, [0.88], 0.9 - 0.2542), true);
  });

  it("is worse where it is NaN, and never where nobody knows which way is better", () => {
    equal(isRegression(accuracy, [], NaN), true);
    equal(isRegression({ value: 0.9, direction: "unknown" }, [0.9, 0.9], 0.1), false);
  });
});
