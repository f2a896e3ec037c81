import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Launch } from "../../../src/launches/launch";
import { tidy } from "../../../src/launches/leftovers";

const now = 1_800_000_000_000;
const hour = 3_600_000;

/** A storage folder with files of these ages, in hours. */
function storage(files: Readonly<Record<string, number>>): string {
  const folder = mkdtempSync(join(tmpdir(), "storage-"));
  for (const [name, age] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, "x");
    const at = (now - age * hour) / 1000;
    utimesSync(path, at, at);
  }
  return folder;
}

function launch(more: Partial<Launch>): Launch {
  const base = {
    id: "a",
    kind: "train",
    state: "ended",
    script: "/w/t.py",
    command: "",
    args: [],
    cwd: "/w",
    runs: [],
  } as const;
  return { ...base, startedAt: now, watched: true, ...more };
}

const left = (folder: string) =>
  ["tests", "exits", "output"]
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
    .sort();

describe("what launches leave in the editor's storage", () => {
  it("goes once nobody reads it, and stays while a launch runs or has just begun", async () => {
    const folder = storage({
      "tests/old.xml": 5,
      "tests/running.xml": 5,
      "tests/new.xml": 0.5,
      "exits/old": 50,
      "exits/running": 50,
      "output/forgotten.log": 5,
      "output/known.log": 500,
      "output/new.log": 0.5,
    });
    const at = (name: string) => join(folder, name);
    const running = launch({
      id: "b",
      state: "running",
      tests: { files: [], report: at("tests/running.xml") },
      whereabouts: { shell: { pid: 1, started: "1" }, exitFile: at("exits/running") },
    });
    const gone = await tidy(folder, [running, launch({ output: at("output/known.log") })], now);
    assert.equal(gone, 3);
    assert.deepEqual(left(folder), [
      "exits/running",
      "output/known.log",
      "output/new.log",
      "tests/new.xml",
      "tests/running.xml",
    ]);
  });

  it("is bounded in all: the oldest output goes first, that of what runs never", async () => {
    const folder = storage({
      "tests/x.xml": 0,
      "exits/x": 0,
      "output/1": 9,
      "output/2": 8,
      "output/3": 7,
      "output/4": 90,
    });
    const outputs = ["1", "2", "3", "4"].map((name) => join(folder, "output", name));
    const times = [9, 8, 7, 90].map((age) => (now - age * hour) / 1000);
    outputs.forEach((path, index) => {
      truncateSync(path, 300 * 1024 * 1024); // sparse
      utimesSync(path, times[index] ?? 0, times[index] ?? 0);
    });
    const launches = outputs.map((output, index) =>
      launch({ id: `${index}`, output, ...(index === 3 ? { state: "running" as const } : {}) }),
    );
    await tidy(folder, launches, now);
    assert.deepEqual(left(folder), ["exits/x", "output/3", "output/4", "tests/x.xml"]);
  });

  it("that was never there is no mistake", async () => {
    assert.equal(await tidy(join(tmpdir(), "none-such"), [], now), 0);
  });
});
