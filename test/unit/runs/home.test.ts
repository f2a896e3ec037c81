import { deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { homeOf, isWhole } from "../../../src/runs/describe/home";

describe("The home of a run", () => {
  const of = (root: string, path: string, behind = "") => {
    const run = { id: join(root, ...path.split("/")) + behind, root, path };
    return [homeOf(run), isWhole(run)];
  };

  it("is its folder or file, of which it may be a part", () => {
    const root = join("/", "w");
    deepEqual(of(root, "runs/a"), [join(root, "runs", "a"), true]);
    deepEqual(of(root, "log.csv", "#attempt-1"), [join(root, "log.csv"), false]);
    deepEqual(of(root, "mlflow.db", "#0123"), [join(root, "mlflow.db"), false]);
    deepEqual(of(root, "."), [root, true]);
  });

  it("is the folder that MLflow calls by the run's own id", () => {
    const root = join("/", "w");
    const run = { id: `${join(root, "mlruns", "0")}#abc`, root, path: "mlruns/0/abc" };
    deepEqual([homeOf(run), isWhole(run)], [join(root, "mlruns", "0", "abc"), true]);
    const attempt = { ...run, id: `${run.id}#attempt-1` };
    deepEqual([homeOf(attempt), isWhole(attempt)], [join(root, "mlruns", "0", "abc"), false]);
  });

  it("may have the sign in its name or above it that stands before the parts of a home", () => {
    const root = join("/", "C#", "project");
    deepEqual(of(root, "runs/a"), [join(root, "runs", "a"), true]);
    deepEqual(of(root, "runs/try #2"), [join(root, "runs", "try #2"), true]);
    deepEqual(of(root, "runs/try #2", "#attempt-1"), [join(root, "runs", "try #2"), false]);
  });
});
