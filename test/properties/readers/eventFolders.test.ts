import assert from "node:assert/strict";
import fc from "fast-check";
import * as write from "../../support/eventFiles";
import { EventFolder, inFolder, readAll } from "../../support/eventFolder";
import { toldTrainings } from "../../support/toldTrainings";

const { concat, event, fileVersion, scalarEvent, sessionLog } = write;

/** What one writer logs: tags of scalars, each over steps from one on; whether it says who it is, and where it starts again. */
interface Writer {
  readonly stretches: readonly { readonly tag: string; readonly from: number; readonly count: number }[];
  readonly versioned: boolean;
  readonly start: number | null;
}

const writers: fc.Arbitrary<Writer> = fc.record({
  stretches: fc.array(
    fc.record({
      tag: fc.constantFrom("loss", "acc", "lr"),
      from: fc.nat({ max: 4 }),
      count: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  versioned: fc.boolean(),
  start: fc.option(fc.nat({ max: 4 })),
});
/** Which file grows next, by how many records, and whether somebody looks then. */
const growths = fc.array(
  fc.record({ file: fc.nat({ max: 3 }), records: fc.integer({ min: 1, max: 6 }), looks: fc.boolean() }),
  { maxLength: 12 },
);

/** The last of three files had logged 0 and 1 when somebody looked, which goes over what was there; with the 3 it does not. */
const takenBack: [Writer[], { file: number; records: number; looks: boolean }[]] = [
  [
    { stretches: [{ tag: "loss", from: 1, count: 3 }], versioned: false, start: null },
    { stretches: [{ tag: "lr", from: 0, count: 1 }], versioned: false, start: null },
    {
      stretches: [
        { tag: "loss", from: 0, count: 2 },
        { tag: "loss", from: 3, count: 1 },
      ],
      versioned: false,
      start: 0,
    },
  ],
  [
    { file: 2, records: 4, looks: false },
    { file: 1, records: 2, looks: false },
    { file: 0, records: 3, looks: true },
  ],
];

/** The records of one file. @param at which file it is: later ones are written later */
function recordsOf({ stretches, versioned, start }: Writer, at: number): Buffer[] {
  const isNamed = versioned || at > 0; // CatBoost's files alone are not, and they tell no sessions either
  let wall = 1.7e9 + at * 1000;
  const points = stretches.flatMap(({ tag, from, count }) =>
    Array.from({ length: count }, (_, step) => scalarEvent(tag, from + step, at + step / 8, wall++)),
  );
  return [
    ...(isNamed ? [fileVersion(wall)] : []),
    ...(start === null || !isNamed ? [] : [event(start, wall, sessionLog(1))]),
    ...points,
  ];
}

describe("A folder of event files that grow in any order", () => {
  it("tells what a fresh look tells: trainings, points, and what a restart superseded", () => {
    fc.assert(
      fc.property(fc.array(writers, { minLength: 2, maxLength: 4 }), growths, (all, growths) => {
        inFolder((folder) => {
          const left = all.map((one, at) => recordsOf(one, at));
          const name = (at: number) => folder.file(`events.out.tfevents.${1700000000 + at}.host.1.0`);
          const grow = (at: number, count: number) => folder.append(concat(...left[at]!.splice(0, count)), name(at));
          for (const { file, records, looks } of growths) {
            grow(file % left.length, records);
            if (looks) folder.read();
          }
          for (const at of left.keys()) grow(at, Infinity);
          folder.read();
          const fresh = new EventFolder(folder.path);
          readAll(fresh.reader, fresh.source);
          assert.deepEqual(toldTrainings(folder.run), toldTrainings(fresh.run));
        });
      }),
      { numRuns: 300, examples: [takenBack] },
    );
  }).timeout(60_000);
});
