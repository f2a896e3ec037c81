import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { likelyMoves } from "../../../src/state/movedRuns";
import type { FileUserState } from "../../../src/state/userState";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("runs that were moved", () => {
  it("are found by the end of their path, the longest that only one has", () => {
    const free = ["/p/runs/b/s0", "/p/runs/c/s0", "/p/runs/b/s1"];
    deepEqual(likelyMoves(["/p/old/b/s0", "/p/old/b/s1"], free), [
      { from: "/p/old/b/s0", to: "/p/runs/b/s0" },
      { from: "/p/old/b/s1", to: "/p/runs/b/s1" },
    ]);
  });

  it("are left to the user where two could be it, where two claim one, and where the run itself was renamed", () => {
    deepEqual(likelyMoves(["/p/old/s0"], ["/p/b/s0", "/p/c/s0"]), []);
    deepEqual(likelyMoves(["/p/old/s0", "/p/older/s0"], ["/p/b/s0"]), []);
    deepEqual(likelyMoves(["/p/runs/before"], ["/p/runs/after"]), []);
    const alike = ["/p/b/s0/x", "/p/c/s0/x", "C:\\p\\d\\x"];
    deepEqual(likelyMoves(["/p/b/s0/x", "/q/s0/x", "/q/d/x"], alike), [
      { from: "/p/b/s0/x", to: "/p/b/s0/x" },
      { from: "/q/d/x", to: "C:\\p\\d\\x" },
    ]);
  });
});

describe("moving marks", () => {
  let folder: string;
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ folder, file, state } = made));

  const at = (path: string) => join(folder, path);
  const written = (): unknown => JSON.parse(readFileSync(file, "utf8"));
  const say = async (content: object) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ version: 1, ...content }));
    await state.reload();
  };

  it("to a run that has some leaves it both, so that the way back would take its own along", async () => {
    await say({ runs: { a: { note: "a" }, b: { color: "red" } } });
    await state.moveMarks([{ from: at("a"), to: at("b") }]);
    await state.moveMarks([{ from: at("b"), to: at("a") }]);
    deepEqual(written(), { version: 1, runs: { a: { note: "a", color: "red" } } });
  });

  it("takes marks, baselines and a folder's headline along, with what is not understood in them, and goes back", async () => {
    const before = {
      version: 1,
      baseline: "main",
      baselines: { main: { group: "old/a" }, some: { runs: ["old/a", "keep/c"] } },
      headlines: { old: "val/acc", keep: "val/loss" },
      runs: { "old/a": { color: "red", note: "best", later: { version: 2 } }, "keep/c": { pinned: true } },
    };
    await say(before);
    deepEqual([...state.markedIds].sort(), ["keep/c", "old/a"].map(at).sort());
    await state.moveMarks([{ from: at("old/a"), to: at("new/a") }]);
    deepEqual(written(), {
      version: 1,
      baseline: "main",
      baselines: { main: { group: "new/a" }, some: { runs: ["new/a", "keep/c"] } },
      headlines: { new: "val/acc", keep: "val/loss" },
      runs: { "new/a": { color: "red", note: "best", later: { version: 2 } }, "keep/c": { pinned: true } },
    });
    equal(state.color(at("new/a")), "red");
    await state.moveMarks([{ from: at("new/a"), to: at("old/a") }]);
    deepEqual(written(), before);
  });

  it("keeps what was said of the new place already, and moves a baseline that is a run", async () => {
    await say({ baseline: "old/a", runs: { "old/a": { label: "A", pinned: true }, "new/a": { label: "B" } } });
    await state.moveMarks([{ from: at("old/a"), to: at("new/a") }]);
    deepEqual(written(), { version: 1, baseline: "new/a", runs: { "new/a": { label: "B", pinned: true } } });
  });
});
