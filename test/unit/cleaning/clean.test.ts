import { deepEqual, equal, ok } from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { clean, lastBatch, stillFree, undo, undoLast } from "../../../src/cleaning/clean";
import { Journal } from "../../../src/cleaning/journal";
import { runsToRemove, weigh } from "../../../src/cleaning/plan";
import { watchMarks } from "../../../src/cleaning/said";
import { freedesktopTrash, ownTrash } from "../../../src/cleaning/trash";
import { lossline } from "../../support/commandLine";
import { everything, hours, idsOf, nobody, quietly, runAt, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

describe("Cleaning up", () => {
  const temp = useTempFolder();
  let count = 0;
  const project = () => join(temp(), `p${count++}`);
  const journalOf = (root: string) => new Journal(root, join(temp(), "journal"));
  const now = Date.now();

  it("leaves what was written since the preview, and what became a link", async () => {
    const root = project();
    for (const name of ["a", "b", "c"]) write(join(root, name, "metrics.csv"));
    const runs = ["a", "b", "c"].map((name) => runAt(root, name));
    const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
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
    const runs = [runAt(root, "a")];
    const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
    write(join(temp(), "full"));
    const { moved, refused } = await clean(removals, ownTrash, new Journal(root, join(temp(), "full")), now);
    deepEqual([moved.length, refused.length, everything(root)], [0, 1, before]);
  });

  it("goes on where one thing can't be moved, and says why", async () => {
    const root = project();
    for (const name of ["locked", "b"]) write(join(root, name, "metrics.csv"));
    const runs = [runAt(root, "locked"), runAt(root, "b")];
    const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
    const { moved, refused } = await clean(removals, ownTrash, journalOf(root), now, undefined, (from, to) => {
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
      const runs = [runAt(root, "a b")];
      const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
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
    const runs = [runAt(root, "a")];
    const journal = journalOf(root);
    const { moved } = await clean(
      runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs)),
      ownTrash,
      journal,
      now,
    );
    write(join(root, "a/new.csv"));
    const back = undo(lastBatch(journal), journal);
    deepEqual([back.moved.length, back.refused.length], [0, 1]);
    ok(existsSync(join(moved[0]!.to, "metrics.csv")) && existsSync(join(root, "a/new.csv")));
  });

  it("moves nothing once people set something between the plan and the move", async () => {
    const root = project();
    for (const name of ["a", "b"]) write(join(root, name, "metrics.csv"));
    const runs = [runAt(root, "a"), runAt(root, "b")];
    const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
    const changed = watchMarks([join(root, ".lossline/state.json")]);
    const { moved, refused } = await clean(removals, ownTrash, journalOf(root), now, changed, (from, to) => {
      renameSync(from, to);
      writeFileSync(join(root, ".lossline/state.json"), '{"version": 1, "runs": {"b": {"pinned": true}}}');
    });
    deepEqual([moved.length, refused.map(({ path }) => path)], [1, [join(root, "b")]]);
  });

  it("moves of what was chosen only what a newer plan has as well", async () => {
    const root = project();
    for (const name of ["a", "b", "c"]) write(join(root, name, "metrics.csv"));
    const runs = ["a", "b", "c"].map((name) => runAt(root, name));
    const plan = async (said = nobody) => runsToRemove(await weigh(runs, said, quietly), idsOf(runs));
    const chosen = await plan();
    appendFileSync(join(root, "b/metrics.csv"), "more");
    const fresh = await plan({ ...nobody, isPinned: ({ name }) => name === "a" });
    const { free, refused } = stillFree(chosen, fresh);
    deepEqual(
      [free.map(({ path }) => path), refused.map(({ path }) => path)],
      [[join(root, "c")], [join(root, "a"), join(root, "b")]],
    );
  });

  it("puts nothing into a trash that is a link, whichever part of it is", async () => {
    for (const part of [
      ".lossline",
      ".lossline/trash",
      `.lossline/trash/${new Date(now).toISOString().slice(0, 10)}`,
    ]) {
      const root = project();
      write(join(root, "a/metrics.csv"));
      const elsewhere = join(temp(), `elsewhere${count}`);
      mkdirSync(elsewhere);
      mkdirSync(dirname(join(root, part)), { recursive: true });
      symlinkSync(elsewhere, join(root, part));
      const runs = [runAt(root, "a")];
      const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
      const { moved, refused } = await clean(removals, ownTrash, journalOf(root), now);
      deepEqual([moved.length, refused.length, readdirSync(elsewhere)], [0, 1, []], part);
      ok(existsSync(join(root, "a/metrics.csv")));
    }
  });

  it("puts nothing back through a link, or outside of the workspace folder", async () => {
    const root = project();
    write(join(root, "runs/a/metrics.csv"));
    const runs = [runAt(root, "runs/a")];
    const journal = journalOf(root);
    const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
    const { moved } = await clean(removals, ownTrash, journal, now);
    const elsewhere = join(temp(), "not-here");
    mkdirSync(elsewhere);
    renameSync(join(root, "runs"), join(root, "was"));
    symlinkSync(elsewhere, join(root, "runs"));
    const back = undo(lastBatch(journal), journal);
    deepEqual([back.moved.length, back.refused.length, readdirSync(elsewhere)], [0, 1, []]);
    const out = undo([{ ...moved[0]!, from: join(temp(), "out") }], journal);
    deepEqual([out.moved.length, existsSync(join(temp(), "out"))], [0, false]);
  });

  it("takes back the last clean-up only, of however many folders that was", async () => {
    const roots = [project(), project()];
    const journals = roots.map(journalOf);
    const cleanUp = async (root: string, name: string, at: number) => {
      write(join(root, name, "metrics.csv"));
      const runs = [runAt(root, name)];
      const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
      await clean(removals, ownTrash, journalOf(root), at);
    };
    await cleanUp(roots[0]!, "first", now - hours);
    await cleanUp(roots[1]!, "second", now);
    const paths = () => undoLast(journals).moved.map(({ from }) => from.split("/").at(-1));
    deepEqual([paths(), paths(), paths()], [["second"], ["first"], []]);
    await cleanUp(roots[0]!, "third", now);
    await cleanUp(roots[1]!, "fourth", now);
    deepEqual(paths(), ["third", "fourth"]);
  });

  it("leaves no half of a note where the desktop's trash has no room", async function () {
    if (process.platform !== "linux") return this.skip();
    const root = project();
    write(join(root, "a/metrics.csv"));
    const share = join(temp(), "full-share");
    mkdirSync(join(share, "Trash"), { recursive: true });
    writeFileSync(join(share, "Trash/info"), "a file where a folder should be");
    const data = process.env["XDG_DATA_HOME"];
    process.env["XDG_DATA_HOME"] = share;
    try {
      const runs = [runAt(root, "a")];
      const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
      const { moved } = await clean(removals, freedesktopTrash, journalOf(root), now);
      ok(moved[0]!.to.startsWith(join(root, ".lossline/trash")), "ours is used where the desktop's can't be");
    } finally {
      if (data === undefined) delete process.env["XDG_DATA_HOME"];
      else process.env["XDG_DATA_HOME"] = data;
    }
  });

  it("hands things to the system's trash where that is the way, writes it down, and promises no way back", async () => {
    const root = project();
    for (const name of ["a", "b"]) write(join(root, name, "metrics.csv"));
    const runs = [runAt(root, "a"), runAt(root, "b")];
    const removals = runsToRemove(await weigh(runs, nobody, quietly), idsOf(runs));
    const given: string[] = [];
    const journal = journalOf(root);
    const trash = {
      ...ownTrash,
      discard: (path: string) => {
        if (path.endsWith("b")) return Promise.reject(new Error("no trash here"));
        given.push(path);
        return Promise.resolve();
      },
    };
    const { moved, discarded, refused } = await clean(removals, trash, journal, now);
    deepEqual(
      [moved, discarded?.map(({ path }) => path), given, refused],
      [[], [join(root, "a")], [join(root, "a")], [{ path: join(root, "b"), why: "no trash here" }]],
    );
    ok(readFileSync(journal.path, "utf8").includes(`"discarded":"${join(root, "a")}"`));
    deepEqual(lastBatch(journal), []);
  });

  it("is shown by lossline clean before it happens, and is taken back by --undo", async () => {
    const root = project();
    for (const step of [1, 2, 3]) write(join(root, `a/step_${step}.pt`), 5000);
    write(join(root, "a/metrics.csv"), "step,val/loss\n1,0.1\n2,0.3\n3,0.2\n");
    const before = everything(root);
    const old = process.env["LOSSLINE_DATA"];
    process.env["LOSSLINE_DATA"] = join(temp(), "data");
    try {
      const young = await lossline("clean", root, "--keep-checkpoints", "1", "--apply");
      ok(young.out.includes("Moved to the trash: 0 things"), "what was written just now stays");
      const asked = ["clean", root, "--keep-checkpoints", "1", "--quiet-hours", "0"];
      const preview = await lossline(...asked, "--dry-run");
      ok(preview.out.includes("step_2.pt") && preview.out.includes("1 thing, 4.9 KB"), preview.out);
      deepEqual(everything(root), before, "a preview touches nothing");
      await lossline(...asked, "--apply", "--own-trash");
      deepEqual(readdirSync(join(root, "a")).sort(), ["metrics.csv", "step_1.pt", "step_3.pt"]);
      ok((await lossline("clean", root, "--undo")).out.includes("Put back: 1 thing, 4.9 KB."));
      deepEqual(everything(root), before);
      equal((await lossline("clean", root, "--status", "evil")).code, 2);
      equal((await lossline("clean", root, "--quiet-hours", "soon")).code, 2);
    } finally {
      if (old === undefined) delete process.env["LOSSLINE_DATA"];
      else process.env["LOSSLINE_DATA"] = old;
    }
  });
});
