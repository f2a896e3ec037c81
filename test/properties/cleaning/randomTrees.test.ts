import { deepEqual, ok } from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clean, lastBatch, undo } from "../../../src/cleaning/clean";
import { Journal } from "../../../src/cleaning/journal";
import { checkpointsToRemove, runsToRemove, weigh, type PointsOf, type Removal } from "../../../src/cleaning/plan";
import type { Said } from "../../../src/cleaning/protection";
import { ownTrash } from "../../../src/cleaning/trash";
import type { RunSummary } from "../../../src/shared/run";
import { Random } from "../../fuzz/random";
import { everything, hours, later, long, quietly, runAt, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

/** A tree with what is known of it beside the tree itself. */
interface Tree {
  readonly root: string;
  readonly runs: readonly RunSummary[];
  readonly said: Said;
  readonly pointsOf: PointsOf;
  /** Paths relative to the root: what must be there whatever is asked for. */
  readonly kept: readonly string[];
}

/** By which clock a run's log and its folder tell of it. Those of the disk can't be set: a writer works while the plan is made. */
const clocks = ["right", "behind", "ahead"] as const;

class Grown {
  readonly runs: RunSummary[] = [];
  readonly kept: string[] = [];
  readonly marks = new Map<string, string>();
  readonly points = new Map<string, ReturnType<PointsOf>>();

  constructor(
    readonly root: string,
    private readonly random: Random,
  ) {}

  /** A run in a folder of its own, here and there below another's. */
  run(at: number): void {
    const { root, runs } = this;
    const parent = runs.length > 0 && this.random.chance(0.2) ? `${this.random.pick(runs).path}/` : "";
    const path = `${parent}r${at}`;
    const clock = this.random.pick(clocks);
    const run = runAt(root, path, {
      ...(this.random.chance(0.15) && { status: "running" as const }),
      ...(this.random.chance(0.4) && { status: "finished" as const, statusCause: "marker" as const }),
      lastWriteAt: clock === "right" ? long : clock === "behind" ? long - 900 * hours : later + hours,
    });
    const files = ["metrics.csv", "config.yaml", "media/a.png"];
    for (const file of files) write(join(root, path, file), 20);
    const checkpoints = this.checkpoints(run);
    const all = [...files, ...checkpoints].map((file) => `${path}/${file}`);
    if (this.random.chance(0.3))
      this.marks.set(run.id, this.random.pick(["baseline", "pinned", "noted", "promoted", "marked", "launched"]));
    if (this.holdsOther(path)) this.kept.push(...all);
    if (this.marks.has(run.id) || run.status === "running" || clock === "ahead") this.kept.push(...all);
    runs.push(run);
  }

  /** Another run that settings hide, logs that no server has, a repository, or nothing of the kind. */
  private holdsOther(path: string): boolean {
    const files = {
      hidden: "old/metrics.csv",
      unsynced: "wandb/offline-run-1/run-1.wandb",
      repository: "code/.git/HEAD",
      marks: ".lossline/state.json",
      promotion: "net/v1/promotion.json",
      notebook: "why.ipynb",
      notes: "notes.md",
    };
    if (!this.random.chance(0.15)) return false;
    const file = join(path, this.random.pick(Object.values(files)));
    write(join(this.root, file), "step,loss\n1,0.5\n2,0.4\n");
    this.kept.push(file);
    return true;
  }

  /** Checkpoints named by step, by epoch or by neither, whose best is known by the metric of the same kind. */
  private checkpoints({ id, path }: RunSummary): string[] {
    const names = { step: "checkpoint-", epoch: "weights/epoch", number: "model_", pair: "G_step" };
    const unit = this.random.pick(["step", "epoch", "number", "pair"] as const);
    const total = this.random.below(6);
    const numbers = Array.from({ length: total }, (_, index) => (index + 1) * 10);
    const files = numbers.flatMap((number) => {
      if (unit === "step") return [`${names.step}${number}/model.pt`];
      const file = `${names[unit]}${number}.pt`;
      return unit === "pair" ? [file, file.replace("G", "D")] : [file];
    });
    for (const file of files) write(join(this.root, path, file), 5000);
    for (const data of ["batch_10.bin", "train_10.h5", "data_20.tar"]) {
      write(join(this.root, path, "data", data), 5000);
      this.kept.push(...(this.marks.has(id) ? [`${path}/data/${data}`] : []));
    }
    const values = () => new Map(numbers.map((number) => [number, this.random.next()] as const));
    const [steps, epochs] = [values(), values()];
    this.points.set(id, this.random.chance(0.2) ? undefined : { better: "lower", steps, epochs });
    return files;
  }

  /** Links out of the tree, from run to run, and to a run's only copy of something. */
  links(outside: string): void {
    for (const { path } of this.runs) {
      if (this.random.chance(0.2)) symlinkSync(outside, join(this.root, path, "out"));
      if (!this.random.chance(0.2)) continue;
      const aim = this.random.pick(this.runs).path;
      symlinkSync(join(this.root, aim, "metrics.csv"), join(this.root, path, "link"));
      if (aim !== path && existsSync(join(this.root, aim, "metrics.csv"))) this.kept.push(`${aim}/metrics.csv`);
    }
  }

  /** Runs that name another run, or a checkpoint of it. */
  names(): void {
    for (const [at, run] of this.runs.entries()) {
      const aim = this.random.pick(this.runs).path;
      if (!this.random.chance(0.2) || aim === run.path || aim.startsWith(`${run.path}/`)) continue;
      const params: RunSummary["params"] = this.random.chance(0.5)
        ? { init: `${aim}/metrics.csv` }
        : { teacher: join(this.root, aim, "metrics.csv") };
      this.runs[at] = { ...run, params };
      if (!run.path.startsWith(`${aim}/`)) this.kept.push(`${aim}/metrics.csv`);
    }
  }

  /** What must be there of each run's checkpoints: its best by the right unit, and the last. */
  best(keep: number): string[] {
    return this.runs.flatMap(({ id, path }) => {
      const known = this.points.get(id);
      const kinds = [
        ["checkpoint-", known?.steps, ""],
        ["weights/epoch", known?.epochs, ".pt"],
        ["G_step", known?.steps, ".pt"],
        ["D_step", known?.steps, ".pt"],
      ] as const;
      return kinds.flatMap(([name, values, ending]) => {
        const ranked = [...(values ?? [])].sort((a, b) => a[1] - b[1]).slice(0, keep);
        return ranked.map(([number]) => `${path}/${name}${number}${ending}`);
      });
    });
  }
}

function treeOf(root: string, outside: string, seed: number): Tree & { readonly best: (keep: number) => string[] } {
  const grown = new Grown(root, new Random(seed));
  const total = 2 + (seed % 6);
  for (let at = 0; at < total; at++) grown.run(at);
  grown.links(outside);
  grown.names();
  const { runs, kept, marks, points } = grown;
  const is = (mark: string) => (run: RunSummary) => marks.get(run.id) === mark;
  const said: Said = {
    isBaseline: is("baseline"),
    isPromoted: is("promoted"),
    isPinned: is("pinned"),
    isNoted: is("noted"),
    isMarked: is("marked"),
    isLaunched: is("launched"),
  };
  return { root, runs, said, kept, pointsOf: ({ id }) => points.get(id), best: (keep) => grown.best(keep) };
}

/** Whole runs, checkpoints, or both, of a plan. */
function chosen(weighed: Awaited<ReturnType<typeof weigh>>, { runs, pointsOf }: Tree, seed: number): Removal[] {
  const checkpoints = checkpointsToRemove(weighed, seed % 3, pointsOf).removals;
  const whole = runsToRemove(weighed, new Set(runs.filter((_, at) => (at + seed) % 2 === 0).map(({ id }) => id)));
  return seed % 4 === 0 ? [...checkpoints, ...whole] : seed % 2 === 0 ? whole : [...checkpoints];
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
  await clean(removals, ownTrash, journal, later + seed, undefined, rename);
}

describe("Cleaning up 200 random trees", () => {
  const temp = useTempFolder();
  /** Others than the usual ones: LOSSLINE_SEED=1000000 npm test -- --only properties --files randomTrees */
  const first = Number(process.env["LOSSLINE_SEED"] ?? 0);

  it("touches nothing protected and gives everything back, whatever breaks at whichever step", async () => {
    const outside = join(temp(), "outside");
    write(join(outside, "precious"), "others'");
    let gone = 0;
    for (let seed = first; seed < first + 200; seed++) {
      const tree = treeOf(join(temp(), `p${seed}`), outside, seed);
      const { root, runs, said } = tree;
      const before = everything(root);
      const weighed = await weigh(runs, said, quietly);
      const removals = chosen(weighed, tree, seed);
      const written = writeMeanwhile(removals, seed);
      const journal = new Journal(root, join(temp(), "journal"));
      await cleanUntilKilled(removals, journal, seed);
      const best = removals.every(({ kind }) => kind === "checkpoint") ? tree.best(seed % 3) : [];
      for (const path of [...tree.kept, ...best, ...written])
        ok(!before.some((line) => line.startsWith(path)) || existsSync(join(root, path)), `seed ${seed}: ${path}`);
      // Another process finds in the journal what the first one left.
      const again = new Journal(root, join(temp(), "journal"));
      for (let moves = lastBatch(again); moves.length > 0; moves = lastBatch(again)) {
        deepEqual(undo(moves, again).refused, [], `seed ${seed}`);
        gone += moves.length;
      }
      for (const path of written) writeFileSync(join(root, path), readFileSync(join(root, path)).subarray(0, -4));
      deepEqual(everything(root), before, `seed ${seed}`);
      rmSync(root, { recursive: true, force: true });
    }
    ok(existsSync(join(outside, "precious")) && gone > 80, `${gone} things were moved and taken back`);
  }).timeout(60_000);
});

/** A writer goes on in one of the things that are to go, and sets its time back. @returns what it wrote, relative to the root */
function writeMeanwhile(removals: readonly Removal[], seed: number): string[] {
  const [removal] = seed % 5 === 0 ? removals : [];
  if (!removal) return [];
  const names = removal.kind === "run" ? ["metrics.csv"] : removal.path.endsWith(".pt") ? [""] : ["model.pt"];
  return names.map((name) => {
    const path = join(removal.path, name);
    writeFileSync(path, "more", { flag: "a" });
    utimesSync(path, long / 1000, long / 1000);
    return path.slice(removal.root.length + 1);
  });
}
