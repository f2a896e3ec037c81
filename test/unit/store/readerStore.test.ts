import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ChannelClosed } from "../../../src/shared/channel";
import { Reader } from "../../../src/store/reading/reader";
import { ReaderStore } from "../../../src/store/reading/readerStore";
import { runMeta, writeFiles } from "../../support/mlflowStore";
import { portPair, until, type FakePort } from "../../support/ports";
import { tableQuery } from "../../support/tables";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();
let made = 0;

/** A store over a folder with two runs, whose readers are in this thread and can be killed. */
function reading(pause = 1) {
  const folder = join(temp(), String(made++));
  const log = (name: string) => join(folder, name, "metrics.jsonl");
  for (const name of ["one", "two"]) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(log(name), '{"step": 1, "loss": 3}\n{"step": 2, "loss": 2}\n');
  }
  const readers: { readonly port: FakePort; readonly reader: Reader }[] = [];
  const logged: string[] = [];
  const start = () => {
    const [port, other] = portPair();
    readers.push({ port, reader: new Reader(other) });
    return port;
  };
  const host = {
    roots: () => [{ path: folder, exclude: [], added: [] }],
    memoryLimit: () => 1e9,
    opened: () => undefined,
    log: (_: string, message: string) => logged.push(message),
  };
  const store = new ReaderStore(start, host, pause);
  const kill = () => {
    const { port, reader } = readers.at(-1)!;
    reader.dispose();
    port.die("The reader ended (SIGKILL).");
  };
  const names = () => [...store.runs.values()].map(({ name }) => name).sort();
  const id = (name: string) => [...store.runs.values()].find((run) => run.name === name)!.id;
  const query = (name: string) => ({ run: id(name), name: "loss", x: "step", smoothing: 0, maxPoints: 100 }) as const;
  after(() => {
    store.dispose();
    for (const { reader } of readers) reader.dispose();
  });
  return { folder, log, store, kill, names, query, readers, logged };
}

/** Whether a message asks for curves. */
function isAboutCurves(message: unknown): boolean {
  return JSON.stringify(message).includes('"curves"');
}

describe("the store and its reader", () => {
  it("reads nothing before it is started, and knows every run once the first look is over", async () => {
    const { store, readers, names } = reading();
    equal(readers.length, 0);
    await store.start();
    equal(store.scanned, true);
    deepEqual(names(), ["one", "two"]);
  });

  it("answers with the curves asked for, and follows what is written", async () => {
    const { store, log, query } = reading();
    await store.start();
    const [curve] = await store.curves([query("one")]);
    deepEqual([...curve!.ys], [3, 2]);
    appendFileSync(log("one"), '{"step": 3, "loss": 1}\n');
    store.touch([log("one")]);
    await until(() => store.runs.get(query("one").run)?.series[0]?.count === 3);
  });

  it("tells where what is not a scalar lies, and loads one record at a time", async () => {
    const { store, folder } = reading();
    writeFiles(join(folder, "mlruns", "0", "r"), { "meta.yaml": runMeta("r"), "artifacts/notes.md": "# Title" });
    await store.start();
    const run = [...store.runs.values()].find(({ records }) => records !== undefined)!;
    const [ref] = await store.records.places(run.id, "notes.md");
    deepEqual(await store.records.load(run.id, ref!), { bytes: new Uint8Array(Buffer.from("# Title")) });
    deepEqual(await store.records.load(run.id, { ...ref!, file: "/etc/hostname" }), {
      refusal: "The run has no such record (any more).",
    });
  });

  it("answers the table of all runs in pages, and takes what changes into the next answer", async () => {
    const { store, log } = reading();
    const query = tableQuery({ sort: [{ column: "name", descending: false }] });
    const columns = [{ kind: "value", name: "loss" }] as const;
    const lasts = async () => (await store.table.tableRows(query, { from: 0, count: 10, columns })).rows;
    equal((await store.table.tableShape(query)).rows, 2);
    deepEqual(
      (await lasts()).map(({ name, cells }) => [name, cells[0]?.text]),
      [
        ["one", "2"],
        ["two", "2"],
      ],
    );
    appendFileSync(log("one"), '{"step": 3, "loss": 1}\n');
    store.touch([log("one")]);
    await until(() => [...store.runs.values()].some((run) => run.series[0]?.count === 3));
    equal((await lasts())[0]?.cells[0]?.text, "1");
    deepEqual(await store.table.tableRuns(query, [(await lasts())[1]!.key]), [(await lasts())[1]!.key]);
  });

  it("has every question that its reader died over answered by the next one", async () => {
    const { store, kill, query, readers } = reading();
    await store.start();
    const questions = ["one", "two"].map((name) => store.curves([query(name)]));
    const records = store.records.places(query("one").run, "none");
    await Promise.resolve();
    await Promise.resolve();
    kill();
    for (const question of questions) deepEqual([...(await question)[0]!.ys], [3, 2]);
    deepEqual(await records, []);
    equal(readers.length, 2);
  });

  it("gives up a question that three readers died over", async () => {
    const ports: FakePort[] = [];
    const host = { roots: () => [], memoryLimit: () => 1e9, opened: () => undefined, log: () => undefined };
    const store = new ReaderStore(() => (ports[ports.length] = portPair()[0]), host, 1);
    const refused = rejects(
      store.curves([{ run: "a", name: "b", x: "step", smoothing: 0, maxPoints: 9 }]),
      ChannelClosed,
    );
    for (let count = 1; count <= 3; count++) {
      await until(() => ports.length === count && ports.at(-1)!.posted.some(isAboutCurves));
      ports.at(-1)!.die("The reader ended.");
    }
    await refused;
    store.dispose();
  });

  it("says that the reader died, starts it again, and answers what was asked meanwhile", async () => {
    const { store, kill, query, readers, logged } = reading(50);
    await store.start();
    const asked = query("one");
    kill();
    const answer = store.curves([asked]);
    const [curve] = await answer;
    deepEqual([...curve!.ys], [3, 2]);
    equal(readers.length, 2);
    ok(logged.some((message) => message.includes("SIGKILL")));
  });

  it("keeps showing every run while there is no reader, and loses none and doubles none when it is back", async () => {
    const { store, kill, names, readers } = reading(50);
    await store.start();
    const ends: (() => void)[] = [];
    store.onDidChange(({ changed }) => changed.length === 0 && ends.push(() => undefined));
    kill();
    deepEqual(names(), ["one", "two"]);
    await until(() => readers.length === 2 && ends.length > 0);
    deepEqual(names(), ["one", "two"]);
  });

  it("drops a run that went while there was no reader", async () => {
    const { store, folder, kill, names } = reading(50);
    await store.start();
    kill();
    rmSync(join(folder, "two"), { recursive: true });
    await until(() => names().length === 1);
    deepEqual(names(), ["one"]);
  });

  it("finishes a look that its reader did not", async () => {
    const { store, kill, names } = reading();
    const started = store.start();
    kill();
    await started;
    deepEqual(names(), ["one", "two"]);
    const again = store.rescan();
    await Promise.resolve();
    await Promise.resolve();
    kill();
    await again;
  });

  it("waits twice as long each time before it starts a reader that keeps ending", async () => {
    const starts: number[] = [];
    const start = () => {
      starts.push(performance.now());
      const [port] = portPair();
      setImmediate(() => port.die("The reader ended."));
      return port;
    };
    const host = { roots: () => [], memoryLimit: () => 1e9, opened: () => undefined, log: () => undefined };
    const store = new ReaderStore(start, host, 20);
    void store.start();
    await until(() => starts.length === 5);
    store.dispose();
    const pauses = starts.slice(1).map((at, index) => at - starts[index]!);
    ok(pauses[3]! > 150, `the last of ${pauses.map(Math.round).join(", ")} ms is 160 ms at least`);
  });

  it("starts no reader any more after its end", async () => {
    const { store, kill, readers } = reading();
    await store.start();
    kill();
    store.dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal(readers.length, 1);
  });
});
