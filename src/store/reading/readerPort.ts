import { Worker } from "node:worker_threads";
import type { Port } from "../../shared/channel";
import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";

/** A reader that was started: a line to it, which closes when it ends, for whatever reason. */
export interface ReaderPort extends Port, Disposable {}

/** Starts the program that reads. @param script absolute path of its bundle */
export function startReader(script: string, log: (message: string) => void): ReaderPort {
  const worker = new Worker(script);
  const messages = new Emitter<unknown>();
  const closed = new Emitter<string>();
  worker.on("message", (message) => messages.fire(message));
  worker.on("error", (error) => log(error.stack ?? error.message));
  worker.on("exit", (code) => closed.fire(`The reader ended (exit code ${code}).`));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: messages.event,
    onClose: closed.event,
    dispose: () => void worker.terminate(),
  };
}
