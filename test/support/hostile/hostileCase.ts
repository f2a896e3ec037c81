import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An input of a kind that stopped an earlier reader. */
export interface HostileCase {
  readonly kind: string;
  readonly name: string;
  /** Makes it in an empty folder: absolute path. */
  readonly make: (folder: string) => void;
  /** What is said of it; absent where it is read as it was meant, or is nothing that anybody would look for. */
  readonly named?: RegExp;
  /** It is tried by itself, and not among the others in one window. */
  readonly alone?: true;
  /** It is there for a user who is not root. */
  readonly refused?: true;
  /** It lies at the root of a workspace folder: settings, and what the user set. */
  readonly atRoot?: true;
}

/** One of a kind. */
export type Case = Omit<HostileCase, "kind">;

/** Writes a file, and the folders above it. */
export function put(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

export const goodRows = "step,loss\n1,2.5\n2,1.5\n";
