import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { groupStatus, groupsBy, seedGroups, seedOf, statusCounts } from "../../../../../src/runs/judging/groups/groups";
import { grouperOf } from "../../../../../src/runs/judging/groups/groupers";
import { makeSeedLike, usualSeedLike } from "../../../../../src/runs/judging/groups/seedLike";
import type { ParamValue, RunSummary } from "../../../../../src/shared/run";
import { makeRun } from "../../../../support/runs";

const run = (path: string, params: Record<string, ParamValue> = {}, more: Partial<RunSummary> = {}) =>
  makeRun(path, { loss: [1] }, { params, ...more });

/** The groups as lists of names. */
const grouped = (runs: readonly RunSummary[], seedLike = usualSeedLike) =>
  seedGroups(runs, seedLike).map((group) => group.runs.map(({ name }) => name));

describe("seed groups", () => {
  it("hold runs that differ in nothing but seed-like params", () => {
    const groups = seedGroups(
      [
        run("runs/a", { lr: 0.1, seed: 0 }),
        run("runs/b", { seed: 1, lr: 0.1 }),
        run("runs/c", { lr: 0.3, seed: 0 }),
        run("runs/d", { lr: 0.3 }),
        run("runs/e", { lr: 0.1, seed: 1, momentum: 0 }),
      ],
      usualSeedLike,
    );
    deepEqual(
      groups.map(({ runs }) => runs.map(({ name }) => name)),
      [["a", "b"], ["c", "d"], ["e"]],
    );
    deepEqual(
      groups.map(({ by }) => by),
      ["params", "params", "params"],
    );
  });

  it("leave out of the comparison where, when and under which name a run was trained", () => {
    const params = (n: number) => ({
      lr: 0.1,
      output_dir: `out/${n}`,
      "trainer.logging_dir": `logs/${n}`,
      run_name: `run ${n}`,
      "experiment.name": `e${n}`,
      "model.name": "resnet50",
      hostname: `gpu${n}`,
      master_port: 29500 + n,
      device: `cuda:${n}`,
      "data/random_state": n,
      PYTHONHASHSEED: n,
      train_seed: n,
      timestamp: `2026-11-25 0${n}:00`,
      checkpoint: `out/r${n}xx/last.pt`,
    });
    deepEqual(grouped([1, 2, 3].map((n) => run(`runs/r${n}xx`, params(n)))), [["r1xx", "r2xx", "r3xx"]]);
    deepEqual(grouped([run("runs/a", { "model.name": "a" }), run("runs/b", { "model.name": "b" })]), [["a"], ["b"]]);
  });

  it("follow the user's edits of what is seed-like", () => {
    const runs = [run("runs/a", { lr: 1, fold: 0 }), run("runs/b", { lr: 1, fold: 1 })];
    deepEqual(grouped(runs), [["a"], ["b"]]);
    deepEqual(grouped(runs, makeSeedLike(["fold"])), [["a", "b"]]);
    const devices = [run("runs/a", { lr: 1, device: "cpu" }), run("runs/b", { lr: 1, device: "cuda" })];
    deepEqual(grouped(devices), [["a", "b"]]);
    deepEqual(grouped(devices, makeSeedLike(["-device"])), [["a"], ["b"]]);
  });

  it("come from names that siblings share where no param was logged, and say so", () => {
    const groups = seedGroups(
      [run("runs/lr0.1_s0"), run("runs/lr0.1_s1"), run("runs/lr0.3_s0"), run("runs/lr0.3-seed=1"), run("runs/other")],
      usualSeedLike,
    );
    deepEqual(
      groups.map(({ name, by, runs }) => [name, by, runs.length]),
      [
        ["lr0.1", "name", 2],
        ["lr0.3", "name", 2],
        ["other", "name", 1],
      ],
    );
    deepEqual(grouped([run("runs/lr0.1/s0"), run("runs/lr0.1/s1"), run("runs/lr0.3/s0")]), [["s0", "s1"], ["s0"]]);
    deepEqual(grouped([run("a/seed_1/x"), run("a/seed_2/x")]), [["x", "x"]]);
    deepEqual(grouped([run("runs/run1"), run("runs/run2")]), [["run1"], ["run2"]], "a number alone is no seed");
    deepEqual(grouped([run("study.db#1"), run("study.db#2")]), [["1"], ["2"]]);
  });

  it("never put a run that is known by its name with one whose params were logged", () => {
    deepEqual(grouped([run("runs/lr0.1_s0", { lr: 0.1, seed: 0 }), run("runs/lr0.1_s1")]), [
      ["lr0.1_s0"],
      ["lr0.1_s1"],
    ]);
  });

  it("keep apart runs whose names give a setting that was not logged another value", () => {
    const params = { model: "cnn" };
    deepEqual(grouped([run("runs/lr0.1_s0", params), run("runs/lr0.3_s0", params)]), [["lr0.1_s0"], ["lr0.3_s0"]]);
    deepEqual(grouped([run("runs/dropout=0_s0", params), run("runs/dropout=1_s0", params)]).length, 2);
    deepEqual(grouped([run("runs/lr1e-3_s0", params), run("runs/lr1e-4_s0", params)]).length, 2);
    const ids = ["mlruns/1/a0007142e6", "mlruns/1/a0007142ea"];
    deepEqual(grouped(ids.map((path) => run(path, params))).length, 1, "an id is no number with an exponent");
  });

  it("hold runs of one place: dates and seeds in a path don't tell places apart, other folders do", () => {
    const params = { lr: 0.1 };
    deepEqual(grouped([run("out/2026-11-24/10-00-00/a", params), run("out/2026-11-25/09-30-00/b", params)]), [
      ["a", "b"],
    ]);
    deepEqual(grouped([run("vision/a", params), run("text/b", params)]), [["a"], ["b"]]);
    deepEqual(grouped([run("m/a", params, { group: "one" }), run("m/b", params, { group: "two" })]), [["a"], ["b"]]);
  });

  it("or hold what the tool or the user put together", () => {
    const runs = [run("w/a", {}, { group: "resnet" }), run("w/b", {}, { group: "resnet" }), run("w/c")];
    const groups = groupsBy(runs, grouperOf({ kind: "tool" }, usualSeedLike));
    deepEqual(
      groups.map(({ name, by, runs: members }) => [name, by, members.length]),
      [
        ["resnet", "named", 2],
        ["c", "params", 1],
      ],
    );
  });

  it("tell params apart by every character and type, however long they are", () => {
    const long = (middle: string) => `${"a".repeat(5000)}${middle}${"b".repeat(5000)}`;
    deepEqual(grouped([run("r/a", { prompt: long("x") }), run("r/b", { prompt: long("y") })]), [["a"], ["b"]]);
    deepEqual(grouped([run("r/a", { prompt: long("x") }), run("r/b", { prompt: long("x") })]), [["a", "b"]]);
    deepEqual(grouped([run("r/a", { lr: 1 }), run("r/b", { lr: "1" }), run("r/c", { lr: true })]).length, 3);
    deepEqual(grouped([run("r/a", { lr: NaN }), run("r/b", { lr: NaN })]), [["a", "b"]]);
    deepEqual(grouped([run("r/a", { ["__proto__"]: 1 }), run("r/b", { toString: 1 })]).length, 2);
  });

  it("are a partition, whatever the params are", () => {
    const params = fc.dictionary(fc.constantFrom("lr", "seed", "a", "b"), fc.constantFrom(0, 1, "x", null, false));
    fc.assert(
      fc.property(fc.array(params, { maxLength: 30 }), (all) => {
        const runs = all.map((some, index) => run(`runs/r${index}`, some));
        const groups = seedGroups(runs, usualSeedLike);
        deepEqual(groups.flatMap((group) => group.runs.map(({ id }) => id)).sort(), runs.map(({ id }) => id).sort());
        const told = (one: RunSummary) =>
          JSON.stringify(
            Object.entries(one.params)
              .filter(([key]) => key !== "seed")
              .sort(),
          );
        for (const group of groups) for (const one of group.runs) equal(told(one), told(group.runs[0]!));
        const kinds = new Set(runs.map(told));
        const hasParams = groups.filter(({ by }) => by === "params");
        ok(hasParams.length <= kinds.size, "runs of the same params are one group");
      }),
    );
  });

  it("hang on params alone, not on which run was looked at before", () => {
    const value = fc.constantFrom<ParamValue>(0, -0, NaN, 1, "1", true, "out/run0", "out/run1");
    const params = fc.record({ lr: value, wd: value, seed: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(params, { minLength: 2, maxLength: 12 }), (all) => {
        const runs = all.map((own, at) => run(`r/run${at}`, own));
        const telling = ({ params, name }: RunSummary) =>
          ["lr", "wd"].filter((key) => params[key] !== `out/${name}`).map((key) => [key, params[key]!] as const);
        const isSame = (a: RunSummary, b: RunSummary) => {
          const [own, others] = [telling(a), telling(b)];
          return (
            own.length === others.length &&
            own.every(([key, one], at) => {
              const [other, its] = others[at]!;
              return key === other && Object.is(one, its);
            })
          );
        };
        const groups = seedGroups(runs, makeSeedLike(["-nothing"]));
        const groupOf = (one: RunSummary) => groups.findIndex(({ runs: members }) => members.includes(one));
        for (const a of runs)
          for (const b of runs) if (telling(a).length > 0) equal(groupOf(a) === groupOf(b), isSame(a, b));
      }),
    );
  });

  it("know the seed of a run: logged, all of them, or in its name", () => {
    equal(seedOf(run("r/a", { seed: 3 }), usualSeedLike), "3");
    equal(seedOf(run("r/a", { seed: 3, data_seed: 4 }), usualSeedLike), "data_seed=4,seed=3");
    equal(seedOf(run("r/lr0.1_s7"), usualSeedLike), "7");
    equal(seedOf(run("r/a", { device: "cpu" }), usualSeedLike), undefined);
  });

  it("have a state: running wins over failed wins over finished, and their members' are counted", () => {
    const of = (...all: RunSummary["status"][]) => all.map((status, index) => run(`r/${index}`, {}, { status }));
    equal(groupStatus(of("finished", "failed", "running")), "running");
    equal(groupStatus(of("finished", "failed", "unknown")), "failed");
    equal(groupStatus(of("finished", "unknown")), "unknown");
    equal(groupStatus(of("finished", "finished")), "finished");
    deepEqual(statusCounts(of("finished", "failed", "finished")), { finished: 2, failed: 1 });
  });
});
