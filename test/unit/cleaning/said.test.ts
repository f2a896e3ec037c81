import { deepEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { promotedIn } from "../../../src/cleaning/promoted";
import { saidBy } from "../../../src/cleaning/said";
import type { RunSummary } from "../../../src/shared/run";
import { runAt, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

describe("What people said of runs", () => {
  const temp = useTempFolder();
  const none = { handles: new Set<string>(), folders: [] };
  const marks = (keptIds: readonly string[], files: readonly string[] = []) => ({
    isPinned: () => false,
    wordsOn: () => undefined,
    promotedTo: () => undefined,
    keptIds,
    files,
  });

  it("holds for something in a run's folder, for other logs of it, and for another spelling of its path", () => {
    const run = runAt("/p", "Runs/Å", { also: ["/p/other/log.jsonl"] });
    const isMarked = (...kept: string[]) => saidBy(marks(kept), new Set(), none).isMarked(run);
    deepEqual(
      [
        isMarked("/p/runs/å"),
        isMarked("/p/Runs/A\u030A/metrics.csv#3"),
        isMarked("/p/Runs/Å#2"),
        isMarked("/p/other/log.jsonl"),
        isMarked("/p/Runs/Å2", "/p/Runs"),
      ],
      [true, true, true, true, false],
    );
    deepEqual(saidBy(marks([]), new Set(["/p/runs/å"]), none).isMarked(run), true);
  });

  it("holds for a run of MLflow's store of files, which is named by its experiment's folder and its id", () => {
    write(join(temp(), "store/1/.lossline/state.json"), "{}");
    const of = (path: string, name: string) =>
      runAt(temp(), `${path}/${name}`, { id: `${join(temp(), path)}#${name}`, sources: [join(temp(), path, name)] });
    const isMarked = (run: RunSummary, ...kept: string[]) => saidBy(marks(kept), new Set(), none).isMarked(run);
    deepEqual(isMarked(of("store/1", "a")), true, "its experiment has a state file that was not read");
    deepEqual(isMarked(of("other/1", "a")), false);
    deepEqual(isMarked(of("other/1", "a"), join(temp(), "other/1/a/artifacts/x.csv")), true);
    deepEqual(isMarked(of("other/1", "a"), join(temp(), "other/1/b")), false);
  });

  it("may stand in a state file between the workspace's folder and the run's, which was not read", () => {
    write(join(temp(), "exp/.lossline/state.json"), "{}");
    const [inside, beside] = ["exp/a", "b"].map((path) => runAt(temp(), path));
    const isMarked = (run: RunSummary, files: readonly string[]) =>
      saidBy(marks([], files), new Set(), none).isMarked(run);
    deepEqual(isMarked(inside!, []), true);
    deepEqual(isMarked(inside!, [join(temp(), "exp/.lossline/state.json")]), false);
    deepEqual(isMarked(beside!, []), false);
  });

  it("is that a run was promoted, wherever its model went and from whichever folder it was named", async () => {
    const root = join(temp(), "project");
    const record = (handle: string) =>
      JSON.stringify({
        name: "net",
        version: 1,
        at: 1,
        run: { handle, name: "a", params: {} },
        metrics: [],
        files: [],
      });
    write(join(root, "somewhere/deep/net/v1/promotion.json"), record("runs/a"));
    write(join(root, "models/net/v1/promotion.json"), record("b"));
    const promoted = await promotedIn([root], [join(root, "models")]);
    await rejects(promotedIn([root], [], 3), /more than 3 folders/, "what is not known can't be protected");
    const said = saidBy(marks([]), new Set(), promoted);
    const is = (path: string) => said.isPromoted(runAt(root, path));
    deepEqual(["runs/a", "exp/runs/a", "exp/b", "models/other/log", "somewhere/deep/net/v1/x"].filter(is).length, 5);
    deepEqual(["runs/aa", "somewhere/run"].filter(is), []);
  });
});
