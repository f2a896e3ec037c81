import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunStatus } from "../../../src/shared/run";
import type { Launch } from "../../../src/launches/launch";
import { LaunchLog } from "../../../src/launches/launchLog";
import { exitVerdict, overlay } from "../../../src/launches/overlay";
import { grouperOf } from "../../../src/runs/judging/groups/groupers";
import { groupsBy, seedGroups } from "../../../src/runs/judging/groups/groups";
import { usualSeedLike } from "../../../src/runs/judging/groups/seedLike";
import { launch, noon, run, start } from "./support";

/** The run as the only launch there is knows it. */
const seenBy = (known: Launch, of = run()) =>
  overlay(of, { launchOf: (id) => (known.runs.includes(id) ? known : undefined) });

describe("what a launch tells of its run", () => {
  const bound = (more: Partial<Launch> = {}) => launch({ runs: ["/w/runs/a"], ...more });
  const exited = (exitCode: number) => bound({ ending: "exited", exitCode, endedAt: noon + 9000 });

  it("is nothing of a run that is not its own", () => {
    const other = run({ id: "/w/runs/b" });
    assert.equal(seenBy(exited(0), other), other);
  });

  it("is what it was queued with, which is no place: another seed joins its siblings, wherever it was queued", () => {
    const of = (seed: number) => run({ id: `/w/runs/s${seed}`, path: `runs/s${seed}`, params: { lr: 1, seed } });
    const queued = seenBy(bound({ runs: ["/w/runs/s1"], group: "seeds" }), of(1));
    assert.deepEqual([queued.group, queued.queuedIn], [undefined, "seeds"]);
    assert.equal(seedGroups([of(0), queued], usualSeedLike).length, 1);
    const byTool = groupsBy([of(0), queued], grouperOf({ kind: "tool" }, usualSeedLike));
    assert.equal(byTool.length, 2, "the sweep's own group can be asked for");
  });

  it("is how it ended, over what the format says", () => {
    const native = run({ status: "running", statusReason: "written to a minute ago" });
    const seen = seenBy(exited(1), native);
    assert.deepEqual([seen.status, seen.statusReason], ["failed", "exit code 1"]);
    assert.equal(seenBy(exited(1), run({ status: "finished" })).status, "failed");
    assert.equal(seenBy(exited(0), run({ status: "failed" })).status, "finished");
  });

  it("is its command, commit and times, where the format has none", () => {
    const known = { ...exited(0), git: { commit: "abc", branch: "main", dirty: true } };
    const bare = seenBy(known);
    assert.deepEqual(
      [bare.command, bare.git?.commit, bare.startedAt, bare.endedAt],
      ["python train.py", "abc", noon, noon + 9000],
    );
    const own = run({ command: "own", git: { commit: "own" }, startedAt: 1, endedAt: 2 });
    const told = seenBy(known, own);
    assert.deepEqual([told.command, told.git?.commit, told.startedAt, told.endedAt], ["own", "own", 1, 2]);
  });

  it("is that it still runs, as long as the launch lives and the shell would tell its end", () => {
    assert.equal(seenBy(bound(), run({ status: "stale" })).status, "running");
    assert.equal(seenBy(bound(), run({ status: "finished" })).status, "finished");
    assert.equal(seenBy(bound({ watched: false }), run({ status: "stale" })).status, "stale");
  });

  it("is that it was killed, if its terminal was closed", () => {
    const seen = seenBy(bound({ ending: "closed", endedAt: noon + 1 }), run({ status: "running" }));
    assert.deepEqual([seen.status, seen.statusReason], ["killed", "its terminal was closed"]);
  });

  it("is no status, if the launch is not followed any more and its process never was seen", () => {
    assert.equal(seenBy(bound({ ending: "lost" }), run({ status: "stale" })).status, "stale");
  });

  it("is that it no longer runs, if its process is gone and nobody told the exit code", () => {
    const process = { pid: 7, started: "a" };
    const gone = bound({ ending: "lost", whereabouts: { shell: process, process } });
    for (const launched of [gone, bound({ ending: "exited" })]) {
      // After a reload its log, which grows no more, says nothing.
      for (const status of ["running", "stale", "unknown"] as const) {
        const { statusCause, ...seen } = seenBy(launched, run({ status }));
        assert.deepEqual(
          [seen.status, statusCause, seen.statusReason],
          ["unknown", "gone", "ended, exit code unknown"],
        );
      }
      assert.equal(seenBy(launched, run({ status: "finished" })).status, "finished");
    }
  });

  it("leaves an earlier run of the same launch finished, whatever happened to a later one", () => {
    const sweep = { ...exited(1), runs: ["/w/runs/a", "/w/runs/b"] };
    assert.equal(seenBy(sweep, run({ status: "finished" })).status, "finished");
    assert.equal(seenBy(sweep, run({ status: "unknown" })).status, "failed");
    assert.equal(seenBy(sweep, run({ id: "/w/runs/b", status: "finished" })).status, "failed");
  });
});

describe("an exit code", () => {
  const cases: readonly (readonly [number, RunStatus, RegExp])[] = [
    [0, "finished", /^exit code 0$/],
    [1, "failed", /^exit code 1$/],
    [2, "failed", /^exit code 2$/],
    [139, "failed", /^exit code 139/],
    [130, "killed", /^stopped by you$/],
    [3221225786, "killed", /^stopped by you$/],
    [-1073741510, "killed", /^stopped by you$/],
    [137, "killed", /SIGKILL/],
    [143, "killed", /SIGTERM/],
  ];
  for (const [code, status, reason] of cases) {
    it(`of ${code} means ${status}`, () => {
      const verdict = exitVerdict(code);
      assert.equal(verdict.status, status);
      assert.match(verdict.statusReason, reason);
    });
  }
});

describe("the log of launches", () => {
  it("binds a run that appears to the launch that lives, and tells of it", () => {
    const log = new LaunchLog(undefined);
    const told: (readonly string[])[] = [];
    const { id } = log.begin(start());
    log.onDidChange((runs) => told.push(runs));
    log.see([run()], noon + 1000);
    assert.equal(log.launchOf("/w/runs/a")?.id, id);
    assert.deepEqual(told, [["/w/runs/a"]]);
    log.see([run()], noon + 2000);
    assert.equal(told.length, 1, "a bound run is not bound again");
    log.happen(id, { is: "end", ending: "exited", exitCode: 1, at: noon + 3000 });
    assert.deepEqual(told[1], ["/w/runs/a"]);
    assert.equal(overlay(run(), log).status, "failed");
  });

  it("leaves a run alone that something else was writing when the launch began, unless an argument names it", () => {
    const log = new LaunchLog(undefined);
    log.begin(start(), ["/w/runs/a"]);
    log.see([run()], noon + 1000);
    assert.equal(log.launchOf("/w/runs/a"), undefined);
    log.begin(start({ args: ["--out", "runs/a"] }), ["/w/runs/a"]);
    log.see([run()], noon + 1000);
    assert.ok(log.launchOf("/w/runs/a"));
  });

  it("leaves a run to the launch that still writes it when another begins", () => {
    const log = new LaunchLog(undefined);
    const first = log.begin(start());
    log.see([run()], noon + 1000);
    const second = log.begin(start({ startedAt: noon + 5000 }));
    log.see([run({ lastWriteAt: noon + 6000 })], noon + 6000);
    assert.equal(log.launchOf("/w/runs/a")?.id, first.id);
    log.see([run({ id: "/w/runs/b", lastWriteAt: noon + 6000 })], noon + 6000);
    assert.equal(log.launchOf("/w/runs/b")?.id, second.id, "what is new goes to the latest");
  });

  it("gives a run to the launch that wrote to it last", () => {
    const log = new LaunchLog(undefined);
    const first = log.begin(start());
    log.see([run()], noon + 1000);
    log.happen(first.id, { is: "end", ending: "exited", exitCode: 0, at: noon + 5000 });
    const second = log.begin(start({ startedAt: noon + 60_000, script: "/w/resume.py", command: "python resume.py" }));
    log.see([run({ lastWriteAt: noon + 61_000 })], noon + 61_000);
    assert.equal(log.launchOf("/w/runs/a")?.id, second.id);
  });

  it("binds what is found shortly after the end, and nothing later", () => {
    const log = new LaunchLog(undefined);
    const { id } = log.begin(start());
    log.happen(id, { is: "end", ending: "exited", exitCode: 0, at: noon + 2000 });
    log.see([run({ id: "/w/runs/late" })], noon + 600_000);
    assert.equal(log.launchOf("/w/runs/late"), undefined);
  });

  it("ends a launch once", () => {
    const log = new LaunchLog(undefined);
    const { id } = log.begin(start());
    log.happen(id, { is: "end", ending: "exited", exitCode: 0, at: noon + 1 });
    log.happen(id, { is: "end", ending: "closed", exitCode: undefined, at: noon + 2 });
    assert.deepEqual([log.launches[0]?.ending, log.launches[0]?.exitCode], ["exited", 0]);
    assert.equal(log.happen("none", { is: "end", ending: "closed", at: noon }), undefined);
  });

  it("forgets the oldest beyond 500, and whose runs were whose", () => {
    const log = new LaunchLog(undefined);
    log.begin(start());
    log.see([run()], noon + 1000);
    for (let i = 0; i < 500; i++) log.begin(start({ startedAt: noon + i }));
    assert.equal(log.launches.length, 500);
    assert.equal(log.launchOf("/w/runs/a"), undefined);
  });
});

describe("the file of launches", () => {
  let folder: string;
  let warnings: string[];
  const open = async () => {
    const log = new LaunchLog(join(folder, "storage"), (message) => warnings.push(message));
    await log.loaded;
    return log;
  };
  const file = () => join(folder, "storage", "launches.json");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lossline-"));
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("brings launches and their runs back in the next session", async () => {
    const log = await open();
    const { id } = log.begin(start());
    log.see([run()], noon + 1000);
    log.happen(id, { is: "end", ending: "exited", exitCode: 3, at: noon + 2000 });
    log.amend(id, { git: { commit: "abc", dirty: false } });
    await log.flush();
    const again = await open();
    assert.deepEqual(again.launches, log.launches);
    assert.equal(overlay(run(), again).statusReason, "exit code 3");
    assert.deepEqual(readdirSync(join(folder, "storage")), ["launches.json"], "nothing is left beside it");
    assert.deepEqual(warnings, []);
  });

  it("still has as running what had not ended, and where it runs", async () => {
    const log = await open();
    const { id } = log.begin(start());
    const whereabouts = { shell: { pid: 5, started: "b:1" }, process: { pid: 6, started: "b:2" }, exitFile: "/s/x" };
    log.happen(id, { is: "locate", whereabouts });
    log.see([run()], noon + 1000);
    await log.flush();
    const again = await open();
    assert.equal(again.launches[0]?.state, "running");
    assert.deepEqual(again.launches[0].whereabouts, whereabouts);
    again.see([run({ id: "/w/runs/b" })], noon + 2000);
    assert.ok(again.launchOf("/w/runs/b"), "it goes on making runs");
    again.happen(id, { is: "end", ending: "exited", exitCode: 0, at: noon + 3000 });
    await again.flush();
    assert.equal(overlay(run({ id: "/w/runs/b", status: "stale" }), again).status, "finished");
  });

  it("is understood as it was written before launches had states", async () => {
    const log = await open();
    log.begin(start());
    log.happen(log.begin(start()).id, { is: "end", ending: "exited", exitCode: 0, at: noon + 1 });
    await log.flush();
    const stored = JSON.parse(readFileSync(file(), "utf8")) as { launches: { state?: string }[] };
    for (const each of stored.launches) delete each.state;
    writeFileSync(file(), JSON.stringify(stored));
    assert.deepEqual(
      (await open()).launches.map(({ state }) => state),
      ["running", "ended"],
    );
    assert.deepEqual(warnings, []);
  });

  it("keeps a launch that begins before the file is read", async () => {
    const before = await open();
    before.begin(start({ args: ["first"] }));
    await before.flush();
    const log = new LaunchLog(join(folder, "storage"));
    log.begin(start({ args: ["second"] }));
    await log.loaded;
    await log.flush();
    assert.deepEqual(
      log.launches.map(({ args }) => args[0]),
      ["first", "second"],
    );
    assert.deepEqual(
      (await open()).launches.map(({ args }) => args[0]),
      ["first", "second"],
    );
  });

  for (const [what, text] of [
    ["cut off", '{"version":1,"launches":[{"id":"a"'],
    ["empty", ""],
    ["of a later version", '{"version":2,"launches":[]}'],
    ["something else", "[1,2,3]"],
    ["holding what is no launch", '{"version":1,"launches":[{"id":7}]}'],
  ] as const) {
    it(`is set aside when it is ${what}, and launching goes on`, async () => {
      const first = await open();
      first.begin(start());
      await first.flush();
      writeFileSync(file(), text);
      const log = await open();
      assert.deepEqual(log.launches, []);
      assert.equal(warnings.length, 1);
      log.begin(start());
      await log.flush();
      const files = readdirSync(join(folder, "storage")).sort();
      assert.match(files.join(" "), /^launches\.json launches\.json\.broken-\d+$/);
      assert.equal(readFileSync(join(folder, "storage", files[1]!), "utf8"), text);
      assert.equal((await open()).launches.length, 1);
    });
  }

  it("keeps the launches that can be read beside one that cannot", async () => {
    const log = await open();
    log.begin(start());
    await log.flush();
    const stored = JSON.parse(readFileSync(file(), "utf8")) as { launches: unknown[] };
    writeFileSync(file(), JSON.stringify({ ...stored, launches: [...stored.launches, { id: 1 }] }));
    assert.equal((await open()).launches.length, 1);
    assert.equal(warnings.length, 1);
  });

  it("that can’t be written is reported, and nothing fails", async () => {
    writeFileSync(join(folder, "storage"), "a file where the folder should be");
    const log = await open();
    log.begin(start());
    await log.flush();
    assert.equal(log.launches.length, 1);
    assert.ok(warnings.some((message) => message.includes("can’t be written")));
  });
});
