import assert from "node:assert/strict";
import {
  begunIn,
  missingIn,
  pastValues,
  problemsIn,
  readWords,
  valueIn,
  withoutBegun,
  withValue,
} from "../../../src/launches/argumentLine";
import type { ArgSpec } from "../../../src/python/arguments/spec";

const spec = (flag: string, more: Partial<ArgSpec> = {}): ArgSpec => ({
  flags: flag.startsWith("-") ? [flag] : [],
  dest: flag.replace(/^-+/, ""),
  kind: "text",
  style: "option",
  required: false,
  at: { file: "/w/train.py", line: 1 },
  confidence: "exact",
  ...more,
});

const lr = spec("--lr", { kind: "number", flags: ["--lr", "-l"] });
const epochs = spec("--epochs", { kind: "integer" });
const amp = spec("--amp", { kind: "flag", off: "--no-amp" });
const layers = spec("--layers", { kind: "list", nargs: "+" });
const mode = spec("--mode", { choices: ["fast", "slow"] });
const data = spec("data", { required: true });
const all = [lr, epochs, amp, layers, mode, data];

describe("a line of arguments", () => {
  it("tells which name is being typed at its end, of an option or of a key that is assigned", () => {
    assert.deepEqual(
      ["--l", "--epochs 3 --l", "--lr 3", "x", ""].map((line) => begunIn(line, all)),
      ["--l", "--l", "", "", ""],
    );
    const keys = [spec("lr", { style: "assign" }), spec("optimizer", { style: "assign" })];
    assert.deepEqual(
      ["opt", "lr=1 opt", "+trainer.max", "lr=1", "--multi", "lr=a b/c@d", "3"].map((line) => begunIn(line, keys)),
      ["opt", "opt", "+trainer.max", "", "--multi", "b/c@d", ""],
    );
  });

  it("loses what was typed to look for an argument, but for an option whose value goes behind it", () => {
    const keys = [spec("lr", { style: "assign", flags: ["lr"] }), spec("optimizer", { style: "assign" })];
    assert.deepEqual(
      ["a=1 l", "a=1 lr", "lr=1"].map((line) => withoutBegun(line, keys)),
      ["a=1", "a=1", "lr=1"],
    );
    assert.deepEqual(
      ["d --e", "d --lr", "d"].map((line) => withoutBegun(line, all)),
      ["d", "d --lr", "d"],
    );
  });

  it("is told apart as the script's parser does it", () => {
    const { placed, unknown } = readWords(["d", "--lr=1e-3", "--layers", "1", "2", "--amp", "--what", "x"], all);
    assert.deepEqual(
      placed.map((each) => [each.spec.dest, each.values]),
      [
        ["data", ["d"]],
        ["lr", ["1e-3"]],
        ["layers", ["1", "2"]],
        ["amp", []],
      ],
    );
    assert.deepEqual(unknown, ["--what"]);
    assert.equal(valueIn(["--lr", "-1"], lr, all), "-1", "a negative number is a value");
  });

  it("is changed in place, and grows at its end", () => {
    const words = ["d", "-l", "1", "--amp"];
    assert.deepEqual(withValue(words, lr, ["2"], all), ["d", "--lr", "2", "--amp"]);
    assert.deepEqual(withValue(words, epochs, ["3"], all), [...words, "--epochs", "3"]);
    assert.deepEqual(withValue(words, lr, undefined, all), ["d", "--amp"]);
    assert.deepEqual(withValue(words, amp, ["--no-amp"], all), ["d", "-l", "1", "--no-amp"]);
    assert.deepEqual(withValue(["--layers", "1"], data, ["d"], all), ["d", "--layers", "1"]);
  });

  it("misses what is required, and says what the parser would refuse", () => {
    assert.deepEqual(missingIn(["--lr", "1"], all), [data]);
    assert.deepEqual(missingIn(["d"], all), []);
    assert.deepEqual(problemsIn(["d", "--lr", "a", "--epochs", "1.5", "--mode", "odd", "--x"], all), [
      "--lr is a number",
      "--epochs is an integer",
      "--mode is one of: fast, slow",
      "--x is not an option that the script declares",
    ]);
    assert.deepEqual(problemsIn(["d", "--lr", "1e-3", "--lr", "inf", "--lr", ".5"], all), []);
    assert.deepEqual(problemsIn(["d", "--x", "1"], all, false), [], "not all are known");
    assert.deepEqual(problemsIn(["--anything"], []), [], "nothing is known of a script without a parser");
  });

  it("has the options of the sub-command that it names, and no others", () => {
    const picker = spec("cmd", { choices: ["train", "test"], required: true });
    const own = spec("--lr", { command: "train", kind: "number", required: true });
    const other = spec("--lr", { command: "test", kind: "number" });
    const specs = [picker, own, other];
    assert.deepEqual(missingIn([], specs), [picker]);
    assert.deepEqual(missingIn(["train"], specs), [own]);
    assert.deepEqual(missingIn(["test"], specs), []);
    assert.deepEqual(withValue(["train"], own, ["1"], specs), ["train", "--lr", "1"]);
    const ofAll = spec("--gpu", { kind: "integer" });
    const line = ["train", "--lr", "1"];
    assert.deepEqual(withValue(line, ofAll, ["0"], [...specs, ofAll]), ["--gpu", "0", "train", "--lr", "1"]);
  });

  it("is Hydra's where options are keys", () => {
    const key = spec("model.lr", { flags: ["model.lr"], style: "assign", kind: "number" });
    assert.deepEqual(withValue(["model.lr=1"], key, ["2"], [key]), ["model.lr=2"]);
    const swept = ["model.lr=1,2e-3", "+new=1", "~old", "hydra.run.dir=a", "--multirun", "-m"];
    assert.deepEqual(problemsIn(swept, [key]), []);
    assert.deepEqual(problemsIn(["model.lr=range(1,3)"], [key]), []);
    assert.deepEqual(problemsIn(["model.lr=1,a"], [key]), ["model.lr is a number"]);
    assert.deepEqual(problemsIn(["model.lr=a", "x.y=1"], [key]), [
      "model.lr is a number",
      "x.y is not an option that the script declares",
    ]);
  });

  it("remembers what was really given, the latest first", () => {
    const lists = [["--lr", "3"], ["--lr", "1"], ["--lr=3"], [], ["--lr", "•••"]];
    assert.deepEqual(pastValues(lr, lists, all), ["3", "1"]);
  });
});
