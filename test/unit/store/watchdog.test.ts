import { deepEqual, equal, match } from "node:assert/strict";
import { closeSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Aside } from "../../../src/store/reading/aside";
import { makeNote, NoteWriter, readNote, type Note } from "../../../src/store/reading/note";
import { endOf } from "../../../src/store/reading/readerEnd";
import { SelfWatch } from "../../../src/store/reading/selfWatch";
import { SetAside } from "../../../src/store/reading/setAside";
import { Watchdog } from "../../../src/store/reading/watchdog";
import { useTempFolder } from "../../support/tempFolder";

const limits = { patience: 4000, memory: 1000 };
const resting: Note = { path: undefined, steps: 0, factor: 1, memory: 0, isFull: false };

/** A watchdog in made-up time. */
function watching(patience = limits.patience) {
  let [now, memory, share] = [0, 0, 0];
  let note = resting;
  const watched = { note: () => note, memory: () => memory, waited: () => now * share };
  const dog = new Watchdog(watched, { ...limits, patience }, () => now);
  /** Looks again and again until that time; what it found first. */
  const until = (end: number): string | undefined => {
    for (;;) {
      const found = dog.check();
      if (typeof found === "string") return found;
      if (now + found > end) return undefined;
      now += found;
    }
  };
  return {
    until,
    at: (path: string | undefined, steps: number, factor = 1) => void (note = { ...resting, path, steps, factor }),
    grow: (bytes: number) => void (memory = bytes),
    /** Of each second so much goes to others, from the beginning. */
    crowd: (of: number) => void (share = of),
    sleep: (milliseconds: number) => void (now += milliseconds),
    now: () => now,
  };
}

describe("the watchdog", () => {
  it("finds a reader that does not get on, within five seconds of its beginning", () => {
    const { until, at, now } = watching();
    until(10_000);
    at("/p/hangs", 1);
    equal(until(16_000), "stuck");
    equal(now() < 15_000, true, `${now()}`);
  });

  it("lets a reader be that gets on, and one that reads nothing", () => {
    const { until, at } = watching();
    for (let step = 0; step < 30; step++) {
      at("/p/slow", step);
      equal(until(step * 3500), undefined);
    }
    at(undefined, 99);
    equal(until(1_000_000), undefined);
  });

  it("gives what may take longer more time, and any time where the user says so", () => {
    const slow = watching();
    slow.at("/p/folder", 1, 5);
    equal(slow.until(15_000), undefined);
    equal(slow.until(25_000), "stuck");
    const patient = watching(0);
    patient.at("/p/hangs", 1);
    equal(patient.until(1_000_000), undefined);
  });

  it("blames nobody for the time that others had the processor, for eight times as long", () => {
    const busy = watching();
    busy.crowd(0.75);
    busy.at("/p/large", 1);
    equal(busy.until(15_000), undefined);
    equal(busy.until(17_000), "stuck");
    const starved = watching();
    starved.crowd(1);
    starved.at("/p/large", 1);
    equal(starved.until(31_000), undefined);
    equal(starved.until(33_000), "stuck");
  });

  it("blames nobody for the time that the machine slept", () => {
    const { until, at, sleep, now } = watching();
    at("/p/a", 1);
    equal(until(1000), undefined);
    sleep(3_600_000);
    equal(until(now() + 3000), undefined);
  });

  it("finds a reader that grew too large while it hangs", () => {
    const { until, at, grow } = watching();
    at("/p/large", 1);
    grow(1001);
    equal(until(300), "memory");
  });
});

describe("a reader's note", () => {
  it("is seen at the other end, whatever the path is", () => {
    const file = makeNote()!;
    const writer = new NoteWriter(file);
    equal(readNote(file).path, undefined);
    for (const path of ["/p/a", "/p/ä \u202e\n.csv", `/${"x".repeat(5000)}`]) {
      writer.begin(path, 5);
      const note = readNote(file);
      equal(note.path, path.slice(0, 4096));
      equal(note.factor, 5);
    }
    const { steps } = readNote(file);
    writer.step();
    equal(readNote(file).steps, steps + 1);
    writer.begin(undefined);
    equal(readNote(file).path, undefined);
    closeSync(file);
    writer.begin("/p/b"); // nobody sees it any more, and nothing is thrown
  });

  it("says that the reader ends itself for its memory", () => {
    const file = makeNote()!;
    let ended = 0;
    let memory = 900;
    const aside = new Aside(() => undefined);
    const quit = () => {
      ended++;
    };
    const self = () => new SelfWatch(new NoteWriter(file), aside, limits.memory, quit, () => memory);
    self().advance();
    equal(ended, 0);
    memory = 1100;
    self().advance();
    equal(ended, 1);
    deepEqual([readNote(file).memory, readNote(file).isFull], [1100, true]);
    closeSync(file);
  });
});

describe("what is to blame for a reader's end", () => {
  const note = (more: Partial<Note> = {}): Note => ({ ...resting, path: "/p/x", ...more });
  const blamed = (...args: Parameters<typeof endOf>) => endOf(...args).culprit;

  it("is what it was at when it hung, crashed, or was out of memory", () => {
    equal(blamed("stuck", null, "SIGKILL", note(), limits), "/p/x");
    equal(blamed(undefined, null, "SIGABRT", note(), limits), "/p/x");
    equal(blamed(undefined, null, "SIGSEGV", note(), limits), "/p/x");
    equal(blamed(undefined, 134, null, note(), limits), "/p/x");
    equal(blamed("memory", null, "SIGKILL", note(), limits), "/p/x");
    equal(blamed(undefined, null, "SIGKILL", note({ isFull: true }), limits), "/p/x");
    equal(blamed(undefined, null, "SIGKILL", note({ memory: 900 }), limits), "/p/x");
  });

  it("is nothing that it read when somebody killed it, or when it read nothing", () => {
    equal(blamed(undefined, null, "SIGKILL", note(), limits), undefined);
    equal(blamed(undefined, null, "SIGTERM", note(), limits), undefined);
    equal(blamed(undefined, 0, null, note(), limits), undefined);
    equal(blamed(undefined, null, "SIGABRT", resting, limits), undefined);
    equal(blamed(undefined, 1, null, undefined, limits), undefined);
    match(endOf(undefined, 1, null, undefined, limits).reason, /crashed \(exit code 1\)/);
  });
});

describe("what is set aside", () => {
  const temp = useTempFolder();

  it("is passed over until it changes, or for good once it ended too many readers", () => {
    const taken: string[] = [];
    const aside = new Aside((path) => taken.push(path));
    const [once, often] = [join(temp(), "once"), join(temp(), "often")];
    for (const path of [once, often]) writeFileSync(path, "a");
    aside.set([
      { path: once, forGood: false },
      { path: often, forGood: true },
    ]);
    deepEqual([aside.holds(once), aside.holds(often), aside.holds(temp())], [true, true, false]);
    for (const path of [once, often]) writeFileSync(path, "ab");
    deepEqual([aside.holds(once), aside.holds(often)], [false, true]);
    deepEqual(taken, [once]);
    aside.set([]);
    equal(aside.holds(often), false);
  });

  it("comes back when it was deleted and is there again", () => {
    const aside = new Aside(() => undefined);
    const folder = join(temp(), "folder");
    aside.set([{ path: folder, forGood: false }]);
    equal(aside.holds(folder), true);
    mkdirSync(folder);
    equal(aside.holds(folder), false);
  });

  it("is a problem of the folder it lies in, and is forgotten when the user asks for it", () => {
    const aside = new SetAside();
    const end = { reason: "", culprit: "/p/x", complaint: "Why." };
    equal(aside.take({ reason: "killed" }), false);
    for (let time = 0; time < 3; time++) {
      equal(aside.passed[0]?.forGood ?? false, false);
      aside.take(end);
    }
    deepEqual(aside.passed, [{ path: "/p/x", forGood: true }]);
    deepEqual(aside.problems(["/q", "/p"]), [{ path: "/p/x", root: "/p", message: "Why." }]);
    deepEqual(aside.problems(["/q"]), []);
    aside.clear();
    deepEqual(aside.passed, []);
  });
});
