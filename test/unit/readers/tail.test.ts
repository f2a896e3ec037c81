import { deepEqual } from "node:assert/strict";
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Tail } from "../../../src/readers/parsing/files/tail";
import { useTempFolder } from "../../support/tempFolder";

/** As long as what must be unchanged at the start of a file for it to count as appended to. */
const start = "s".repeat(64);

describe("A file that is followed", () => {
  const folder = useTempFolder();
  const path = () => join(folder(), "log");
  /** Follows a file with this text, all of which is done with, until `change` was made. */
  const after = (text: string, change: () => void) => {
    writeFileSync(path(), text);
    const tail = new Tail(path());
    tail.consume(tail.pull(1000).bytes.length);
    change();
    const { replaced, bytes, more } = tail.pull(1000);
    return { replaced, text: bytes.toString(), more };
  };

  it("gives what was appended", () => {
    const found = after(`${start}one`, () => appendFileSync(path(), " two"));
    deepEqual(found, { replaced: false, text: " two", more: false });
  });

  it("is read anew where it is another file, is shorter, or begins with other bytes", () => {
    const whole = (text: string) => ({ replaced: true, text, more: false });
    const rename = () => {
      writeFileSync(join(folder(), "new"), `${start}one and more`);
      renameSync(join(folder(), "new"), path());
    };
    deepEqual(after(`${start}one`, rename), whole(`${start}one and more`));
    deepEqual(
      after(`${start}one`, () => writeFileSync(path(), start)),
      whole(start),
    );
    const other = `t${start}one`;
    deepEqual(
      after(`${start}one`, () => writeFileSync(path(), other)),
      whole(other),
    );
  });

  it("is read anew where other bytes stand before the place reached, though it begins as it did and is longer", () => {
    const rewritten = `${start}two and more`;
    const found = after(`${start}one`, () => writeFileSync(path(), rewritten));
    deepEqual(found, { replaced: true, text: rewritten, more: false });
  });

  it("fits into the memory that it is given, with what stands before it", () => {
    writeFileSync(path(), "a".repeat(200));
    const tail = new Tail(path());
    const memory = Buffer.alloc(100);
    const lengths: number[] = [];
    for (let more = true; more;) {
      const pulled = tail.pull(100, memory);
      lengths.push(pulled.bytes.length);
      deepEqual(pulled.bytes.buffer === memory.buffer, true);
      tail.consume(pulled.bytes.length);
      more = pulled.more;
    }
    deepEqual(lengths, [100, 36, 36, 28]);
  });
});
