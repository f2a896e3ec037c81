import { deepEqual, ok } from "node:assert/strict";
import { existsSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { clean, lastBatch, undo } from "../../../src/cleaning/clean";
import { Journal } from "../../../src/cleaning/journal";
import { checkpointsToRemove, runsToRemove, weigh, type Removal } from "../../../src/cleaning/plan";
import { ownTrash } from "../../../src/cleaning/trash";
import type { RunSummary } from "../../../src/shared/run";
import { Random } from "../../fuzz/random";
import { everything, now, run, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

describe("Cleaning up", () => {
  const temp = useTempFolder();

  it("touches nothing protected and gives everything back, in 200 random trees, whatever breaks at whichever step", async () => {
    for (let seed = 0; seed < 200; seed++) {
      const { root, runs, said, kept } = randomTree(join(temp(), `p${seed}`), seed);
      const before = everything(root);
      const weighed = await weigh(runs, said, now);
      const removals = chosen(weighed, runs, seed);
      const journal = new Journal(root, join(temp(), "journal"));
      await cleanUntilKilled(removals, journal, seed);
      for (const path of kept) ok(existsSync(join(root, path)), `seed ${seed}: ${path} is protected`);
      // Another process finds in the journal what the first one left.
      const again = new Journal(root, join(temp(), "journal"));
      for (let moves = lastBatch(again); moves.length > 0; moves = lastBatch(again)) {
        deepEqual(undo(moves, again).refused, [], `seed ${seed}`);
      }
      deepEqual(everything(root), before, `seed ${seed}`);
      rmSync(root, { recursive: true, force: true });
    }
  }).timeout(60_000);
});

function chosen(weighed: Awaited<ReturnType<typeof weigh>>, runs: readonly RunSummary[], seed: number): Removal[] {
  const keep = seed % 3;
  const checkpoints = checkpointsToRemove(weighed, keep, () => undefined);
  const whole = runsToRemove(weighed, new Set(runs.filter((_, at) => (at + seed) % 2 === 0).map(({ id }) => id)));
  return seed % 4 === 0 ? [...checkpoints, ...whole] : seed % 2 === 0 ? whole : checkpoints;
}

/** Cleans up, and fails or is ended before or after one of the moves. */
async function cleanUntilKilled(removals: readonly Removal[], journal: Journal, seed: number): Promise<void> {
  const fatal = seed % Math.max(1, removals.length + 1);
  let step = 0;
  const rename = (from: string, to: string) => {
    const isFatal = step++ === fatal;
    if (isFatal && seed % 3 === 0) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    renameSync(from, to);
    if (isFatal && seed % 3 === 1) throw new Error("killed after the move");
  };
  await clean(removals, ownTrash, journal, now + seed, rename);
}

/** A project of some runs, nested ones among them, with checkpoints, links out and links to one another. */
function randomTree(root: string, seed: number) {
  const random = new Random(seed);
  const runs: RunSummary[] = [];
  const kept: string[] = [];
  const marks = new Map<string, string>();
  const total = 2 + random.below(6);
  for (let at = 0; at < total; at++) {
    const parent = runs.length > 0 && random.chance(0.25) ? `${random.pick(runs).path}/` : "";
    const path = `${parent}r${at}`;
    const one = run(root, path, random.chance(0.2) ? { status: "running" } : {});
    const files = ["metrics.csv", "config.yaml", "media/a.png"];
    for (let step = 1; step <= random.below(5); step++)
      files.push(`checkpoint-${step}/model.pt`, `weights/epoch${step}.pt`);
    for (const file of files) write(join(root, path, file), file.endsWith(".pt") ? 5000 : 20);
    if (random.chance(0.3)) symlinkSync(join(root, runs[0]?.path ?? path), join(root, path, "link"));
    if (random.chance(0.3)) marks.set(one.id, random.pick(["baseline", "pinned", "noted", "promoted"]));
    if (marks.has(one.id) || one.status === "running") kept.push(...files.map((file) => `${path}/${file}`));
    runs.push(one);
  }
  const is = (mark: string) => (one: RunSummary) => marks.get(one.id) === mark;
  const said = { isBaseline: is("baseline"), isPromoted: is("promoted"), isPinned: is("pinned"), isNoted: is("noted") };
  return { root, runs, said, kept };
}
