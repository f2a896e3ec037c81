import { rmSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../../util/errors";
import type { ProcessMark } from "../launch";
import { isAlive, type Processes } from "../processes";

/**
 * Who moves the queue in a folder: the one window whose process stands in queue.lock there. A process that is gone, told from a
 * later one of its number by when it started, owns nothing any more.
 */
export class Ownership {
  private readonly path: string;
  private own = false;

  /** @param pid of the process that claims */
  constructor(
    private readonly folder: string,
    private readonly processes: Processes,
    private readonly pid: number = process.pid,
  ) {
    this.path = join(folder, "queue.lock");
  }

  /** Claims the queue unless a process that runs owns it. @returns whether it is ours */
  async claim(): Promise<boolean> {
    if (this.own) return true;
    const self = (await this.processes.mark(this.pid)) ?? { pid: this.pid, started: "" };
    await mkdir(this.folder, { recursive: true });
    if (await this.create(self)) return (this.own = true);
    const holder = await holderIn(this.path);
    if (holder && holder.pid !== this.pid && (await this.runs(holder))) return false;
    return (this.own = (await this.clear(holder)) && (await this.create(self)));
  }

  /** Lets go at once: the window is about to be gone. */
  release(): void {
    if (this.own) rmSync(this.path, { force: true });
    this.own = false;
  }

  /** The lock appears with what it says, or not at all. */
  private async create(self: ProcessMark): Promise<boolean> {
    const beside = `${this.path}.${this.pid}.new`;
    await writeFile(beside, JSON.stringify(self));
    try {
      await link(beside, this.path);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      await rm(beside, { force: true });
    }
  }

  /** Moves the lock of a process that is gone away. Of two that do so at once, one may have taken the lock of the other: it is put back. */
  private async clear(gone: ProcessMark | undefined): Promise<boolean> {
    const aside = `${this.path}.${this.pid}.old`;
    try {
      await rename(this.path, aside);
    } catch (error) {
      return systemCode(error) === "ENOENT";
    }
    const moved = await holderIn(aside);
    const isMeant = moved?.pid === gone?.pid && moved?.started === gone?.started;
    if (!isMeant) await link(aside, this.path).catch(() => undefined); // a third one may have its own there by now
    await rm(aside, { force: true });
    return isMeant;
  }

  /** Where processes can't be told apart, one of the same number counts as the same. */
  private async runs(holder: ProcessMark): Promise<boolean> {
    if (holder.started !== "") return isAlive(holder, this.processes);
    try {
      process.kill(holder.pid, 0);
      return true;
    } catch (error) {
      return systemCode(error) === "EPERM";
    }
  }
}

async function holderIn(path: string): Promise<ProcessMark | undefined> {
  try {
    const held: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof held !== "object" || held === null || !("pid" in held) || !("started" in held)) return undefined;
    const { pid, started } = held;
    return Number.isSafeInteger(pid) && typeof started === "string" ? { pid: pid as number, started } : undefined;
  } catch {
    return undefined; // gone meanwhile, or damaged
  }
}
