import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileUserState } from "../../../src/state/userState";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("baselines that have a name", () => {
  let folder: string;
  let second: string;
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ folder, second, file, state } = made));

  const at = (path: string) => join(folder, path);
  const written = (): unknown => JSON.parse(readFileSync(file, "utf8"));
  const read = async (content: unknown) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(content));
    await state.reload();
    return state.problems.map(({ message }) => message);
  };

  it("may be runs, a group, the best of a filter or fixed values, and one of them is in use", async () => {
    const problems = await read({
      version: 1,
      baseline: "paper",
      baselines: { main: { runs: ["runs/a", "runs/b"] }, old: { group: "runs/c" }, top: { best: "lr0.1 is:nan" } },
      targets: { paper: { "val/acc": 0.91, "val/loss": { value: 0.3, direction: "lower" } } },
      rules: { seedLike: ["shard", "-gpu"], at: "mean:5" },
    });
    deepEqual(problems, []);
    deepEqual(
      state.namedBaselines.map(({ name, spec }) => [name, spec]),
      [
        ["main", { kind: "runs", runs: [at("runs/a"), at("runs/b")] }],
        ["old", { kind: "group", run: at("runs/c") }],
        ["top", { kind: "best", filter: "lr0.1 is:nan" }],
        [
          "paper",
          {
            kind: "targets",
            targets: new Map([
              ["val/acc", { value: 0.91, direction: undefined }],
              ["val/loss", { value: 0.3, direction: "lower" }],
            ]),
          },
        ],
      ],
    );
    equal(state.baselines[0]?.name, "paper");
    equal(state.baseline, undefined);
    deepEqual(state.rules, { seedLike: ["shard", "-gpu"], at: "mean:5" });
  });

  it("are switched by name, and a run may take their place; the names stay", async () => {
    await state.nameBaseline(folder, "main", { kind: "runs", runs: [at("a"), at("b")] });
    await state.nameBaseline(folder, "g", { kind: "group", run: at("c") });
    deepEqual(written(), {
      baseline: "g",
      baselines: { g: { group: "c" }, main: { runs: ["a", "b"] } },
      version: 1,
    });
    await state.useBaseline(folder, "main");
    deepEqual([state.baselines[0]?.name, state.baseline], ["main", at("a")]);
    await state.setBaseline(at("x"));
    deepEqual([state.baselines[0]?.name, state.baseline], [undefined, at("x")]);
    await state.useBaseline(folder, at("y"));
    equal(state.baseline, at("y"));
    await state.useBaseline(folder, undefined);
    equal(state.baselines.length, 0);
    equal(state.namedBaselines.length, 2);
    await state.nameBaseline(folder, "main", { kind: "best", filter: "" });
    deepEqual(state.baselines[0]?.spec, { kind: "best", filter: "" });
  });

  it("are told one by one where they are mistaken, and the others hold", async () => {
    const problems = await read({
      baseline: "bad",
      baselines: {
        bad: { runs: [] },
        both: { runs: ["a"], group: "b" },
        none: {},
        out: { group: "../b" },
        odd: { best: "loss <" },
        list: ["a"],
        good: { runs: ["a", "../x", 3] },
      },
      targets: { empty: {}, some: { a: "x", b: { direction: "lower" }, c: { value: null }, d: 0.5 }, no: 3 },
      rules: { seedLike: "seed", at: "middle" },
    });
    deepEqual(
      state.namedBaselines.map(({ name }) => name),
      ["good", "some"],
    );
    equal(state.baselines.length, 0, "a broken baseline is not taken for a run");
    const all = problems.join("\n");
    for (const [said] of [
      [/"runs" of "bad" must name at least one run/],
      [/"both" must have one of "runs", "group", "best"/],
      [/"none" must have one of/],
      [/"group" of "out" must be a path inside/],
      [/"best" of "odd" is no filter: Type a value after/],
      [/"list" must be an object/],
      [/each of "runs" of "good" must be a path inside/],
      [/"empty" must name at least one metric/],
      [/"a" of "some" must be a number/],
      [/"b" of "some" must have a “value”/],
      [/"value" of "c" of "some" must be a number/],
      [/"no" must be an object/],
      [/"seedLike" of "rules" must be a list/],
      [/"at" of "rules" must be "last"/],
    ] as const)
      match(all, said);
  });

  it("are each workspace folder's own", async () => {
    const inSecond = join(second, "b");
    await state.setBaseline(at("a"));
    await state.setBaseline(inSecond);
    deepEqual(
      state.baselines.map(({ folder: own, spec }) => [own, spec]),
      [
        [folder, { kind: "runs", runs: [at("a")] }],
        [second, { kind: "runs", runs: [inSecond] }],
      ],
    );
    await state.setBaseline(undefined);
    equal(state.baselines.length, 0);
  });
});
