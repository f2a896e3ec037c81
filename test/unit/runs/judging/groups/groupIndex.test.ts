import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { GroupIndex } from "../../../../../src/runs/judging/groups/groupIndex";
import { grouperOf, type GroupBy } from "../../../../../src/runs/judging/groups/groupers";
import { groupsBy } from "../../../../../src/runs/judging/groups/groups";
import { usualSeedLike } from "../../../../../src/runs/judging/groups/seedLike";
import type { RunSummary } from "../../../../../src/shared/run";
import { Allowance } from "../../../../../src/util/allowance";
import { makeRun, mapOf } from "../../../../support/runs";

const run = (path: string, lr: number, seed: number) => makeRun(path, { loss: [1] }, { params: { lr, seed } });

describe("groups of runs that change all the time", () => {
  const changes = fc.array(
    fc.record({
      at: fc.nat(9),
      lr: fc.constantFrom(0.1, 0.3, undefined),
      seed: fc.nat(3),
      tool: fc.constantFrom("a", "b", undefined),
    }),
    { minLength: 1, maxLength: 30 },
  );
  const ways: readonly GroupBy[] = [
    { kind: "seed" },
    { kind: "none" },
    { kind: "tool" },
    { kind: "params", names: ["lr"] },
  ];

  it("are those that are found at once, however the runs came to be as they are", () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...ways), (steps, by) => {
        const grouper = grouperOf(by, usualSeedLike);
        const index = new GroupIndex(grouper);
        const runs = new Map<string, RunSummary>();
        for (const { at, lr, seed, tool } of steps) {
          const path = `runs/r${at}`;
          const params = lr === undefined ? {} : { lr, seed };
          const made = makeRun(path, {}, { params, ...(tool !== undefined && { group: tool }) });
          if (seed === 3 && runs.has(made.id)) runs.delete(made.id);
          else runs.set(made.id, made);
          index.take(runs);
        }
        const whole = groupsBy([...runs.values()], grouper);
        const setOf = (ids: readonly RunSummary[]) => ids.map(({ id }) => id).sort();
        for (const group of whole)
          for (const { id } of group.runs) deepEqual(setOf(index.groupOf(id)!.runs), setOf(group.runs));
      }),
    );
  });

  it("take notice of runs for a while, and say whether some are left", () => {
    let clock = 0;
    const index = new GroupIndex(grouperOf({ kind: "seed" }, usualSeedLike), new Allowance(1000, () => clock++));
    const many = mapOf(...Array.from({ length: 1500 }, (_, at) => run(`runs/${at}`, at % 3, at)));
    equal(index.take(many), true);
    equal(index.groupOf("/work/runs/1400"), undefined);
    equal(index.take(many), false);
    equal(index.groupOf("/work/runs/1400")?.runs.length, 500);
  });

  it("keep their key when another run joins, and are called by the params that they were made by", () => {
    const index = new GroupIndex(grouperOf({ kind: "params", names: ["lr"] }, usualSeedLike));
    const two = [run("runs/a", 0.1, 0), run("other/b", 0.1, 1)];
    index.take(mapOf(...two));
    const before = index.groupOf("/work/runs/a")!;
    equal(before.name, "lr 0.1");
    index.take(mapOf(...two, run("runs/c", 0.1, 2)));
    equal(index.groupOf("/work/runs/c")!.key, before.key);
    equal(index.groupOf("/work/runs/c")!.runs.length, 3);
  });
});
