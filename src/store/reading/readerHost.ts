import { parentPort } from "node:worker_threads";
import type { Curve } from "../../shared/curve";
import { assertNever } from "../../util/assertNever";
import { messageOf } from "../../util/errors";
import type { FromReader, ToReader } from "./protocol";
import { Outbox } from "./outbox";
import { Follower } from "../index/follower";
import { RunIndex } from "../index/runIndex";
import { skippedText } from "../index/skipped";

/** Runs in one message: few enough that receiving it takes the main thread a few milliseconds. */
const batch = 50;
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

const follower = new Follower(index, {
  moved: flush,
  failed: (error) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
    send({ type: "log", level: "error", message });
  },
});

function tellSkipped(): void {
  for (const message of skippedText(index.skipped)) send({ type: "log", level: "info", message });
}

function receive(message: ToReader): void {
  switch (message.type) {
    case "open": {
      const { removed } = index.open(message.roots);
      void follower.next(() => {
        flush(removed);
        return Promise.resolve();
      });
      void follower.lookThrough(false).then(() => {
        tellSkipped();
        send({ type: "scanned" });
      });
      break;
    }
    case "rescan":
      void follower.lookThrough(true).then(() => {
        tellSkipped();
        send({ type: "scanned", request: message.request });
      });
      break;
    case "taken":
      outbox.taken();
      break;
    case "touch":
      void follower.touch(message.paths);
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
