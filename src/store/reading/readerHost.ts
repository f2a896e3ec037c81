import { parentPort } from "node:worker_threads";
import type { Port } from "../../shared/channel";
import { Reader } from "./reader";

/** The program that reads: a reader at the other end of whoever started it. */
const parent = parentPort!;
const port: Port = {
  post: (message) => parent.postMessage(message),
  onMessage: (listener) => {
    parent.on("message", listener);
    return { dispose: () => parent.off("message", listener) };
  },
  onClose: () => ({ dispose: () => undefined }),
};
new Reader(port);
