import { deepEqual } from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchLog } from "../../../src/launches/launchLog";
import type { Processes } from "../../../src/launches/processes";
import { launchedRuns, notedLaunches, RunningNote } from "../../../src/launches/runningNotes";
import { makeRun } from "../../support/runs";
import { useTempFolder } from "../../support/tempFolder";

const start = {
  kind: "train",
  script: "/work/train.py",
  command: "python train.py --out runs/a",
  args: ["--out", "runs/a"],
  cwd: "/work",
  startedAt: 1,
  watched: true,
} as const;

describe("A window notes which of its launches run", () => {
  const temp = useTempFolder();
  let count = 0;
  const folder = () => join(temp(), `notes${count++}`);
  const alive: Processes = {
    mark: (pid) => Promise.resolve({ pid, started: "now" }),
    children: () => Promise.resolve([]),
  };
  const fail = (message: string) => {
    throw new Error(message);
  };

  it("for others on the machine, until they ended", async () => {
    const notes = folder();
    const note = new RunningNote("/storage", fail, notes);
    const log = new LaunchLog(undefined, fail, note);
    const { id } = log.begin(start);
    await note.flush();
    const runs = [makeRun("runs/a"), makeRun("runs/b")];
    const launched = launchedRuns(await notedLaunches(notes, alive), runs);
    deepEqual([...launched], ["/work/runs/a"], "its arguments name it");
    log.happen(id, { is: "end", at: 2, ending: "exited", exitCode: 0 });
    await note.flush();
    deepEqual(await notedLaunches(notes, alive), []);
  });

  it("with where they run: a launch whose process is gone runs no more", async () => {
    const notes = folder();
    const note = new RunningNote("/storage", fail, notes);
    const whereabouts = { shell: { pid: 7, started: "now" }, process: { pid: 8, started: "before the reboot" } };
    new LaunchLog(undefined, fail, note).begin({ ...start, whereabouts });
    await note.flush();
    deepEqual(await notedLaunches(notes, alive), []);
    const silent: Processes = { mark: () => Promise.resolve(undefined), children: () => Promise.resolve([]) };
    deepEqual((await notedLaunches(notes, silent)).length, 1, "where nothing can be told, it may run");
  });

  it("and none where nothing was ever started; what can't be understood is passed over", async () => {
    const notes = folder();
    const note = new RunningNote("/storage", fail, notes);
    note.write([]);
    await note.flush();
    deepEqual(existsSync(notes), false);
    mkdirSync(notes);
    writeFileSync(join(notes, "x.json"), "{");
    deepEqual([await notedLaunches(notes, alive), readdirSync(notes)], [[], ["x.json"]]);
  });
});
