import assert from "node:assert/strict";
import { rmSync, truncateSync, utimesSync } from "node:fs";
import fc from "fast-check";
import * as write from "../../support/eventFiles";
import { EventFolder, inFolder } from "../../support/eventFolder";

const { concat, event, fileVersion, pluginMetadata, scalarEvent, sessionLog, summary } = write;

/** Hundreds of files are written and read, on a machine that may be busy. */
const patience = 20_000;

/** Floats, so that they come back as they went in. */
const loss = (step: number) => 4 / (step + 1);

const small = concat(
  fileVersion(1.7e9),
  ...[0, 1, 2, 3].flatMap((step) => [scalarEvent("loss", step, loss(step)), scalarEvent("lr", step, 0.5)]),
  event(4, 1.7e9, summary(write.simpleValue("loss", 0.25), write.simpleValue("lr", 0.125))),
  event(
    5,
    1.7e9,
    summary(
      write.tensorValue("acc", [write.field.varint(1, 1), write.field.float(5, 0.75)], pluginMetadata("scalars")),
    ),
  ),
);

const wholeOf = (bytes: Uint8Array) => inFolder((folder) => (folder.write(bytes).read(), folder.points()));

function assertPrefix(part: Record<string, string[]>, all: Record<string, string[]>): void {
  for (const [tag, points] of Object.entries(part)) assert.deepEqual(points, all[tag]?.slice(0, points.length), tag);
}

describe("An event file that is being written", () => {
  it("is a prefix of itself wherever it is cut, and no fault of it", () => {
    const all = wholeOf(small);
    assert.equal(all["loss"]?.length, 5);
    inFolder(({ path }) => {
      for (let length = 0; length <= small.length; length++) {
        const folder = new EventFolder(path);
        assert.deepEqual(folder.write(small.subarray(0, length)).read(), { state: "idle" });
        assert.deepEqual(folder.reader.warnings, []);
        assertPrefix(folder.points(), all);
      }
    });
  }).timeout(patience);

  it("is the same in the end when it is read after every byte", () => {
    inFolder((folder) => {
      folder.write(Buffer.alloc(0));
      for (const byte of small) {
        folder.append(Uint8Array.of(byte));
        assert.deepEqual(folder.read(), { state: "idle" });
      }
      assert.deepEqual(folder.points(), wholeOf(small));
    });
  });

  it("is the same in the end in any chunks, with any budget", () => {
    const all = wholeOf(small);
    const cuts = fc.array(fc.nat(small.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 200 }), (unsorted, budget) => {
        const ends = [...unsorted, small.length].sort((a, b) => a - b);
        inFolder((folder) => {
          folder.write(Buffer.alloc(0));
          let from = 0;
          for (const end of ends) {
            folder.append(small.subarray(from, end));
            folder.read(budget);
            from = end;
          }
          assert.deepEqual(folder.points(), all);
        });
      }),
      { numRuns: 50 },
    );
  }).timeout(patience);

  it("is read anew when it is replaced, truncated or rewritten", () => {
    inFolder((folder) => {
      folder.write(small).read();
      const other = concat(fileVersion(1.8e9), scalarEvent("loss", 7, 0.5), scalarEvent("other", 7, 1));
      folder.write(other).read();
      assert.deepEqual(folder.points(), { loss: ["7=0.5"], other: ["7=1"] });
      assert.equal(folder.run.facts.startedAt, 1.8e12);
      truncateSync(folder.reader.files[0]!, 0);
      folder.read();
      assert.deepEqual(folder.points(), {});
    });
  });

  it("waits where the file system shows zeros in place of what is still on its way", () => {
    inFolder((folder) => {
      const [begin, rest] = [small.subarray(0, 300), small.subarray(300)];
      const whole = wholeOf(small);
      folder.write(concat(fileVersion(1.7e9), Buffer.alloc(100)));
      assert.deepEqual(folder.read(), { state: "idle" });
      assert.match(folder.reader.warnings.join(), /Zeros stand where a record should begin, at byte 40\.$/);
      folder.write(concat(begin, rest)).read();
      assert.deepEqual(folder.points(), whole);
      assert.deepEqual(folder.reader.warnings, []);
    });
  });
});

describe("A folder of event files", () => {
  const part = (folder: EventFolder, number: number) => folder.file(`events.out.tfevents.170000000${number}.host`);

  it("is one log in the order of the files' names", () => {
    inFolder((folder) => {
      folder.write(concat(fileVersion(1.9e9), scalarEvent("loss", 2, 3)), part(folder, 2));
      folder.write(concat(fileVersion(1.7e9), scalarEvent("loss", 0, 1), scalarEvent("loss", 1, 2)), part(folder, 1));
      folder.write(Buffer.from("not ours"), folder.file("notes.txt"));
      folder.read(60);
      assert.deepEqual(folder.points(), { loss: ["0=1", "1=2", "2=3"] });
      assert.deepEqual(folder.reader.files, [part(folder, 1), part(folder, 2)]);
      assert.equal(folder.run.facts.startedAt, 1.7e12);
    });
  });

  it("takes in files that come later, and more of those that were there", () => {
    inFolder((folder) => {
      folder.write(concat(fileVersion(1.7e9), scalarEvent("loss", 0, 1)), part(folder, 1)).read();
      folder.append(scalarEvent("loss", 1, 2), part(folder, 1)).read();
      folder.write(scalarEvent("loss", 2, 3), part(folder, 2)).read();
      folder.append(scalarEvent("loss", 3, 4), part(folder, 2)).read();
      assert.deepEqual(folder.points(), { loss: ["0=1", "1=2", "2=3", "3=4"] });
    });
  });

  it("does not open files again that did not change", () => {
    inFolder((folder) => {
      folder.write(scalarEvent("loss", 0, 1), part(folder, 1)).write(scalarEvent("loss", 1, 2), part(folder, 2));
      utimesSync(part(folder, 1), 1.7e9, 1.7e9);
      folder.read();
      // As long as before, and as old: nobody will look inside.
      folder.write(scalarEvent("lass", 0, 1), part(folder, 1));
      utimesSync(part(folder, 1), 1.7e9, 1.7e9);
      folder.read();
      assert.deepEqual(folder.points(), { loss: ["0=1", "1=2"] });
    });
  });

  it("no longer holds what was in a file that is gone", () => {
    inFolder((folder) => {
      folder
        .write(scalarEvent("loss", 0, 1), part(folder, 1))
        .write(scalarEvent("loss", 1, 2), part(folder, 2))
        .read();
      rmSync(part(folder, 1));
      assert.deepEqual(folder.read(), { state: "idle" });
      assert.deepEqual(folder.points(), { loss: ["1=2"] });
    });
  });

  it("is broken when it is gone itself, with what was read left standing", () => {
    const folder = new EventFolder();
    folder.write(scalarEvent("loss", 0, 1)).read();
    folder.remove();
    assert.equal(folder.read().state, "broken");
    assert.deepEqual(folder.points(), { loss: ["0=1"] });
  });
});

describe("A writer's session log", () => {
  it("restarts nothing with the first START of the log: threads may have logged before it", () => {
    inFolder((folder) => {
      folder.write(concat(fileVersion(1.7e9), scalarEvent("loss", 0, 1), event(0, 1.7e9, sessionLog(1)))).read();
      assert.deepEqual(folder.run.seriesOf("loss").points.restarts, []);
    });
  });

  it("restarts every series at its step, if it is another START", () => {
    inFolder((folder) => {
      folder.write(
        concat(
          event(0, 1.7e9, sessionLog(1)),
          ...[0, 1, 2].map((step) => scalarEvent("loss", step, 1)),
          scalarEvent("lr", 2, 1),
        ),
      );
      folder
        .append(event(1, 1.7e9, sessionLog(1)))
        .append(scalarEvent("loss", 1, 2))
        .read();
      assert.deepEqual(folder.run.seriesOf("loss").points.restarts, [{ index: 3, step: 1 }]);
      assert.deepEqual(folder.run.seriesOf("lr").points.restarts, [{ index: 1, step: 1 }]);
      assert.deepEqual(folder.points()["loss"], ["0=1", "1=1", "2=1", "1=2"]);
    });
  });

  it("says that the run is finished, if it is a STOP, until a writer begins again", () => {
    inFolder((folder) => {
      folder.write(concat(fileVersion(1.7e9), scalarEvent("loss", 0, 1), event(1, 1.7e9 + 60, sessionLog(2)))).read();
      assert.equal(folder.run.facts.status?.status, "finished");
      assert.equal(folder.run.facts.endedAt, (1.7e9 + 60) * 1000);
      folder.append(fileVersion(1.7e9 + 90)).read();
      assert.equal(folder.run.facts.status, undefined);
      assert.equal(folder.run.facts.endedAt, undefined);
      assert.equal(folder.run.facts.startedAt, 1.7e12);
    });
  });
});
