import { closeSync, readSync } from "node:fs";
import { join } from "node:path";
import { openToRead } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { keysBelow } from "./keys";

/** A value longer than this is cut: bytes. MLflow itself takes 6000 of a param. */
const longest = 64 * 1024;
const buffer = Buffer.allocUnsafeSlow(longest);

/** A folder with a file for each value: params/, tags/. A file is read again when it is another: it may have been half-written. */
export class ValueFiles {
  readonly values = new Map<string, string>();
  private readonly stamps = new Map<string, string>();

  /** @param folder absolute path */
  constructor(private readonly folder: string) {}

  /** @returns the keys whose values are new or different @throws the system's error */
  look(): readonly string[] {
    const keys = keysBelow(this.folder);
    const present = new Set(keys);
    for (const key of this.values.keys()) if (!present.has(key)) this.values.delete(key);
    return keys.filter((key) => this.isRead(key));
  }

  private isRead(key: string): boolean {
    const path = join(this.folder, ...key.split("/"));
    const stamp = stampOf(fileStat(path));
    if (this.values.has(key) && this.stamps.get(key) === stamp) return false;
    this.stamps.set(key, stamp);
    this.values.set(key, valueIn(path));
    return true;
  }
}

function valueIn(path: string): string {
  const file = openToRead(path);
  try {
    return buffer.toString("utf8", 0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}
