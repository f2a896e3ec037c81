import type { Random } from "./random";

/** Texts that mean something to some reader: ends, brackets, numbers at the limits, names that JavaScript gives a meaning to. */
export const tokens = [
  "\n",
  "\r",
  "\r\n",
  ",",
  ";",
  "\t",
  '"',
  "'",
  "{",
  "}",
  "[",
  "]",
  ":",
  "\0",
  "\u2028",
  "\uFEFF",
  "nan",
  "inf",
  "-Infinity",
  "1e999",
  "-0",
  "0x10",
  "1_000",
  "9007199254740993",
  "__proto__",
  "constructor",
  "null",
  "true",
  "- ",
  "&a ",
  "*a",
  "!!x ",
  "<<: ",
  "step",
  "epoch",
  "loss",
  "Step 1 | ",
  "Epoch 1/2",
  "\u202E",
  "%s",
  "${x}",
  "\\",
  "\\u0000",
  "<script>",
];

/** A change of a file's bytes. */
type Mutation = (bytes: Buffer, random: Random) => Buffer;

const mutations: readonly Mutation[] = [
  function flipBytes(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let count = 1 + random.below(8); count > 0 && changed.length > 0; count--) {
      changed[random.below(changed.length)] = random.below(256);
    }
    return changed;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length + 1));
  },
  function insertToken(bytes, random) {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(tokens)), bytes.subarray(at)]);
  },
  function repeatToken(bytes, random) {
    const at = random.below(bytes.length + 1);
    const text = random.pick(tokens).repeat(1 + random.below(random.pick([50, 50, 50, 2000])));
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)]);
  },
  function cutOut(bytes, random) {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.below(64))]);
  },
  function copyPart(bytes, random) {
    const from = random.below(bytes.length + 1);
    const part = bytes.subarray(from, from + random.below(4096));
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
  },
  function swapLines(bytes, random) {
    const lines = bytes.toString("latin1").split("\n");
    const [one, other] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[other]] = [lines[other]!, lines[one]!];
    return Buffer.from(lines.join("\n"), "latin1");
  },
  function replaceNumber(bytes, random) {
    const text = bytes.toString("latin1");
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const { 0: number, index } = random.pick(numbers);
    const other = random.pick(["-1", "0", "1e308", "99999999999999999999", "nan", "2147483648", "0.1"]);
    return Buffer.from(text.slice(0, index) + other + text.slice(index + number.length), "latin1");
  },
];

/** One to three changes of a file's bytes. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let count = 1 + random.below(3); count > 0; count--) changed = random.pick(mutations)(changed, random);
  return changed;
}
