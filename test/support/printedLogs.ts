import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../src/readers/raw";
import { claimsBelow, drain, plain } from "./reading";
import { useTempFolder } from "./tempFolder";

/** By logged name, the steps of a series and its values. */
export type Printed = Record<string, [steps: number[], values: number[]]>;

/** Logs as programs print them, each in a folder of its own, for the tests of one suite. */
export function usePrintedLogs() {
  const temp = useTempFolder();
  let folders = 0;
  /** @returns the folder */
  const write = (text: string, name = "train.log") => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    writeFileSync(join(folder, name), text);
    return folder;
  };
  /** What is found and read, and what is read by pieces; both must be the same. */
  const read = (text: string, name?: string): Printed => {
    const [claimed] = claimsBelow(write(text, name));
    if (claimed?.format.id !== "text-log") return {};
    const all = [1 << 20, 37].map((budget) => {
      const source = new RawSource();
      drain(claimed.format.open(claimed.claim.path), source, budget);
      return plain(source.run());
    });
    assert.deepEqual(all[0], all[1]);
    return Object.fromEntries(Object.entries(all[0]!).map(([tag, { steps, values }]) => [tag, [steps, values]]));
  };
  return { write, read };
}
