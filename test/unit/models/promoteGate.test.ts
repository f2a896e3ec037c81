import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { objectionsTo } from "../../../src/features/runCommands/promoteGate";
import type { Launch } from "../../../src/launches/launch";
import type { Verdict } from "../../../src/runs/judging/verdicts/verdict";
import { makeRun } from "../../support/runs";
import { useTempFolder } from "../../support/tempFolder";
import { verdictSaying } from "../../support/verdicts";

type Asked = Parameters<typeof objectionsTo>[0];

describe("What speaks against promoting a model", () => {
  const temp = useTempFolder();
  const run = () => makeRun("a", { "val/acc": [0.5, 0.9] }, { root: temp(), id: join(temp(), "a") });
  const tests = (startedAt: number, failed: number, of = run().id): Launch => ({
    id: String(startedAt),
    kind: "tests",
    state: "ended",
    ending: "exited",
    script: "/p/test_a.py",
    command: "pytest",
    args: [],
    cwd: "/p",
    startedAt,
    exitCode: failed > 0 ? 1 : 0,
    watched: true,
    runs: [],
    tests: {
      files: ["/p/test_a.py"],
      run: of,
      tally: {
        passed: 3,
        failed,
        skipped: 0,
        seconds: 1,
        failures: failed > 0 ? [{ name: "test_size", message: "too large" }] : [],
      },
    },
  });
  /** A window in which these tests ended, and whose judge calls every metric this. */
  const window = (launches: readonly Launch[], verdict: Verdict["verdict"] = "within noise") => {
    return {
      launches: { launches },
      nameOf: ({ name }: { name: string }) => name,
      judging: { now: () => ({ isBaseline: () => false, value: () => ({}) }) },
      verdicts: {
        ask: () => Promise.resolve({ metric: "val/acc", verdict: verdictSaying(verdict, -0.05) }),
        of: () => undefined,
      },
    } as unknown as Asked;
  };

  it("is that the last tests of the model failed, not those before nor those of another run", async () => {
    const [found = ""] = await objectionsTo(window([tests(1, 0), tests(2, 2)]), run());
    match(found, /^The tests of its model failed: 3 passed, 2 failed in 1 s: test_size: too large, and 1 more$/);
    deepEqual(await objectionsTo(window([tests(3, 0), tests(2, 2)]), run()), []);
    deepEqual(await objectionsTo(window([tests(2, 2, "/p/other")]), run()), []);
    const interrupted = { ...tests(3, 0), exitCode: 130 };
    deepEqual(await objectionsTo(window([tests(2, 0), interrupted]), run()), []);
    equal((await objectionsTo(window([tests(2, 2), interrupted]), run())).length, 1);
    const none = { ...tests(3, 0), exitCode: 5 };
    deepEqual(await objectionsTo(window([none]), run()), []);
    equal((await objectionsTo(window([tests(2, 2), none]), run())).length, 1);
  });

  it("is a rule of the project's metric tests that the run breaks, if the rule is about it", async () => {
    mkdirSync(join(temp(), ".lossline"), { recursive: true });
    const rules = [{ metric: "val/acc" }, { metric: "val/loss" }, { metric: "val/acc", runs: "zzz" }];
    writeFileSync(join(temp(), ".lossline", "tests.json"), JSON.stringify({ tests: rules }));
    deepEqual(await objectionsTo(window([]), run()), []);
    const found = await objectionsTo(window([], "worse"), run());
    equal(found.length, 1);
    match(found[0]!, /^val\/acc is not worse than the baseline: a: worse/);
  });

  it("is a rule that is none: a gate does not stand open because nobody can read it", async () => {
    mkdirSync(join(temp(), ".lossline"), { recursive: true });
    writeFileSync(join(temp(), ".lossline", "tests.json"), '{"tests":[{"metric":1}]}');
    deepEqual(await objectionsTo(window([]), run()), [".lossline/tests.json: Test 1: metric is missing, a text"]);
  });
});
