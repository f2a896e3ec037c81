import { deepEqual, equal, fail, ok } from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, readdirSync, realpathSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Follower } from "../../../src/store/index/follower";
import { RunIndex } from "../../../src/store/index/runIndex";
import { mostInRow } from "../../../src/runs/judging/row";
import type { RunSummary } from "../../../src/shared/run";
import { drain } from "../../../src/util/drain";
import { scalarEvent } from "../../support/eventFiles";
import { useTempFolder } from "../../support/tempFolder";

const now = Date.now();

function look(index: RunIndex, folder: string): void {
  index.open([{ path: folder, exclude: [], added: [] }]);
  drain(index.discover(false));
  drain(index.read());
}

/** Updates, reads again what that turns out to need, and gives back what is too much. */
function settle(index: RunIndex) {
  const changed: RunSummary[] = [...index.update(now).changed];
  for (let round = 0; round < 9 && index.isWanting; round++) {
    drain(index.reload());
    changed.push(...index.update(now).changed);
  }
  ok(!index.isWanting, "comes to rest");
  index.keepWithinLimit();
  return changed;
}

const ids = (index: RunIndex) => [...index.runs()].map(({ summary }) => summary.id);
const allSeries = (index: RunIndex) =>
  [...index.runs()].map(({ summary, series }) => [
    summary,
    [...series].map(([name, { raw }]) => [name, [...raw.points.view().values]]),
  ]);

describe("points that nobody asked for lately", () => {
  const temp = useTempFolder();

  function folderOf(name: string): string {
    const folder = join(realpathSync(temp()), name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  function write(folder: string, run: string, lines: number, from = 0): void {
    mkdirSync(join(folder, run), { recursive: true });
    const text = Array.from(
      { length: lines },
      (_, at) => `{"step": ${from + at}, "val/loss": ${1 / (from + at + 1)}}\n`,
    ).join("");
    appendFileSync(join(folder, run, "metrics.jsonl"), text);
  }

  it("are released while the first look goes on", () => {
    const folder = folderOf("first-look");
    const scalars = Array.from({ length: 50 }, (_, tag) => scalarEvent(`tag${tag}`, 1, tag));
    for (let run = 0; run < 20; run++) {
      mkdirSync(join(folder, `run${run}`));
      writeFileSync(join(folder, `run${run}`, "events.out.tfevents.1700000000.host.1.0"), Buffer.concat(scalars));
    }
    const mostWith = (limit: number) => {
      const index = new RunIndex();
      index.limit = limit;
      index.open([{ path: folder, exclude: [], added: [] }]);
      drain(index.discover(false));
      let most = 0;
      for (const reading = index.read(); !reading.next().done;) {
        index.update(now);
        index.keepWithinLimit();
        most = Math.max(most, index.bytes);
      }
      return most;
    };
    ok(mostWith(1) < 0.6 * mostWith(Infinity), "not all at once");
  });

  it("are released while the first look goes on, however long telling of it takes", async () => {
    const folder = folderOf("slow-telling");
    const scalars = Array.from({ length: 50 }, (_, tag) => scalarEvent(`tag${tag}`, 1, tag));
    for (let run = 0; run < 60; run++) {
      mkdirSync(join(folder, `run${run}`));
      writeFileSync(join(folder, `run${run}`, "events.out.tfevents.1700000000.host.1.0"), Buffer.concat(scalars));
    }
    const mostWith = async (limit: number) => {
      const index = new RunIndex();
      index.limit = limit;
      index.open([{ path: folder, exclude: [], added: [] }]);
      let most = 0;
      const moved = () => {
        most = Math.max(most, index.bytes);
        index.update(now);
        tick += 10_000;
      };
      const follower = new Follower(index, { moved, failed: (error) => fail(String(error)) });
      await follower.lookThrough(false);
      follower.dispose();
      return most;
    };
    const system = performance.now.bind(performance);
    let tick = system();
    performance.now = () => (tick += 5);
    try {
      ok((await mostWith(1000)) < 0.6 * (await mostWith(Infinity)), "not all at once");
    } finally {
      performance.now = system;
    }
  });

  for (const format of ["tensorboard", "wandb", "jsonl", "csv", "hydra", "mlflow", "optuna", "hf-trainer"]) {
    it(`are released, and read again just as they were: the fixtures of ${format}`, function () {
      this.timeout(20_000);
      const folder = folderOf(`fixtures-${format}`);
      const source = resolve("test", "fixtures", format);
      cpSync(source, folder, { recursive: true });
      for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }))
        utimesSync(join(folder, file), 1.7e9, 1.7e9);
      const whole = new RunIndex();
      look(whole, folder);
      whole.update(now);
      const index = new RunIndex();
      index.limit = 1;
      look(index, folder);
      settle(index);
      ok(ids(index).length > 0);
      deepEqual(ids(index), ids(whole));
      ok([...index.runs()].every(({ isReleased, series }) => isReleased && series.size === 0));
      index.limit = Infinity;
      drain(index.load(new Set(ids(index))));
      settle(index);
      deepEqual(allSeries(index), allSeries(whole));
    });
  }

  it("are those that were used longest ago, and no more of them than need be", () => {
    const folder = folderOf("lru");
    for (const run of "abcdefghijkl") write(folder, run, 2000);
    const index = new RunIndex();
    look(index, folder);
    index.update(now);
    index.use([join(folder, "a")]);
    index.limit = index.bytes - 1;
    index.keepWithinLimit();
    const released = ids(index).filter((id) => index.isReleased([id]));
    ok(!released.includes(join(folder, "a")) && released.length >= 1 && released.length < 6, released.join());
    ok(index.bytes <= index.limit);
  });

  it("leave the row of their run as it was, with nothing told as changed", () => {
    const folder = folderOf("rows");
    write(folder, "a", 5);
    const index = new RunIndex();
    look(index, folder);
    settle(index);
    const before = index.summaries(ids(index));
    index.limit = 1;
    index.keepWithinLimit();
    deepEqual(index.summaries(ids(index)), before);
    deepEqual(index.update(now), { changed: [], removed: [] });
    equal(index.curve({ run: ids(index)[0]!, name: "val/loss", x: "step", smoothing: 0, maxPoints: 9 }), undefined);
  });

  it("are right after the file grew, was replaced, or got a mate, while they were released", () => {
    const folder = folderOf("growth");
    for (const run of ["grown", "replaced", "mated"]) write(folder, run, 5);
    const index = new RunIndex();
    index.limit = 1;
    look(index, folder);
    settle(index);
    write(folder, "grown", 3, 5);
    writeFileSync(join(folder, "replaced", "metrics.jsonl"), '{"step": 1, "val/acc": 1}\n{"step": 2, "val/acc": 2}\n');
    writeFileSync(join(folder, "mated", "history.csv"), "step,val_acc\n1,0.5\n2,0.25\n3,0.125\n4,1\n");
    for (const run of ["grown", "replaced", "mated"]) utimesSync(join(folder, run), 1.8e9, 1.8e9);
    drain(index.discover(false));
    drain(index.read());
    const changed = settle(index);
    const told = Object.fromEntries(
      changed.map(({ path, series }) => [path, series.map(({ name, count }) => `${name} ${count}`).sort()]),
    );
    deepEqual(told, { grown: ["val/loss 8"], replaced: ["val/acc 2"], mated: ["val/loss 5", "val_acc 4"] });
  });

  it("of a run with many series leave a row of the best, until the run is looked at closely", () => {
    const folder = folderOf("wide");
    const log = (step: number) => {
      for (let at = 0; at < 300; at++) {
        appendFileSync(
          join(folder, "wide", "events.out.tfevents.1.h"),
          scalarEvent(at === 0 ? "val/loss" : `layer${at}/norm`, step, 1),
        );
      }
    };
    mkdirSync(join(folder, "wide"));
    for (let step = 0; step < 4; step++) log(step);
    const index = new RunIndex();
    index.limit = 1;
    look(index, folder);
    const [row] = settle(index);
    equal(row?.series.length, mostInRow);
    equal(row.omitted, 300 - mostInRow);
    equal(row.series[0]?.name, "val/loss");
    const { id } = row;
    index.detail([id]);
    drain(index.load(new Set([id])));
    const [whole] = index.update(now).changed;
    equal(whole?.series.length, 300);
    equal(whole.omitted, undefined);
    index.keepWithinLimit();
    log(4);
    drain(index.read());
    const [again] = settle(index);
    deepEqual([again?.series.length, again?.series[299]?.count], [300, 5]);
  });
});
