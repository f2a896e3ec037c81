import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LineTail } from "../../../src/readers/parsing/lines/lines";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";
import { useTempFolder } from "../../support/tempFolder";

/** What once ended otherwise than a fresh look. Found by `npm run fuzz -- --kind grow`. */
describe("what was looked at before it was whole", () => {
  const temp = useTempFolder();
  let made = 0;

  function look(index: RootIndex): string[] {
    drain(index.discover(true));
    drain(index.read());
    index.update(Date.now());
    return index.problems.map(({ message }) => message);
  }

  it("is no copy of another log any more once it goes on otherwise", () => {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    const rows = "step,loss\n1,2.5\n2,1.5\n";
    for (const name of ["a.csv", "a (1).csv"]) writeFileSync(join(folder, name), rows);
    const index = new RootIndex({ path: folder, exclude: [] });
    look(index);
    assert.deepEqual(look(index), ["1 file left out: a copy of what is read already."]);
    writeFileSync(join(folder, "a (1).csv"), "step,loss\n1,7.5\n2,6.5\n3,5.5\n");
    look(index);
    assert.deepEqual(look(index), []);
  });

  it("has its left out rows told in the same order, whichever came first", () => {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    const path = join(folder, "metrics.csv");
    writeFileSync(path, "step,loss\n1,2.5\n2,1.5\n,0.5\n");
    const index = new RootIndex({ path: folder, exclude: [] });
    look(index);
    appendFileSync(path, "3,0.5,1,1\n");
    look(index);
    const fresh = new RootIndex({ path: folder, exclude: [] });
    assert.deepEqual(look(index), look(fresh));
    assert.match(look(index)[0]!, /wider.*no number on the x axis/);
  });

  it("is read again where its last line is drawn anew after CR, and not where CR LF ends it", () => {
    const path = join(temp(), `${made++}.log`);
    const longAgo = Date.now() / 1000 - 3600;
    const write = (text: string) => {
      appendFileSync(path, text);
      utimesSync(path, longAgo, longAgo);
    };
    const tail = new LineTail(path);
    write("epoch 0 loss 4");
    tail.consumeOpen(tail.pull(1000).open);
    write("\r");
    const waiting = tail.pull(1000);
    assert.deepEqual([waiting.replaced, waiting.bytes.length], [false, 0]);
    write("epoch 0 loss 3\n");
    assert.equal(tail.pull(1000).replaced, true);
    const ended = new LineTail(path);
    ended.consume(ended.pull(1000).bytes.length);
    write("epoch 1 loss 2");
    ended.consumeOpen(ended.pull(1000).open);
    write("\r\n");
    assert.equal(ended.pull(1000).replaced, false);
  });

  it("says which pattern of files.exclude is not used", () => {
    const hidden = ["**/*a*a*a*a*a*b", "**/data"];
    const index = new RootIndex({ path: join(temp(), String(made)), exclude: [], hidden });
    assert.match(index.problems[0]!.message, /^A pattern of files\.exclude is not used.*: \*\*\/\*a\*a\*a\*a\*a\*b$/);
    assert.equal(index.problems.length, 1);
  });
});
