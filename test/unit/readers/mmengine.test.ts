import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { mmengine } from "../../../src/readers/formats/mmengine/format";
import { parsePythonConfig } from "../../../src/readers/formats/mmengine/pythonConfig";
import { RawSource } from "../../../src/readers/raw";
import { pointsOf, readAll } from "../../support/eventFolder";
import { describeCases } from "../../support/truth/cases";
import { processorTime } from "../../support/processorTime";

describeCases("mmengine");

describe("a log that was started from a notebook", () => {
  it("makes its folder the run, by the lines that it has in common with the others", () => {
    const folder = mkdtempSync(join(tmpdir(), "lossline-"));
    const log = join(folder, "None.log.json");
    const lines = [
      '{"mode": "train", "epoch": 1, "iter": 10, "loss": 2.5}',
      '{"mode": "train", "epoch": 2, "iter": 10, "loss": 1.5}',
    ].join("\n");
    writeFileSync(log, `${lines}\n`);
    const claim = (text: string) =>
      mmengine.claim({ path: folder, files: ["None.log.json"], folders: [] }, { head: () => Buffer.from(text) });
    assert.deepEqual(claim(lines), [{ path: log, runFolder: folder, scope: "folder" }]);
    assert.deepEqual(claim('{"level": "info"}'), []);
    const source = new RawSource();
    readAll(mmengine.open(log), source);
    assert.deepEqual(pointsOf(source.run())["loss"], ["10=2.5", "20=1.5"]);
    assert.equal(source.run().facts.name, undefined);
    rmSync(folder, { recursive: true });
  });
});

describe("a log of MMCV 1 whose training was resumed", () => {
  it("counts its first epoch from where it stands, however many lines that has", () => {
    const folder = mkdtempSync(join(tmpdir(), "lossline-"));
    const log = join(folder, "20260101_000000.log.json");
    const count = 5000;
    const line = (epoch: number, iter: number) => `${JSON.stringify({ mode: "train", epoch, iter, loss: 1 })}\n`;
    const first = Array.from({ length: count }, (_, at) => line(3, at + 1)).join("");
    writeFileSync(log, first + line(4, 1));
    const source = new RawSource();
    readAll(mmengine.open(log), source);
    const { points } = source.run().series.get("loss")!;
    assert.deepEqual([points.firstStep, points.lastStep, points.ascending], [2 * count + 1, 3 * count + 1, true]);
    assert.deepEqual(
      [...points.view().steps],
      Array.from({ length: count + 1 }, (_, at) => 2 * count + 1 + at),
    );
    rmSync(folder, { recursive: true });
  });
});

describe("scalars.json outside the folder that it was written to", () => {
  it("is MMEngine's still, whose validation stands at the epoch", () => {
    const folder = mkdtempSync(join(tmpdir(), "lossline-"));
    const log = join(folder, "scalars.json");
    const train = (epoch: number, iter: number) => ({ lr: 0.1, loss: 1 / iter, epoch, iter, step: iter });
    const lines = [train(1, 10), train(1, 20), { acc: 0.1, step: 1 }, train(2, 30), { acc: 0.2, step: 2 }];
    writeFileSync(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const listed = { path: folder, files: ["scalars.json"], folders: [] };
    assert.deepEqual(mmengine.claim(listed, { head: () => readFileSync(log) }), [
      { path: log, runFolder: folder, scope: "file" },
    ]);
    const source = new RawSource();
    readAll(mmengine.open(log), source);
    assert.deepEqual(pointsOf(source.run())["acc"], ["1=0.1", "2=0.2"]);
    assert.equal(source.run().series.get("acc")?.stepKind, "epoch");
    rmSync(folder, { recursive: true });
  });
});

describe("a configuration in Python", () => {
  const read = (text: string) => Object.fromEntries(parsePythonConfig(text));

  it("is read as plain data", () => {
    assert.deepEqual(read("a = 1\nb = -2.5e-3  # small\nc = (1, 'x', None)\nd = (3)\ne = (3,)\n"), {
      a: 1,
      b: -0.0025,
      c: [1, "x", null],
      d: 3,
      e: [3],
    });
    assert.deepEqual(read("m = dict(type='Net', n=[dict(k=True), {}], o={'1': 2, 3: False})"), {
      m: new Map<string, unknown>([
        ["type", "Net"],
        ["n", [new Map([["k", true]]), new Map()]],
        [
          "o",
          new Map<unknown, unknown>([
            ["1", 2],
            [3, false],
          ]),
        ],
      ]),
    });
    assert.deepEqual(read("t = 'it\\'s'\nu = \"a\" 'b'\nv = '''x\ny'''\nw = 'a\\nb'\n"), {
      t: "it's",
      u: "ab",
      v: "x\ny",
      w: "a\nb",
    });
  });

  it("gives what stands before the first thing that is no data, and runs nothing", () => {
    assert.deepEqual(read("a = 1\nb = open('x').read()\nc = 2\n"), { a: 1, b: "x" });
    assert.deepEqual(read("a = 1\nimport os\n"), { a: 1 });
    assert.deepEqual(read("a = 1\nb = [1, 2"), { a: 1 });
    assert.deepEqual(read(`a = 1\nb = ${"[".repeat(100_000)}`), { a: 1 });
  });

  it("never throws or hangs, whatever it holds", () => {
    const piece = fc.constantFrom(
      "a",
      " = ",
      "dict(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "'",
      '"',
      '"""',
      ",",
      ":",
      "1",
      "-",
      "#",
      "\n",
      "\\",
      "x.y",
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => void parsePythonConfig(pieces.join(""))));
    const took = processorTime();
    parsePythonConfig(`a = ${"'\\".repeat(200_000)}`);
    parsePythonConfig(`a = ${"'''".repeat(100_001)}`);
    assert.ok(took() < 2000);
  });
});
