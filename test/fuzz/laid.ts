import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Case } from "./cases";

/** Fixtures written out once each, for tries that change one file at a time and put it back. */
export class LaidOut {
  private readonly laid = new Map<Case, string>();

  /** @param place absolute path of a folder that is there for this alone */
  constructor(private readonly place: string) {}

  /**
   * Does something in a folder where one of the fixture's files holds other bytes.
   * @param work is given the folder's path
   */
  with(one: Case, file: string, bytes: Buffer, work: (folder: string) => void): void {
    const folder = this.folderOf(one);
    const path = join(folder, file);
    writeFileSync(path, bytes);
    try {
      work(folder);
      writeFileSync(path, one.files.get(file)!);
    } catch (error) {
      this.forget(one);
      throw error;
    }
  }

  private folderOf(one: Case): string {
    const known = this.laid.get(one);
    if (known !== undefined) return known;
    const folder = join(this.place, one.format, one.name);
    for (const [file, content] of one.files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    this.laid.set(one, folder);
    return folder;
  }

  private forget(one: Case): void {
    const folder = this.laid.get(one);
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    this.laid.delete(one);
  }
}
