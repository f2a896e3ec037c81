import { deepEqual, equal, match, ok, throws } from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Flattener, Unflattener } from "../../../src/store/index/flatten";
import { readMemory, writeMemory } from "../../../src/store/index/memoryFile";
import { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { useTempFolder } from "../../support/tempFolder";

const now = Date.now();

describe("what is kept between sessions", () => {
  const temp = useTempFolder();
  let folder: string;
  let memory: string;
  let made = 0;

  beforeEach(() => {
    folder = join(realpathSync(temp()), String(made++));
    mkdirSync(folder);
    memory = `${folder}.memory`;
  });

  function open(complaints: string[] = []) {
    const index = new RunIndex(Date.now, (message) => complaints.push(message));
    const { changed } = index.open([{ path: folder, exclude: [], added: [], memory }]);
    return { index, rows: changed };
  }

  /** Looks through the folder. @returns what the index told, and how many sources were read */
  function look(index: RunIndex) {
    drain(index.discover(false));
    drain(index.read());
    const told = [index.update(now)];
    while (index.isWanting) {
      drain(index.reload());
      told.push(index.update(now));
    }
    return { changed: told.flatMap(({ changed }) => changed), removed: told.flatMap(({ removed }) => removed) };
  }

  function session() {
    const { index } = open();
    look(index);
    drain(index.keep());
    return index;
  }

  const write = (run: string, lines: number, from = 0) => {
    mkdirSync(join(folder, run), { recursive: true });
    const text = Array.from(
      { length: lines },
      (_, at) => `{"step": ${from + at}, "val/loss": ${1 / (from + at + 1)}}\n`,
    );
    appendFileSync(join(folder, run, "metrics.jsonl"), text.join(""));
  };
  const summaries = (index: RunIndex) => [...index.runs()].map(({ summary }) => summary);

  for (const format of [
    "tensorboard",
    "wandb",
    "jsonl",
    "csv",
    "hydra",
    "mlflow",
    "optuna",
    "hf-trainer",
    "keras-csv",
  ]) {
    it(`lists the fixtures of ${format} as they were, at once, and reads nothing of them again`, function () {
      this.timeout(20_000);
      cpSync(resolve("test", "fixtures", format), folder, { recursive: true });
      for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }))
        utimesSync(join(folder, file), 1.7e9, 1.7e9);
      const first = session();
      const { index, rows } = open();
      deepEqual(rows, summaries(first));
      ok(rows.length > 0);
      deepEqual(look(index), { changed: [], removed: [] });
      deepEqual(summaries(index), summaries(first));
      ok(
        [...index.runs()].every(({ isReleased }) => isReleased),
        "no points were read",
      );
      deepEqual(index.problems, first.problems);
      drain(index.load(new Set(rows.map(({ id }) => id))));
      index.update(now);
      deepEqual(summaries(index), summaries(first), "and it is the same once it is read");
    });
  }

  it("reads nothing of many runs again, though their sources are told in several chunks", function () {
    this.timeout(20_000);
    for (let run = 0; run < 1100; run++) write(`run${run}`, 1);
    session();
    const { index, rows } = open();
    equal(rows.length, 1100);
    deepEqual(look(index), { changed: [], removed: [] });
    ok([...index.runs()].every(({ isReleased }) => isReleased));
  });

  it("gives way to the files: what changed is read again, what is gone is gone, what is new is found", () => {
    for (const run of ["same", "grown", "gone", "params"]) write(run, 5);
    session();
    write("grown", 2, 5);
    write("new", 3);
    rmSync(join(folder, "gone"), { recursive: true });
    writeFileSync(join(folder, "params", "config.json"), '{"lr": 0.5}');
    utimesSync(join(folder, "params"), 1e9, 1e9);
    const { index, rows } = open();
    equal(rows.length, 4);
    const { changed, removed } = look(index);
    deepEqual(Object.fromEntries(changed.map(({ path, series, params }) => [path, [series[0]?.count, params]])), {
      grown: [7, {}],
      new: [3, {}],
      params: [5, { lr: 0.5 }],
    });
    deepEqual(removed, [join(folder, "gone")]);
  });

  it("stays listed while the first look goes on", () => {
    for (const run of ["a", "b", "c"]) write(run, 5);
    session();
    const { index } = open();
    const looking = index.discover(false);
    looking.next();
    deepEqual(index.update(now), { changed: [], removed: [] });
    equal(summaries(index).length, 3);
  });

  it("may be deleted at any time, is not used by another version, and is ignored, with a word in the log, where it is damaged", () => {
    write("a", 5);
    session();
    const whole = readFileSync(memory);
    for (let cut = 0; cut < whole.length; cut += 97) {
      const complaints: string[] = [];
      writeFileSync(memory, whole.subarray(0, cut));
      const { index, rows } = open(complaints);
      deepEqual(rows, []);
      match(complaints.join(), /is not used: /);
      equal(look(index).changed.length, 1);
    }
    const flipped = Buffer.from(whole);
    flipped[whole.length >> 1]! ^= 1;
    const complaints: string[] = [];
    writeFileSync(memory, flipped);
    deepEqual(open(complaints).rows, []);
    match(complaints.join(), /its checksum is wrong/);
    writeFileSync(memory, whole);
    equal(readMemory(memory, "another version"), undefined);
    rmSync(memory);
    const quiet: string[] = [];
    deepEqual(open(quiet).rows, []);
    deepEqual(quiet, []);
  });

  it("is whole for whoever reads it while another window writes it, and a write that fails leaves the old one", () => {
    const flat = (value: unknown) => {
      const flattener = new Flattener();
      flattener.add(value);
      return flattener.take();
    };
    drain(writeMemory(memory, "1", [flat("old")]));
    const [one, other] = [writeMemory(memory, "1", [flat("one"), flat(1)]), writeMemory(memory, "1", [flat("other")])];
    one.next();
    other.next();
    equal(readMemory(memory, "1")?.length, 1);
    drain(other);
    drain(one);
    equal(readMemory(memory, "1")?.length, 2);
    throws(() => {
      drain(
        writeMemory(
          memory,
          "1",
          (function* () {
            yield flat(1);
            throw new Error("no space left");
          })(),
        ),
      );
    }, /no space/);
    equal(readMemory(memory, "1")?.length, 2);
    deepEqual(
      readdirSync(resolve(folder, "..")).filter((name) => name.endsWith(".new")),
      [],
    );
  });

  it("that cannot be written is said, and stops nothing", function () {
    if (process.getuid?.() === 0) memory = join(folder, "file", "in", "a", "file");
    writeFileSync(join(folder, "file"), "");
    if (process.getuid?.() !== 0) chmodSync(folder, 0o500);
    write("a", 5);
    const complaints: string[] = [];
    const { index } = open(complaints);
    look(index);
    drain(index.keep());
    match(complaints.join(), /could not be kept/);
  });

  it("keeps every plain value as it is", () => {
    const shared = ["a", "b"];
    const value = {
      numbers: [0, -0, NaN, Infinity, -Infinity, 5e-324, 2 ** 53, 0.1],
      each: { a: 0, b: -0, c: NaN, d: -(2 ** 31), e: 2 ** 31, f: 2 ** 32, g: "", h: 0.1 },
      mixed: [0, "0", -0, [1, 2], [[-0]]],
      nothing: [undefined, null, true, false, "", [], {}],
      lists: [shared, ["a", "b"], ["a"]],
      deep: { ["__proto__"]: { x: 1 }, "a\nb": { y: "" } },
      text: "\u0000 \ud83d\ude00",
    };
    const flattener = new Flattener();
    flattener.add(value);
    flattener.add("next");
    const values = new Unflattener(flattener.take());
    deepEqual(values.next(), value);
    equal(values.next(), "next");
    ok(values.isAtEnd);
    throws(() => values.next(), RangeError);
  });
});
