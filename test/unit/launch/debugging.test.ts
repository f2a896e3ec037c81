import assert from "node:assert/strict";
import { debugConfiguration } from "../../../src/launches/debugging";
import type { LaunchPlan } from "../../../src/launches/plan";

const plan: LaunchPlan = {
  kind: "train",
  script: "/w/train.py",
  interpreter: { path: "/w/.venv/bin/python", environment: { VIRTUAL_ENV: "/w/.venv" }, name: ".venv" },
  cwd: "/w",
  pythonPath: ["/w/src"],
  environment: { SEED: "1" },
  args: ["--lr", "0.1"],
};
const of = (more: Partial<LaunchPlan>) => debugConfiguration({ ...plan, ...more }, "train.py", {});

describe("a plan that is debugged", () => {
  it("is the same command for debugpy, with its variables, and breakpoints in its processes", () => {
    assert.deepEqual(of({}), {
      name: "train.py",
      type: "debugpy",
      request: "launch",
      program: "/w/train.py",
      args: ["--lr", "0.1"],
      cwd: "/w",
      env: { VIRTUAL_ENV: "/w/.venv", SEED: "1", PYTHONPATH: "/w/src" },
      python: "/w/.venv/bin/python",
      console: "integratedTerminal",
      subProcess: true,
    });
  });

  it("runs a module as one, and through the project's own tool", () => {
    const { program, module, python } = of({
      module: "pkg.train",
      interpreter: { path: "python", environment: {}, name: "uv", runner: ["uv", "run"] },
    })!;
    assert.deepEqual([program, module, python], [undefined, "pkg.train", ["uv", "run", "python"]]);
  });

  it("runs torchrun by its module, and says where a launcher has none", () => {
    const launcher = { words: ["torchrun", "--nproc_per_node", "2"], takesInterpreter: false };
    const { module, args } = of({ launcher })!;
    assert.deepEqual(
      [module, args],
      ["torch.distributed.run", ["--nproc_per_node", "2", "/w/train.py", "--lr", "0.1"]],
    );
    assert.equal(of({ launcher: { words: ["srun"], takesInterpreter: false } }), undefined);
  });
});
