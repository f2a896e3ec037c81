import assert from "node:assert/strict";
import { ArgumentHistory } from "../../../src/launches/history";

function memory(content: Record<string, unknown> = {}) {
  return {
    content,
    get: (key: string) => content[key],
    update: (key: string, value: unknown) => {
      content[key] = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

describe("the history of arguments", () => {
  it("tells a script's lines, the latest first and each once", async () => {
    const history = new ArgumentHistory(memory());
    for (const line of ["--lr 1", "--lr 2", "--lr 1"]) await history.add("/a.py", line);
    await history.add("/b.py", "--seed 3");
    assert.deepEqual(history.of("/a.py"), ["--lr 1", "--lr 2"]);
    assert.deepEqual(history.of("/b.py"), ["--seed 3"]);
    assert.deepEqual(history.of("/c.py"), []);
  });

  it("keeps the latest twenty", async () => {
    const history = new ArgumentHistory(memory());
    for (let lr = 0; lr < 30; lr++) await history.add("/a.py", `--lr ${lr}`);
    assert.equal(history.of("/a.py").length, 20);
    assert.equal(history.of("/a.py")[0], "--lr 29");
  });

  it("does not stumble over what an older or newer version stored", async () => {
    for (const stored of [null, 1, { a: [] }, [["/a.py"]], [["/a.py", [1]]]]) {
      const history = new ArgumentHistory(memory({ "lossline.arguments": stored }));
      assert.deepEqual(history.of("/a.py"), []);
      await history.add("/a.py", "x");
      assert.deepEqual(history.of("/a.py"), ["x"]);
    }
  });
});
