import { fork } from "node:child_process";
import type { Port } from "../../shared/channel";
import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";
import type { ReaderEnd } from "./readerEnd";
import { environment, flags, WatchedProcess } from "./watchedProcess";
import type { ReadingLimits } from "./watchdog";

/** A reader that was started: a line to it, which closes when it ends, for whatever reason. */
export interface ReaderPort extends Port, Disposable {
  /** How it ended; undefined as long as it lives. Known when `onClose` fires. */
  readonly end: ReaderEnd | undefined;
}

/**
 * Starts the program that reads, in a process of its own, and watches over it.
 * @param script absolute path of its bundle
 * @param log is told what it writes to its error output
 */
export function startReader(script: string, limits: ReadingLimits, log: (message: string) => void): ReaderPort {
  const messages = new Emitter<unknown>();
  const closed = new Emitter<string>();
  let end: ReaderEnd | undefined;
  const watched = new WatchedProcess(
    (note) =>
      fork(script, [], {
        serialization: "advanced",
        execArgv: flags(limits),
        env: environment(limits),
        stdio: ["ignore", "ignore", "pipe", "ipc", note],
        windowsHide: true,
      }),
    limits,
    (how) => {
      end = how;
      closed.fire(how.reason);
    },
  );
  const { child } = watched;
  child.stderr?.on("data", (text: Buffer) => log(text.toString().trimEnd()));
  child.on("message", (message) => messages.fire(message));
  return {
    get end() {
      return end;
    },
    onMessage: messages.event,
    onClose: closed.event,
    // An error here means that it is ending; its end tells of that.
    post: (message) => child.connected && child.send(message as object, () => undefined),
    dispose: () => watched.kill(),
  };
}
