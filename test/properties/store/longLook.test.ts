import { deepEqual, equal, ok } from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookingText } from "../../../src/features/tree/lookingText";
import type { Progress } from "../../../src/store/reading/protocol";
import { Reader } from "../../../src/store/reading/reader";
import { ReaderStore } from "../../../src/store/reading/readerStore";
import { portPair } from "../../support/ports";
import { useTempFolder } from "../../support/tempFolder";

/** So many that a look takes many slices, by a clock that moves on by a millisecond each time it is looked at. */
const many = 200;
const nameOf = (at: number) => `run${String(at).padStart(4, "0")}`;

describe("while a look through everything takes long", function () {
  this.timeout(30_000);
  const temp = useTempFolder();
  let folder = "";
  let store: ReaderStore;
  let reader: Reader;

  const system = performance.now.bind(performance);
  before(() => {
    let now = performance.now();
    performance.now = () => ++now;
    folder = join(temp(), "many");
    for (let at = 0; at < many; at++) {
      const run = join(folder, nameOf(at));
      mkdirSync(run, { recursive: true });
      writeFileSync(join(run, "metrics.jsonl"), '{"step": 1, "loss": 3}\n{"step": 2, "loss": 2}\n');
    }
  });

  after(() => (performance.now = system));

  beforeEach(() => {
    const [port, other] = portPair();
    reader = new Reader(other);
    store = new ReaderStore(() => port, {
      roots: () => [{ path: folder, exclude: [], added: [] }],
      memoryLimit: () => 1e9,
      opened: () => undefined,
      log: () => undefined,
    });
  });
  afterEach(() => {
    store.dispose();
    reader.dispose();
  });

  /** The first run that is told. */
  const firstRun = () =>
    new Promise<string>((resolve) => {
      const listening = store.onDidChange(({ changed: [id] }) => {
        if (id === undefined) return;
        listening.dispose();
        resolve(id);
      });
    });
  const query = (run: string) => ({ run, name: "loss", x: "step", smoothing: 0, maxPoints: 100 }) as const;

  it("curves are answered from what was read, before the rest is", async () => {
    const first = firstRun();
    const look = store.start();
    const [curve] = await store.curves([query(await first)]);
    deepEqual([...curve!.ys], [3, 2]);
    const told = store.runs.size;
    ok(!store.scanned && told < many, `${told} of ${many} runs were read before`);
    await look;
    equal(store.runs.size, many);
  });

  it("so are a run's details and records", async () => {
    const first = firstRun();
    const look = store.start();
    const id = await first;
    store.runs.set(id, { ...store.runs.get(id)!, omitted: 1 });
    await store.detail([id]);
    deepEqual(await store.records.places(id, "none"), []);
    equal(store.runs.get(id)?.omitted, undefined);
    ok(!store.scanned);
    await look;
  });

  it("a run that is not known yet is waited for, and no longer than until it is", async () => {
    const look = store.start();
    const late = join(folder, nameOf(many - 1));
    const [[curve], none] = await Promise.all([
      store.curves([query(late)]),
      store.curves([query(join(folder, "none"))]),
    ]);
    deepEqual([...curve!.ys], [3, 2]);
    deepEqual(none, []);
    await look;
  });

  it("it tells how far it is, to its end", async () => {
    const told: (Progress | undefined)[] = [];
    store.onDidProgress(() => told.push(store.progress));
    await store.start();
    equal(store.progress, undefined);
    equal(told.at(-1), undefined);
    ok(told.some((progress) => progress?.found === many && progress.read > 0 && progress.read < many));
    equal(lookingText({ found: 12_345, read: 0 }), "Looking for runs: 12,345 logs");
    equal(lookingText({ found: 12_345, read: 1000 }), "Reading runs: 1,000 of 12,345 logs");
  });

  it("it can be stopped: what it found stays and is followed, and the next look finds the rest", async () => {
    const first = firstRun();
    const look = store.start();
    const id = await first;
    store.stopLooking();
    await look;
    ok(store.scanned && store.runs.size < many, `${store.runs.size} of ${many} runs`);
    const log = join(id, "metrics.jsonl");
    appendFileSync(log, '{"step": 3, "loss": 1}\n');
    store.touch([log]);
    const [curve] = await store.curves([query(id)]);
    equal(curve!.ys.length, 3);
    writeFileSync(log, '{"step": 1, "loss": 3}\n{"step": 2, "loss": 2}\n');
    await store.rescan();
    equal(store.runs.size, many);
  });
});
