import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import picomatch from "picomatch";
import { sqlite } from "./sqlite";

/** Makes something odd below a folder. */
export type Spoil = (folder: string) => void;

/** The one file, or the first of those, that a pattern below a folder names. */
function fileIn(folder: string, pattern: string): string {
  const isWanted = picomatch(pattern, { dot: true });
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const found = names.find((name) => isWanted(name.split(sep).join("/")));
  if (found === undefined) throw new Error(`There is no ${pattern} in ${folder}`);
  return join(folder, found);
}

/** Adds text to the end of a file. */
export function append(pattern: string, text: string): Spoil {
  return (folder) => {
    const path = fileIn(folder, pattern);
    const ends = readFileSync(path, "utf8").endsWith("\n");
    appendFileSync(path, `${ends ? "" : "\n"}${text}\n`);
  };
}

/** Puts other bytes in the place of the first that match. */
export function replace(pattern: string, from: string | RegExp, to: string): Spoil {
  return (folder) => {
    const path = fileIn(folder, pattern);
    const before = readFileSync(path, "latin1");
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} holds no ${String(from)}`);
    writeFileSync(path, after, "latin1");
  };
}

/** Turns over a byte, counted from the end of a file. */
export function flip(pattern: string, fromEnd: number): Spoil {
  return (folder) => {
    const path = fileIn(folder, pattern);
    const bytes = readFileSync(path);
    const at = bytes.length - fromEnd;
    bytes[at] = bytes[at]! ^ 0xff;
    writeFileSync(path, bytes);
  };
}

/** Runs a statement on a database. */
export function sql(pattern: string, statement: string): Spoil {
  return (folder) => {
    const database = new sqlite!(fileIn(folder, pattern));
    database.exec(statement);
    database.close();
  };
}
