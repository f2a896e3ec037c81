import assert from "node:assert/strict";
import type { LaunchPlan } from "../../../src/launches/plan";
import { parseProfiles, profilesOf, profilesText, withProfile, type Profile } from "../../../src/launches/profiles";

const written = (...profiles: readonly object[]) => parseProfiles(JSON.stringify({ profiles }));
const one = { name: "full", script: "src/train.py" };
const plan: LaunchPlan = {
  kind: "train",
  script: "/w/src/train.py",
  interpreter: { path: "python3", environment: { VIRTUAL_ENV: "/x" }, name: "python3" },
  cwd: "/w",
  pythonPath: [],
  environment: { A: "1" },
  args: ["--typed"],
};

describe("a profile", () => {
  it("is found for its script, and changes what it names of the plan", () => {
    const { profiles, problems } = written(
      {
        ...one,
        args: ["--lr", "0.1"],
        env: { B: "${env:HOME}/x" },
        cwd: "src",
        launcher: ["torchrun", "--standalone"],
      },
      { name: "other", script: "eval.py" },
    );
    assert.deepEqual(problems, []);
    const [full] = profilesOf(profiles, "/w/src/train.py", "/w");
    assert.equal(full?.name, "full");
    const changed = withProfile(plan, full, "/w", { HOME: "/home/a" });
    assert.deepEqual(changed, {
      ...plan,
      environment: { A: "1", B: "/home/a/x" },
      cwd: "/w/src",
      launcher: { words: ["torchrun", "--standalone"], takesInterpreter: false },
    });
  });

  it("is handed the interpreter where its launcher starts any command, and can name its own", () => {
    const profile: Profile = { ...one, args: [], env: {}, launcher: ["srun", "-n", "1"], python: ".venv/bin/python" };
    assert.equal(withProfile(plan, { ...profile, log: "logs/a.log" }, "/w", {}).keepsOutput, "/w/logs/a.log");
    assert.equal(withProfile(plan, { ...profile, log: true }, "/w", {}).keepsOutput, true);
    const { launcher, interpreter } = withProfile(plan, profile, "/w", {});
    assert.deepEqual([launcher?.takesInterpreter, interpreter.path], [true, "/w/.venv/bin/python"]);
  });

  for (const [what, profile, problem] of [
    [
      "holds a secret by its name",
      { ...one, env: { WANDB_API_KEY: "abc" } },
      "WANDB_API_KEY is a secret: write ${env:WANDB_API_KEY}",
    ],
    ["holds a secret by its shape", { ...one, env: { X: `hf_${"a".repeat(30)}` } }, "X is a secret: write ${env:X}"],
    [
      "has a secret argument",
      { ...one, args: [`ghp_${"a".repeat(30)}`] },
      "an argument is a secret: give it by a variable",
    ],
    ["has a key that is not known", { ...one, arg: [] }, "arg is not known"],
    ["has arguments in one text", { ...one, args: "--lr 1" }, "args is a list of texts"],
    ["has no script", { name: "a" }, "script is missing, a text"],
    ["has a variable that can be none", { ...one, env: { "A B": "1" } }, "A B can’t be the name of a variable"],
    ["is none", 5, "not an object"],
  ] as const) {
    it(`is left out, and said, if it ${what}`, () => {
      const { profiles, problems } = parseProfiles(JSON.stringify({ profiles: [profile, { ...one, name: "good" }] }));
      assert.deepEqual([profiles.map(({ name }) => name), problems], [["good"], [`Profile 1: ${problem}`]]);
    });
  }

  it("takes secrets by reference", () => {
    assert.deepEqual(written({ ...one, env: { WANDB_API_KEY: "${env:WANDB_API_KEY}" } }).problems, []);
  });

  it("is written in the place of the one of its name, and read again", () => {
    const first: Profile = { ...one, args: ["a"], env: {} };
    const text = profilesText([first, { ...first, name: "b" }], { ...first, args: ["c"] });
    assert.deepEqual(
      parseProfiles(text).profiles.map(({ name, args }) => [name, args[0]]),
      [
        ["b", "a"],
        ["full", "c"],
      ],
    );
    assert.match(parseProfiles("{").problems[0] ?? "", /^Not valid JSON/);
  });
});
