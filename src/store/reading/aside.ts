import { statSync } from "node:fs";
import { stampOf } from "../../readers/parsing/files/stat";
import type { Passed } from "./protocol";

/** What is passed over, because reading it ended a reader before: until it is another, or the user asks for it. */
export class Aside {
  /** How each was when it was set aside; undefined = however it is. */
  private readonly stamps = new Map<string, string | undefined>();

  /** @param changed is told of a path that is another by now, and is read again */
  constructor(private readonly changed: (path: string) => void) {}

  /** From now on these; those that were set aside before stay as they were. */
  set(passed: readonly Passed[]): void {
    const paths = new Set(passed.map(({ path }) => path));
    for (const path of this.stamps.keys()) if (!paths.has(path)) this.stamps.delete(path);
    for (const { path, forGood } of passed) {
      if (!this.stamps.has(path)) this.stamps.set(path, forGood ? undefined : stampAt(path));
    }
  }

  holds(path: string): boolean {
    if (!this.stamps.has(path)) return false;
    const stamp = this.stamps.get(path);
    if (stamp === undefined || stamp === stampAt(path)) return true;
    this.stamps.delete(path);
    this.changed(path);
    return false;
  }
}

/** How a file or folder is now. */
function stampAt(path: string): string {
  try {
    return stampOf(statSync(path, { throwIfNoEntry: false }));
  } catch (error) {
    return String(error);
  }
}
