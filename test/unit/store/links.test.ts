import assert from "node:assert/strict";
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { confineTo, openToRead } from "../../../src/readers/parsing/files/open";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";

const log = [1, 2, 3].map((step) => JSON.stringify({ step, loss: 1 / step })).join("\n") + "\n";
const isRoot = process.getuid?.() === 0;

describe("symbolic links", function () {
  let outer: string;
  let root: string;

  beforeEach(() => {
    outer = realpathSync(mkdtempSync(join(tmpdir(), "lossline-")));
    root = join(outer, "work");
    run(join(root, "own"));
    run(join(outer, "scratch/far"));
  });

  afterEach(() => rmSync(outer, { recursive: true }));

  function run(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "metrics.jsonl"), log);
  }

  function lookedAt(confined = false): { readonly runs: string[]; readonly problems: RootIndex["problems"] } {
    const index = new RootIndex({ path: root, exclude: [], confined });
    drain(index.discover(true));
    drain(index.read());
    index.update(Date.now());
    return { runs: [...index.runs.values()].map(({ summary }) => summary.path).sort(), problems: index.problems };
  }

  it("to a folder of the same user are followed once, wherever it lies", () => {
    symlinkSync(join(outer, "scratch"), join(root, "runs"));
    symlinkSync(join(outer, "scratch"), join(root, "again"));
    const { runs, problems } = lookedAt();
    assert.equal(runs.length, 2);
    assert.deepEqual(problems, []);
  });

  it("to folders above, to the system's and to the root are not followed, and named with where they lead", () => {
    symlinkSync(outer, join(root, "up"));
    symlinkSync("/", join(root, "all"));
    symlinkSync("/proc", join(root, "processes"));
    symlinkSync("/dev/zero", join(root, "metrics.csv"));
    const { runs, problems } = lookedAt();
    assert.deepEqual(runs, ["own"]);
    const told = new Map(problems.map(({ path, unsearched }) => [path, unsearched]));
    assert.equal(told.get(join(root, "up")), outer);
    assert.equal(told.get(join(root, "all")), "/");
    assert.equal(told.get(join(root, "processes")), "/proc");
    assert.ok(problems.every(({ message }) => message.startsWith("This link was not followed: ")));
  });

  it("to another user's files are not followed", function () {
    if (!isRoot) this.skip(); // nobody else can give files away
    chownSync(join(outer, "scratch"), 12_345, 12_345);
    symlinkSync(join(outer, "scratch"), join(root, "runs"));
    const { runs, problems } = lookedAt();
    assert.deepEqual(runs, ["own"]);
    assert.match(problems[0]!.message, /another user’s files/);
  });

  it("lead nowhere out of a restricted workspace, as folders, as logs, or beside logs", () => {
    symlinkSync(join(outer, "scratch"), join(root, "runs"));
    symlinkSync(join(outer, "scratch/far/metrics.jsonl"), join(root, "linked.jsonl"));
    symlinkSync(join(root, "own"), join(root, "inside"));
    writeFileSync(join(outer, "secret.yaml"), "password: 1\n");
    symlinkSync(join(outer, "secret.yaml"), join(root, "own/config.yaml"));
    confineTo([root]);
    try {
      const { runs, problems } = lookedAt(true);
      assert.deepEqual(runs, ["own"]);
      assert.ok(problems.some(({ unsearched }) => unsearched === join(outer, "scratch")));
      assert.throws(() => openToRead(join(root, "own/config.yaml")), /Restricted Mode/);
      assert.doesNotThrow(() => openToRead(join(root, "inside/metrics.jsonl")));
    } finally {
      confineTo(undefined);
    }
    assert.match(readFileSync(join(root, "own/config.yaml"), "utf8"), /password/);
  });
});
