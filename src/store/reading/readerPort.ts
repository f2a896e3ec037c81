import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Port } from "../../shared/channel";
import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";
import { closeNote, makeNote, readNote, type Note } from "./note";
import { endOf, type ReaderEnd } from "./readerEnd";
import { Watchdog, type Fault, type ReadingLimits } from "./watchdog";

/** A reader that was started: a line to it, which closes when it ends, for whatever reason. */
export interface ReaderPort extends Port, Disposable {
  /** How it ended; undefined as long as it lives. Known when `onClose` fires. */
  readonly end: ReaderEnd | undefined;
}

/** The descriptor of the note in the reader. */
export const noteDescriptor = 4;

/** The variable in which the reader finds the most memory that it may have, in bytes. */
export const memoryVariable = "LOSSLINE_READER_MEMORY";

/**
 * Starts the program that reads, in a process of its own, and watches over it.
 * @param script absolute path of its bundle
 * @param log is told what it writes to its error output
 */
export function startReader(script: string, limits: ReadingLimits, log: (message: string) => void): ReaderPort {
  const note = makeNote();
  const child = fork(script, [], {
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${Math.ceil(limits.memory / 2 ** 20)}`],
    env: environment(limits),
    stdio: ["ignore", "ignore", "pipe", "ipc", note ?? "ignore"],
    windowsHide: true,
  });
  child.stderr?.on("data", (text: Buffer) => log(text.toString().trimEnd()));
  return new ChildPort(child, note, limits);
}

/** The window's environment, without what would make the reader another program, or a debugged one. */
function environment({ memory }: ReadingLimits): NodeJS.ProcessEnv {
  const runtime = process.versions["electron"] === undefined ? {} : { ELECTRON_RUN_AS_NODE: "1" };
  const without = { NODE_OPTIONS: undefined, VSCODE_INSPECTOR_OPTIONS: undefined };
  return { ...process.env, ...without, ...runtime, [memoryVariable]: String(memory) };
}

class ChildPort implements ReaderPort {
  end: ReaderEnd | undefined;
  private readonly messages = new Emitter<unknown>();
  private readonly closed = new Emitter<string>();
  readonly onMessage = this.messages.event;
  readonly onClose = this.closed.event;
  private readonly watchdog: Watchdog | undefined;
  private timer: NodeJS.Timeout | undefined;
  private fault: Fault | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly note: number | undefined,
    private readonly limits: ReadingLimits,
  ) {
    child.on("message", (message) => this.messages.fire(message));
    child.on("error", (error) => {
      if (child.pid === undefined) this.finish(null, null, error); // it could not be started
    });
    // After `close` its messages have all been taken in, and its note is what it left.
    child.on("close", (code, signal) => this.finish(code, signal));
    if (note === undefined) return;
    const watched = { note: () => readNote(note), memory: () => memoryOf(child.pid) };
    this.watchdog = new Watchdog(watched, limits, () => performance.now());
    this.watch(this.watchdog);
  }

  post(message: unknown): void {
    // An error here means that it is ending; `close` tells of that.
    if (this.child.connected) this.child.send(message as object, () => undefined);
  }

  dispose(): void {
    this.child.kill("SIGKILL");
  }

  private watch(watchdog: Watchdog): void {
    const found = watchdog.check();
    if (typeof found === "number") {
      this.timer = setTimeout(() => this.watch(watchdog), found);
      this.timer.unref();
      return;
    }
    this.fault = found;
    this.child.kill("SIGKILL");
  }

  private finish(code: number | null, signal: string | null, error?: Error): void {
    if (this.end) return;
    clearTimeout(this.timer);
    this.end = error
      ? { reason: `The reader could not be started: ${error.message}.` }
      : endOf(this.fault, code, signal, this.lastNote(), this.limits);
    if (this.note !== undefined) closeNote(this.note);
    this.closed.fire(this.end.reason);
  }

  private lastNote(): Note | undefined {
    try {
      return this.note === undefined ? undefined : readNote(this.note);
    } catch {
      return undefined;
    }
  }
}

/** Bytes of memory of a process where the system tells (Linux): a reader that hangs does not tell itself. */
function memoryOf(pid: number | undefined): number | undefined {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  } catch {
    return undefined;
  }
}
