import { parentPort } from "node:worker_threads";
import type { Curve } from "../../shared/curve";
import { assertNever } from "../../util/assertNever";
import { messageOf } from "../../util/errors";
import type { FromReader, ToReader } from "./protocol";
import { Outbox } from "./outbox";
import { RunIndex } from "../index/runIndex";
import { skippedText } from "../index/skipped";

/** How often sources that are being written are looked at; a new point is on screen some 200 ms after it is seen. */
const livePoll = 100;
/** How often folders are looked at for new entries. File events bring most of these sooner. */
const discoverPoll = 3000;
/** A source that was written within this time is looked at often. */
const liveFor = 10 * 60 * 1000;
/** How long the worker works before it answers messages. */
const slice = 30;
/** Runs in one message: few enough that receiving it takes the main thread a few milliseconds. */
const batch = 50;
/** How often what was found so far is sent while a long look goes on. */
const sendEvery = 300;

const port = parentPort!;
const index = new RunIndex();
let sentProblems = "";

const outbox = new Outbox((message) => port.postMessage(message));
const send = (message: FromReader) => outbox.send(message);

/** Sends what became different since the last time. */
function flush(removedBefore: readonly string[] = []): void {
  const { changed, removed } = index.update(Date.now());
  const gone = [...removedBefore, ...removed];
  for (let at = 0; at < Math.max(changed.length, 1); at += batch) {
    const some = changed.slice(at, at + batch);
    if (some.length > 0 || gone.length > 0) send({ type: "runs", changed: some, removed: at === 0 ? gone : [] });
  }
  const { problems } = index;
  const text = JSON.stringify(problems);
  if (text !== sentProblems) send({ type: "problems", problems });
  sentProblems = text;
}

/** Runs a piece of work to its end, in slices, so that messages are answered in between. */
async function drain(work: Generator<void>): Promise<void> {
  let sliceEnds = performance.now() + slice;
  let sendAt = performance.now() + sendEvery;
  while (!work.next().done) {
    if (performance.now() < sliceEnds) continue;
    if (performance.now() > sendAt) {
      flush();
      sendAt = performance.now() + sendEvery;
    }
    await new Promise(setImmediate);
    sliceEnds = performance.now() + slice;
  }
}

/** One look after another, never two at once; a look asked for while one goes on follows it. */
let queue: Promise<unknown> = Promise.resolve();
function next(work: () => Promise<void>): Promise<void> {
  const done = queue.then(work).catch((error: unknown) => {
    send({
      type: "log",
      level: "error",
      message: error instanceof Error ? (error.stack ?? error.message) : messageOf(error),
    });
  });
  queue = done;
  return done;
}

async function look(all: boolean): Promise<void> {
  await drain(index.discover(all));
  await drain(index.read());
  flush();
}

function tellSkipped(): void {
  for (const message of skippedText(index.skipped)) send({ type: "log", level: "info", message });
}

let pending = 0;
/** Polls without piling up: a poll that is due while one waits is left out. */
function poll(everyMs: number, work: () => Promise<void>): void {
  setInterval(() => {
    if (pending > 0) return;
    pending++;
    void next(work).finally(() => pending--);
  }, everyMs);
}

function receive(message: ToReader): void {
  switch (message.type) {
    case "open": {
      const { removed } = index.open(message.roots);
      void next(async () => {
        flush(removed);
        await look(false);
        tellSkipped();
        send({ type: "scanned" });
      });
      break;
    }
    case "rescan":
      void next(async () => {
        await look(true);
        tellSkipped();
        send({ type: "scanned", request: message.request });
      });
      break;
    case "taken":
      outbox.taken();
      break;
    case "touch":
      void next(async () => {
        await drain(index.touch(message.paths));
        flush();
      });
      break;
    case "curves": {
      const curves = message.queries
        .map((query) => index.curve(query))
        .filter((curve): curve is Curve => curve !== undefined);
      const buffers = curves.flatMap(({ xs, ys, smoothed }) => [
        xs.buffer,
        ys.buffer,
        ...(smoothed ? [smoothed.buffer] : []),
      ]);
      const answer: FromReader = { type: "curves", request: message.request, curves };
      port.postMessage(answer, [...new Set(buffers)] as ArrayBuffer[]);
      break;
    }
    default:
      assertNever(message);
  }
}

port.on("message", (message: ToReader) => receive(message));
poll(livePoll, async () => {
  await drain(index.readLive(Date.now() - liveFor));
  flush();
});
poll(discoverPoll, () => look(false));
