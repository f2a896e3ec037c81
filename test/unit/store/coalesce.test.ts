import assert from "node:assert/strict";
import { Coalescer } from "../../../src/util/coalesce";

describe("a coalescer", () => {
  it("hands a burst over once, each item once", async () => {
    const batches: number[][] = [];
    await new Promise<void>((resolve) => {
      const coalescer = new Coalescer<number>(0, (items) => {
        batches.push(items);
        resolve();
      });
      for (const item of [1, 2, 1, 3]) coalescer.add(item);
    });
    assert.deepEqual(batches, [[1, 2, 3]]);
  });

  it("hands over what came during the work after it, never at once and never not at all", async () => {
    const batches: string[][] = [];
    let working = 0;
    await new Promise<void>((resolve) => {
      const coalescer = new Coalescer<string>(0, async (items) => {
        assert.equal(++working, 1, "one piece of work at a time");
        batches.push(items);
        if (batches.length === 1) coalescer.add("during");
        await Promise.resolve();
        working--;
        if (batches.length === 2) resolve();
      });
      coalescer.add("first");
    });
    assert.deepEqual(batches, [["first"], ["during"]]);
  });
});
