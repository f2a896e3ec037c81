import { deepEqual, equal, match, ok } from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../../../scripts/lib/paths.mjs";
import { startReader, type ReaderPort } from "../../../src/store/reading/readerPort";
import { ReaderStore } from "../../../src/store/reading/readerStore";
import type { ReadingLimits } from "../../../src/store/reading/watchdog";
import { useTempFolder } from "../../support/tempFolder";
import { eventually } from "../../support/waiting";

const temp = useTempFolder();
let made = 0;

/** How often a reader is killed at a random moment; `LOSSLINE_KILLS=200 npm test -- --only processes --files readerProcess` for the long run. */
const kills = Number(process.env["LOSSLINE_KILLS"] ?? 4);

const limits: ReadingLimits = { patience: 400, memory: 400 * 2 ** 20 };

const line = (step: number) => `{"step": ${step}, "loss": ${1 / step}}\n`;

/** A store over a folder with runs of these names, whose reader is a process with faults. */
function reading(names: readonly string[], allowed = limits) {
  const folder = join(temp(), String(made++));
  const log = (name: string) => join(folder, name, "metrics.jsonl");
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(log(name), line(1) + line(2));
  }
  const ports: ReaderPort[] = [];
  const logged: string[] = [];
  const start = () => {
    const port = startReader(join(temp(), "faultyReader.js"), allowed, (message) => logged.push(message));
    ports.push(port);
    return port;
  };
  const host = {
    roots: () => [{ path: folder, exclude: [], added: [] }],
    opened: () => undefined,
    memoryLimit: () => 1e9,
    log: (_: string, message: string) => logged.push(message),
  };
  const store = new ReaderStore(start, host, 10);
  after(() => store.dispose());
  const found = () => [...store.runs.values()].map(({ name }) => name).sort();
  const named = () => store.problems.map(({ path }) => path);
  return { folder, log, store, ports, logged, found, named };
}

describe("the process that reads", function () {
  this.timeout(60_000 + kills * 2000);

  before(async () => {
    await build({
      absWorkingDir: root,
      entryPoints: ["test/support/faultyReader.ts"],
      bundle: true,
      platform: "node",
      format: "cjs",
      outdir: temp(),
      logLevel: "error",
    });
  });

  const faults: readonly (readonly [fault: string, why: RegExp, allowed?: ReadingLimits])[] = [
    ["hangs", /made no progress for 0\.4 seconds\. It is set aside/],
    ["crashes", /made the reader crash \(SIGABRT\)/],
    ["swallows", /took more than 300 MB of memory/, { patience: 20_000, memory: 300 * 2 ** 20 }],
  ];
  for (const [fault, why, allowed] of faults) {
    it(`is ended by a file that ${fault}; that is named and set aside, and every other run is there`, async () => {
      const { store, found, named, log, ports } = reading(["a", fault, "z"], allowed);
      await store.start();
      deepEqual(found(), ["a", "z"]);
      deepEqual(named(), [log(fault)]);
      match(store.problems[0]!.message, why);
      equal(ports.length, 2);
    });
  }

  it("is never ended while it gets on, however slowly", async () => {
    const { store, log, ports, found } = reading(["slow"]);
    const long = (step: number) => `{"step": ${step}, ${" ".repeat(2000)}"loss": 1}\n`;
    writeFileSync(log("slow"), Array.from({ length: 4000 }, (_, step) => long(step)).join(""));
    await store.start(); // eight pieces, each in a quarter of its patience
    deepEqual(found(), ["slow"]);
    equal(ports.length, 1);
  });

  it("reads what was set aside again once it changed", async () => {
    const { store, log, found, named } = reading(["a", "hangs"]);
    await store.start();
    deepEqual(named(), [log("hangs")]);
    for (let step = 3; step < 20; step++) appendFileSync(log("hangs"), line(step));
    store.touch([log("hangs")]);
    await eventually(found, (names) => deepEqual(names, ["a", "hangs"]));
    deepEqual(named(), []);
  });

  it("reads what was set aside again when the user asks, and gives it up again", async () => {
    const { store, named, log, ports, found } = reading(["a", "crashes"]);
    await store.start();
    await store.rescan();
    deepEqual(named(), [log("crashes")]);
    deepEqual(found(), ["a"]);
    equal(ports.length, 3);
  });

  it("tries a file that keeps changing no more than three times", async () => {
    const { store, log, ports, named } = reading(["a", "crashes"]);
    await store.start();
    for (let time = 0; time < 5; time++) {
      appendFileSync(log("crashes"), " ");
      store.touch([log("crashes")]);
      await eventually(named, (paths) => deepEqual(paths, [log("crashes")]));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    ok(ports.length <= 4, `${ports.length} readers`);
  });

  it(`is back after each of ${kills} kills at random moments of being written, with every run and point, none twice`, async () => {
    const names = Array.from({ length: 40 }, (_, index) => `run${String(index).padStart(2, "0")}`);
    const { store, ports, found, named, log } = reading(names);
    const written = new Map(names.map((name) => [name, 2]));
    await store.start();
    for (let kill = 0; kill < kills; kill++) {
      const name = names[Math.floor(Math.random() * names.length)]!;
      const step = written.get(name)! + 1;
      appendFileSync(log(name), line(step));
      written.set(name, step);
      store.touch([log(name)]);
      // From the moment that there is a process: while it starts, during its first look, and after it.
      await eventually(
        () => ports.length,
        (count) => count > kill,
        60_000,
      );
      const reader = ports.at(-1)!;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      equal(reader.end, undefined);
      reader.dispose();
    }
    await store.rescan();
    deepEqual(found(), names);
    deepEqual(named(), []);
    for (const run of store.runs.values()) {
      const count = written.get(run.name)!;
      equal(run.series[0]?.count, count, run.name);
      const [curve] = await store.curves([{ run: run.id, name: "loss", x: "step", smoothing: 0, maxPoints: 999 }]);
      const steps = Array.from({ length: count }, (_, at) => at + 1);
      deepEqual(
        [...curve!.ys],
        steps.map((step) => 1 / step),
        run.name,
      );
    }
  });

  it("says what is wrong where it cannot be started, and starts no storm of readers", async () => {
    const { store, logged } = reading([]);
    const starts: number[] = [];
    const broken = new ReaderStore(
      () => {
        starts.push(performance.now());
        return startReader(join(temp(), "no such program.js"), limits, (text) => logged.push(text));
      },
      { roots: () => [], opened: () => undefined, memoryLimit: () => 1e9, log: (_, text) => logged.push(text) },
      20,
    );
    after(() => broken.dispose());
    void broken.start();
    await new Promise((resolve) => setTimeout(resolve, 500));
    ok(starts.length >= 2 && starts.length <= 5, `${starts.length} readers within half a second`);
    match(logged.join("\n"), /Cannot find module/);
    store.dispose();
  });
});
