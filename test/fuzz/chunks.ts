import assert from "node:assert/strict";
import { RawSource } from "../../src/readers/raw";
import { claimsBelow, everything } from "../support/reading";
import type { Random } from "./random";

/** Into about so many pieces a folder's bytes are cut: each costs as much as a small file. */
const mostPieces = 60;
/** Shorter than any header: no reader is given less, but for the end of a file. */
const leastPiece = 16;

/** Reads every source of a folder whole, and once more in small pieces: both must tell the same. @param bytes in the folder */
export function chunksOf(folder: string, bytes: number, random: Random): void {
  const piece = leastPiece + Math.ceil(bytes / mostPieces) + random.below(random.pick([16, 256, 4096]));
  for (const { claim, format } of claimsBelow(folder)) {
    const [whole, parts] = [new RawSource(), new RawSource()];
    for (const [source, budget] of [
      [whole, 1 << 24],
      [parts, piece],
    ] as const) {
      const reader = format.open(claim.path);
      for (let pass = 0; reader.read(source, budget).state === "more"; pass++)
        assert.ok(pass < 1_000_000, "it never comes to rest");
    }
    assert.deepEqual(everything(parts), everything(whole), `${format.id} in pieces of ${piece} bytes`);
  }
}
