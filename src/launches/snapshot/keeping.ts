import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Launch } from "../launch";
import type { LaunchLog } from "../launchLog";
import { capture, forget, type Snapshot } from "./capture";

/** So long a launch waits until its code has been looked at, in ms: longer than git takes for what is code, shorter than people notice twice. */
const patience = 2000;

/** Code that was looked at before a launch could change it. */
export interface Look {
  /** Resolves once it has been looked at, or after `patience`. */
  readonly done: Promise<unknown>;
  readonly snapshot: Promise<Snapshot | undefined>;
  /** Where it lies until its launch has a name. */
  readonly folder: string;
}

/** Keeps the code of launches, a folder each. Who asks for a launch's code waits until it is there. */
export class CodeKeeper {
  /** By launch: what is still being kept. */
  private readonly pending = new Map<string, Promise<void>>();
  private readonly looks = new Set<string>();

  /**
   * @param storage the folder of the window's own files
   * @param outputs gives the test that tells what runs wrote, by absolute path: that is no code
   */
  constructor(
    private readonly launches: Pick<LaunchLog, "launches" | "amend">,
    private readonly storage: string,
    private readonly outputs: () => (path: string) => boolean,
  ) {}

  /** Begins to look at the code beside a script. Give it to `keep` or `drop`. */
  look(script: string): Look {
    const folder = join(this.storage, "code-new", randomUUID());
    this.looks.add(folder);
    const snapshot = capture(dirname(script), folder, { isOutput: this.outputs() });
    return { folder, snapshot, done: Promise.race([snapshot, delay(patience, undefined, { ref: false })]) };
  }

  /** Keeps what was looked at as the code of a launch that begins. */
  keep({ id }: Launch, look: Look): void {
    const kept = this.take(id, look).finally(() => this.pending.delete(id));
    this.pending.set(id, kept);
  }

  /** Throws away what was looked at: no launch began. */
  async drop({ snapshot, folder }: Look): Promise<void> {
    await snapshot;
    await forget(folder);
    this.looks.delete(folder);
  }

  /** A launch as it is known once its code has been kept. */
  async settled(launch: Launch): Promise<Launch> {
    await this.pending.get(launch.id);
    return this.launches.launches.find(({ id }) => id === launch.id) ?? launch;
  }

  /** Where the code of a launch lies. */
  folderOf({ id }: Pick<Launch, "id">): string {
    return join(this.storage, "code", id);
  }

  private async take(id: string, look: Look): Promise<void> {
    const snapshot = await look.snapshot;
    const isKept = snapshot !== undefined && (await moved(look.folder, this.folderOf({ id })));
    this.looks.delete(look.folder);
    if (isKept) this.launches.amend(id, { code: snapshot.digest });
    else await forget(look.folder);
    await this.clean();
  }

  /** Throws away what was kept for launches that are forgotten, and what an earlier session looked at and left. */
  private async clean(): Promise<void> {
    const known = new Set(this.launches.launches.map(({ id }) => id));
    const kept = (await foldersIn(join(this.storage, "code"))).filter(({ name }) => !known.has(name));
    const left = (await foldersIn(join(this.storage, "code-new"))).filter(({ path }) => !this.looks.has(path));
    await Promise.all([...kept, ...left].map(({ path }) => forget(path)));
  }
}

/** Whether a folder is now at another place. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
    return true;
  } catch {
    return false; // a disk that is full or read-only: the launch goes on without
  }
}

async function foldersIn(folder: string): Promise<readonly { readonly name: string; readonly path: string }[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => ({ name, path: join(folder, name) }));
}
