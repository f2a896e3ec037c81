import { equal, ok } from "node:assert/strict";
import { matter } from "../../support/matter";
import { processorTime } from "../../support/processorTime";
import { makeRun } from "../../support/runs";

describe("Which setting matters", () => {
  it("is told of 10,000 runs of 40 settings in seconds", function () {
    this.timeout(60_000);
    const params = (at: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`p${key}`, (at * (key + 3)) % (2 + (key % 9))]));
    const many = Array.from({ length: 10_000 }, (_, at) =>
      makeRun(`m${at}`, { "val/acc": [at % 17] }, { params: { ...params(at), seed: at } }),
    );
    const took = processorTime();
    equal(matter(many).n, 10_000);
    ok(took() < 15_000);
  });
});
