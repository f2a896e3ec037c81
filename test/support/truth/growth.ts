import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import type { SourceReader } from "../../../src/readers/format";
import { RawSource, type RawRun } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, everything, plain } from "../reading";
import { useTempFolder } from "../tempFolder";
import { settle } from "./cases";

/** A log that a test writes, and what was read of it. */
interface Log {
  readonly path: string;
  readonly source: RawSource;
  readonly reader: SourceReader;
}

/** Bytes that mean something in the logs' languages, and any other. */
const aByte = fc.oneof(fc.constantFrom(0, 10, 13, 34, 44, 58, 91, 123, 125), fc.nat(255));

/**
 * The properties of a log that grows by its end: however its bytes arrive, and wherever they stop, what is read is the
 * whole, or a beginning of it; and no change of its bytes makes a reader throw, hang or keep more points than bytes.
 * @param format a format's id
 * @param file one fixture's log, relative to test/fixtures
 */
export function describeGrowth(format: string, file: string): void {
  describe(`${format}: ${file.split("/").at(-1)}, while it is written`, function () {
    this.timeout(60_000);
    const temp = useTempFolder();
    const bytes = readFileSync(join("test", "fixtures", file));
    const isFolder = opensFolders(format, resolve("test", "fixtures", file));
    let path = "";
    const start = (content: Buffer): Log => {
      writeFileSync(path, content);
      return { path, source: new RawSource(), reader: formatOf(format).open(isFolder ? dirname(path) : path) };
    };
    const readAll = (content: Buffer, budget?: number): RawSource => {
      const { source, reader } = start(content);
      settle(dirname(path));
      drain(reader, source, budget);
      return source;
    };
    let whole: RawSource;
    before("the whole is read", () => {
      // Formats tell their files by their names, and by the folders these are in. One place serves all contents: where many
      // were deleted, ext4 takes long to make another folder.
      path = join(temp(), file);
      mkdirSync(dirname(path), { recursive: true });
      whole = readAll(bytes);
    });

    it("gives the same however its bytes arrive", () => {
      const largest = Math.max(400, Math.ceil(bytes.length / 40)); // a hundred looks at a long log are as good as a thousand
      assert.ok(countPoints(whole) > 0);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: largest }), { minLength: 1, maxLength: 12 }), (sizes) => {
          const log = start(bytes.subarray(0, sizes[0]));
          growTo(bytes, log, sizes);
          settle(dirname(log.path));
          drain(log.reader, log.source);
          assert.deepEqual(everything(log.source), everything(whole));
        }),
        { numRuns: 25 },
      );
    });

    it("cut anywhere, gives a beginning of what the whole gives", () => {
      fc.assert(
        fc.property(fc.nat(bytes.length), (length) => {
          const { reader, source } = start(bytes.subarray(0, length));
          drain(reader, source);
          for (const [id, all] of whole.runs) assertBeginning(source.runs.get(id), all, id);
        }),
        { numRuns: 60 },
      );
    });

    it("with bytes changed, neither throws nor grows", () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(), aByte), { minLength: 1, maxLength: 20 }), (changes) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          const kept = countPoints(readAll(changed, 512));
          assert.ok(kept <= bytes.length, `${kept} points of ${bytes.length} bytes`);
        }),
        { numRuns: 60 },
      );
    });
  });
}

/** Appends the rest of the bytes in pieces of these sizes, over and over, and reads after each with a small budget. */
function growTo(bytes: Buffer, { path, reader, source }: Log, sizes: readonly number[]): void {
  for (let at = sizes[0]!, pass = 1; ; pass++) {
    drain(reader, source, 1 + ((pass * 17) % 90));
    if (at >= bytes.length) return;
    const size = sizes[pass % sizes.length]!;
    appendFileSync(path, bytes.subarray(at, at + size));
    at += size;
  }
}

/** Of the whole's runs: a log may also take one back. */
function assertBeginning(part: RawRun | undefined, whole: RawRun, id: string): void {
  const all = plain(whole);
  for (const [tag, { steps, values }] of Object.entries(part ? plain(part) : {})) {
    assert.deepEqual(all[tag]?.steps.slice(0, steps.length), steps, `${tag} of ${id}`);
    assert.deepEqual(all[tag].values.slice(0, values.length), values, `${tag} of ${id}`);
  }
}

function countPoints({ runs }: RawSource): number {
  const series = [...runs.values()].flatMap((run) => [...run.series.values()]);
  return series.reduce((sum, { points }) => sum + points.length, 0);
}

/** Whether what a format claims of a file is its folder, since it reads several files there as one log. */
function opensFolders(format: string, file: string): boolean {
  const claimed = claimsBelow(dirname(file)).flatMap(({ claim, format: { id } }) =>
    id === format ? [claim.path] : [],
  );
  return claimed.includes(dirname(file)) && !claimed.includes(file);
}
