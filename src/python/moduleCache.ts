import { readFile, stat } from "node:fs/promises";

/** A longer file is not looked into: bytes. */
const longest = 160_000;
/** So many files are remembered, those asked for last. */
const most = 200;

/** What is made of the texts of Python files; each is read again when its file has changed. */
export class ModuleCache<T> {
  private readonly known = new Map<string, { readonly stamp: string; readonly made: Promise<T | undefined> }>();

  /** @param make of a text and its file's absolute path */
  constructor(private readonly make: (text: string, file: string) => Promise<T | undefined>) {}

  /** Undefined if it is too long, no file, or nothing is made of it. @param file absolute path */
  async of(file: string): Promise<T | undefined> {
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile() || found.size > longest) return undefined;
    const stamp = `${found.mtimeMs} ${found.size}`;
    const before = this.known.get(file);
    const made =
      before?.stamp === stamp
        ? before.made
        : readFile(file, "utf8").then(
            (text) => this.make(text, file),
            () => undefined,
          );
    this.known.delete(file);
    this.known.set(file, { stamp, made });
    for (const old of [...this.known.keys()].slice(0, Math.max(0, this.known.size - most))) this.known.delete(old);
    return made;
  }
}
