import { deepEqual, equal, ok } from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { clean, lastBatch, undo } from "../../../src/cleaning/clean";
import { Journal } from "../../../src/cleaning/journal";
import { checkpointsToRemove, runsToRemove, weigh } from "../../../src/cleaning/plan";
import { freedesktopTrash, ownTrash } from "../../../src/cleaning/trash";
import type { RunSummary } from "../../../src/shared/run";
import { everything, long, nobody, now, run, write } from "../../support/cleaning";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("Cleaning up", () => {
  const temp = useTempFolder();
  let count = 0;
  const project = () => join(temp(), `p${count++}`);
  const journalOf = (root: string) => new Journal(root, join(temp(), "journal"));
  const all = (runs: readonly RunSummary[]) => new Set(runs.map(({ id }) => id));

  it("never plans what is running, recent, baseline, promoted, pinned, noted, unsynced, shared or behind a link", async () => {
    const root = project();
    const names = "free running recent baseline promoted pinned noted told shared models".split(" ");
    for (const name of names) write(join(root, name, "metrics.csv"));
    write(join(root, "wandb/offline-run-1/run-1.wandb"));
    write(join(root, "wandb/offline-run-2/run-2.wandb"));
    write(join(root, "wandb/offline-run-2/run-2.wandb.synced"));
    write(join(root, "models/net/v1/promotion.json"));
    write(join(temp(), "outside", "metrics.csv"));
    symlinkSync(join(temp(), "outside"), join(root, "linked"));
    const runs = [
      ...names.map((name) => run(root, name)),
      run(root, "shared", { id: join(root, "shared#2") }),
      run(root, "linked"),
      ...[1, 2].map((n) =>
        run(root, `wandb/offline-run-${n}`, { sources: [join(root, `wandb/offline-run-${n}/run-${n}.wandb`)] }),
      ),
    ].map((one) => ({
      ...one,
      ...(one.name === "running" && { status: "running" as const }),
      ...(one.name === "recent" && { lastWriteAt: now - 1000 }),
      ...(one.name === "told" && { notes: "keep" }),
    }));
    const is = (name: string) => (one: RunSummary) => one.name === name;
    const said = {
      isBaseline: is("baseline"),
      isPromoted: is("promoted"),
      isPinned: is("pinned"),
      isNoted: is("noted"),
    };
    const weighed = await weigh(runs, said, now);
    const removals = runsToRemove(weighed, all(runs));
    deepEqual(
      removals.map(({ path }) => path.slice(root.length + 1)),
      ["free", "wandb/offline-run-2"],
    );
    deepEqual(
      checkpointsToRemove(weighed, 0, () => undefined),
      [],
    );
  });

  it("keeps the best checkpoints by the metric, the last, those called best, and what the run is read from", async () => {
    const root = project();
    const a = run(root, "a", { sources: [join(root, "a/checkpoint-40/trainer_state.json")] });
    for (const step of [10, 20, 30, 40, 50]) {
      write(join(root, `a/checkpoint-${step}/model.safetensors`), 5000);
      write(join(root, `a/checkpoint-${step}/trainer_state.json`));
    }
    write(join(root, "a/best.pt"), 9000);
    write(join(root, "a/tiny.pt"), 10);
    const weighed = await weigh([a], nobody, now);
    equal(weighed[0]!.disk!.byKind.checkpoint, 5 * 5010 + 9000);
    const losses: Readonly<Record<number, number>> = { 10: 0.5, 20: 0.1, 30: 0.2, 40: 0.3, 50: 0.4 };
    const valueAt = (_: RunSummary, step: number) => ({ value: losses[step]!, better: "lower" as const });
    const gone = (keep: number) =>
      checkpointsToRemove(weighed, keep, valueAt).map(({ path }) => path.slice(join(root, "a/").length));
    deepEqual(gone(1), ["checkpoint-10", "checkpoint-30"]);
    deepEqual(gone(2), ["checkpoint-10"]);
    const newest = checkpointsToRemove(weighed, 1, () => undefined).map(({ path }) =>
      path.slice(join(root, "a/").length),
    );
    deepEqual(newest, ["checkpoint-10", "checkpoint-20", "checkpoint-30"]);
  });

  it("leaves what was written since the preview, and what became a link", async () => {
    const root = project();
    for (const name of ["a", "b", "c"]) write(join(root, name, "metrics.csv"));
    const runs = ["a", "b", "c"].map((name) => run(root, name));
    const removals = runsToRemove(await weigh(runs, nobody, now), all(runs));
    equal(removals.length, 3);
    appendFileSync(join(root, "a/metrics.csv"), "still going");
    renameSync(join(root, "b"), join(temp(), "elsewhere"));
    symlinkSync(join(temp(), "elsewhere"), join(root, "b"));
    const { moved, refused } = await clean(removals, ownTrash, journalOf(root), now);
    deepEqual(
      [moved.map(({ from }) => from), refused.map(({ path }) => path)],
      [[join(root, "c")], [join(root, "a"), join(root, "b")]],
    );
    ok(existsSync(join(temp(), "elsewhere", "metrics.csv")));
  });

  it("keeps each move on a line of its own, also after one that was cut", () => {
    const journal = new Journal(join(temp(), "cut"), join(temp(), "journal"));
    const move = (to: string) => ({ batch: "1", from: "/a", to, bytes: 1 });
    journal.intend(move("/trash/a"));
    appendFileSync(journal.path, '{"batch": "1", "from": "/b"');
    journal.intend(move("/trash/c"));
    deepEqual(journal.moves(), [move("/trash/a"), move("/trash/c")]);
  });

  it("takes nothing back that is not what it moved, though it has its name", () => {
    const journal = new Journal(join(temp(), "other"), join(temp(), "journal"));
    const to = join(temp(), "other-thing");
    writeFileSync(to, "somebody else's");
    const move = { batch: "1", from: join(temp(), "mine"), to, bytes: 1, inode: 1 };
    journal.intend(move);
    deepEqual(lastBatch(journal), []);
    equal(undo([move], journal).moved.length, 0);
    equal(readFileSync(to, "utf8"), "somebody else's");
  });

  it("moves nothing that it can't write down: the journal comes first", async () => {
    const root = project();
    write(join(root, "a/metrics.csv"));
    const before = everything(root);
    const runs = [run(root, "a")];
    const removals = runsToRemove(await weigh(runs, nobody, now), all(runs));
    write(join(temp(), "full"));
    const { moved, refused } = await clean(removals, ownTrash, new Journal(root, join(temp(), "full")), now);
    deepEqual([moved.length, refused.length, everything(root)], [0, 1, before]);
  });

  it("goes on where one thing can't be moved, and says why", async () => {
    const root = project();
    for (const name of ["locked", "b"]) write(join(root, name, "metrics.csv"));
    const runs = [run(root, "locked"), run(root, "b")];
    const removals = runsToRemove(await weigh(runs, nobody, now), all(runs));
    const { moved, refused } = await clean(removals, ownTrash, journalOf(root), now, (from, to) => {
      if (from.endsWith("locked")) throw new Error("EACCES: permission denied");
      renameSync(from, to);
    });
    deepEqual(
      [moved.map(({ from }) => from), refused],
      [[join(root, "b")], [{ path: join(root, "locked"), why: "EACCES: permission denied" }]],
    );
  });

  it("tells the desktop's trash of it, so that it can be restored there, too", async () => {
    const root = project();
    write(join(root, "a b/metrics.csv"));
    const before = everything(root);
    const data = process.env["XDG_DATA_HOME"];
    process.env["XDG_DATA_HOME"] = join(temp(), "share");
    try {
      const runs = [run(root, "a b")];
      const removals = runsToRemove(await weigh(runs, nobody, now), all(runs));
      const { moved } = await clean(removals, freedesktopTrash, journalOf(root), now);
      const info = readFileSync(join(temp(), "share/Trash/info/a b.trashinfo"), "utf8");
      ok(info.startsWith(`[Trash Info]\nPath=${join(root, "a%20b")}\nDeletionDate=20`), info);
      ok(existsSync(join(temp(), "share/Trash/files/a b/metrics.csv")));
      undo(moved, journalOf(root));
      deepEqual(everything(root), before);
      ok(!existsSync(join(temp(), "share/Trash/info/a b.trashinfo")));
    } finally {
      if (data === undefined) delete process.env["XDG_DATA_HOME"];
      else process.env["XDG_DATA_HOME"] = data;
    }
  });

  it("writes nothing over when it is taken back", async () => {
    const root = project();
    write(join(root, "a/metrics.csv"));
    const runs = [run(root, "a")];
    const journal = journalOf(root);
    const { moved } = await clean(runsToRemove(await weigh(runs, nobody, now), all(runs)), ownTrash, journal, now);
    write(join(root, "a/new.csv"));
    const back = undo(lastBatch(journal), journal);
    deepEqual([back.moved.length, back.refused.length], [0, 1]);
    ok(existsSync(join(moved[0]!.to, "metrics.csv")) && existsSync(join(root, "a/new.csv")));
  });

  it("is shown by lossline clean before it happens, and is taken back by --undo", async () => {
    const root = project();
    for (const step of [1, 2, 3]) write(join(root, `a/checkpoint-${step}.pt`), 5000);
    writeFileSync(join(root, "a/metrics.csv"), "step,val/loss\n1,0.1\n2,0.3\n3,0.2\n");
    utimesSync(join(root, "a/metrics.csv"), long / 1000, long / 1000);
    const before = everything(root);
    const old = process.env["LOSSLINE_DATA"];
    process.env["LOSSLINE_DATA"] = join(temp(), "data");
    try {
      const preview = await lossline("clean", root, "--keep-checkpoints", "1", "--dry-run");
      ok(preview.out.includes("checkpoint-2.pt") && preview.out.includes("1 thing, 4.9 KB"), preview.out);
      deepEqual(everything(root), before, "a preview touches nothing");
      await lossline("clean", root, "--keep-checkpoints", "1", "--apply", "--own-trash");
      deepEqual(readdirSync(join(root, "a")).sort(), ["checkpoint-1.pt", "checkpoint-3.pt", "metrics.csv"]);
      ok((await lossline("clean", root, "--undo")).out.includes("Put back: 1 thing, 4.9 KB."));
      deepEqual(everything(root), before);
      equal((await lossline("clean", root, "--status", "evil")).code, 2);
    } finally {
      if (old === undefined) delete process.env["LOSSLINE_DATA"];
      else process.env["LOSSLINE_DATA"] = old;
    }
  });
});
