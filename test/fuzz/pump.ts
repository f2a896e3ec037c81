import assert from "node:assert/strict";
import type { Case } from "./cases";
import type { LaidOut } from "./laid";
import { lookAtAll, newIndex } from "./look";
import { tokens } from "./mutate";
import { processorTime } from "../support/processorTime";

/** What is repeated until a file is long: what patterns and parsers are known to stumble over, and the tokens of changes. */
export const pumped: readonly string[] = [
  ...tokens.filter((token) => token !== ""),
  ..."a 0 _ - = . % | # ( ) < é".split(" "),
  " ",
  "aB",
  "0.",
  "1e",
  "a=",
  "a: ",
  "a=1 ",
  "loss: 0.5 ",
  "loss=",
  "1/2",
  "[1",
  "((",
  '{"a":',
  "-- ",
  "a:1|",
  "nan ",
  "- - ",
  "? ",
  "! ",
  "epoch 1 ",
  "step:",
  "12:00:00 ",
  "2026-01-01 ",
  "it/s]",
  "\r1%|",
  "\r",
  "\b",
  "1\b",
  "\u001b[0m",
  "'\\''",
  "np.float32(",
  "dict(",
];

/** Where it stands: on a line by itself at the end, many times on lines of their own, and inside a line. */
export const places = ["one line", "many lines", "inside a line"] as const;
export type Place = (typeof places)[number];

/** A text with a token repeated up to a length, in bytes about. */
export function pump(content: Buffer, token: string, place: Place, length: number): Buffer {
  const unit = place === "many lines" ? `${token}\n` : token;
  const added = Buffer.from(unit.repeat(Math.ceil(length / Buffer.byteLength(unit))));
  const second = content.indexOf("\n") + 1;
  const at = place === "inside a line" ? second + Math.floor((content.length - second) / 2) : content.length;
  return Buffer.concat([content.subarray(0, at), added, content.subarray(at)]);
}

/** Files that are read as text. */
export function textFilesOf({ files }: Case): string[] {
  return [...files].filter(([, bytes]) => !bytes.subarray(0, 4096).includes(0)).map(([file]) => file);
}

/**
 * Milliseconds of processor time that it takes to read a fixture with one file pumped up, the least of some tries: what else the
 * machine does, and the compiler, are not what is asked.
 * @param enough no other try is made below this
 */
export function timePumped(one: Case, file: string, content: Buffer, laid: LaidOut, enough: number): number {
  let least = Infinity;
  laid.with(one, file, content, (folder) => {
    for (let tries = 0; tries < 3 && least > enough; tries++) {
      const took = processorTime();
      lookAtAll(newIndex(folder));
      least = Math.min(least, took());
    }
  });
  return least;
}

/** What one input may take, in bytes added and milliseconds. */
export const budget = { bytes: 300 * 1024, milliseconds: 1000 };

/** @throws {assert.AssertionError} where reading takes too long */
export function pumpOnce(one: Case, file: string, token: string, place: Place, laid: LaidOut): void {
  const content = pump(one.files.get(file)!, token, place, budget.bytes);
  const took = timePumped(one, file, content, laid, budget.milliseconds);
  const what = `${file} with ${JSON.stringify(token)} repeated (${place})`;
  assert.ok(took <= budget.milliseconds, `${what}: ${Math.round(took)} ms of processor time`);
}
