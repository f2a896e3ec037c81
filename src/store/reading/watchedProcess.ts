import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { closeNote, makeNote, readNote, type Note } from "./note";
import { endOf, type ReaderEnd } from "./readerEnd";
import { Watchdog, type Fault, type ReadingLimits } from "./watchdog";
import { t } from "../../util/text";

/** The descriptor of the note in a process that is watched. */
export const noteDescriptor = 4;

/** The variable in which such a process finds the most memory that it may have, in bytes. */
export const memoryVariable = "LOSSLINE_READER_MEMORY";

const gigabyte = 2 ** 30;

/**
 * The most memory that a process which reads may take, in bytes: a gigabyte for the largest files while they are read, and three times
 * what it may keep, since memory is given back late. No more than three quarters of the machine's, and no less than 1.5 GB.
 * @param kept bytes that it may keep: the setting lossline.memory.limit @param all bytes of memory that the machine has
 */
export function mostMemory(kept: number, all: number = totalmem()): number {
  return Math.max(1.5 * gigabyte, Math.min(all * 0.75, gigabyte + 3 * kept));
}

/** What a process that is watched is started with: the window's environment, without what would make it another program or a debugged one. */
export function environment({ memory }: ReadingLimits): NodeJS.ProcessEnv {
  const runtime = process.versions["electron"] === undefined ? {} : { ELECTRON_RUN_AS_NODE: "1" };
  const without = { NODE_OPTIONS: undefined, VSCODE_INSPECTOR_OPTIONS: undefined };
  return { ...process.env, ...without, ...runtime, [memoryVariable]: String(memory) };
}

/** Room for objects that were just made, in MB: half of what V8 takes, which costs three times that. */
const semiSpace = 8;

/** The flags of a process that is watched: V8 has the same limit for its own objects. */
export function flags({ memory }: Pick<ReadingLimits, "memory">): string[] {
  return [`--max-old-space-size=${Math.ceil(memory / 2 ** 20)}`, `--max-semi-space-size=${semiSpace}`];
}

/** A process that reads, and is ended if it hangs or grows too large. */
export class WatchedProcess {
  readonly child: ChildProcess;
  private readonly note = makeNote();
  private timer: NodeJS.Timeout | undefined;
  private fault: Fault | undefined;
  private isOver = false;

  /**
   * @param start starts it; the note, if there is one, is to be its descriptor `noteDescriptor`
   * @param ended is told how it ended, once all it had to say was taken in, and its exit code if it has one
   */
  constructor(
    start: (note: number | "ignore") => ChildProcess,
    private readonly limits: ReadingLimits,
    private readonly ended: (end: ReaderEnd, code: number | null) => void,
  ) {
    const child = (this.child = start(this.note ?? "ignore"));
    child.on("error", (error) => {
      if (child.pid === undefined) this.finish(null, null, error); // it could not be started
    });
    child.on("close", (code, signal) => this.finish(code, signal));
    const { note } = this;
    if (note === undefined) return;
    const watched = {
      note: () => readNote(note),
      memory: () => memoryOf(child.pid),
      waited: () => waitedBy(child.pid),
    };
    this.watch(new Watchdog(watched, limits, () => performance.now()));
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  private watch(watchdog: Watchdog): void {
    const found = watchdog.check();
    if (typeof found === "number") {
      this.timer = setTimeout(() => this.watch(watchdog), found).unref();
      return;
    }
    this.fault = found;
    this.kill();
  }

  private finish(code: number | null, signal: string | null, error?: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    const end = error
      ? { reason: t("The reader could not be started: {reason}.", { reason: error.message }) }
      : endOf(this.fault, code, signal, this.lastNote(), this.limits);
    if (this.note !== undefined) closeNote(this.note);
    this.ended(end, code);
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

/** Milliseconds that a process has waited for a processor where the system tells (Linux): others may take all of them. */
function waitedBy(pid: number | undefined): number | undefined {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  try {
    const [, nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e6 || undefined;
  } catch {
    return undefined;
  }
}
