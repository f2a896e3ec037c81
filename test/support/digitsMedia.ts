// Runs whose media mean something: a small classifier of the sample's digits, really trained, which logs its weights as pictures,
// their histogram, what it takes for what, and its precision. Nothing is drawn by chance: the same bytes each time.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { root } from "../../scripts/lib/paths.mjs";
import {
  concat,
  event,
  field,
  fileVersion,
  float32,
  float64,
  pluginMetadata,
  shape,
  simpleValue,
  summary,
  tensorValue,
} from "./eventFiles";

const side = 8;
const classes = 10;
const pixels = side * side;

interface Digit {
  readonly image: readonly number[];
  readonly label: number;
}

function digits(): Digit[] {
  const [, ...lines] = readFileSync(join(root, "sample", "data", "digits.csv"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const numbers = line.split(",").map(Number);
    return { image: numbers.slice(0, pixels).map((value) => value / 16), label: numbers[pixels]! };
  });
}

/** Softmax regression: a row of weights a class. */
class Classifier {
  readonly weights = Array.from({ length: classes }, () => new Float64Array(pixels));

  probabilities(image: readonly number[]): number[] {
    const raw = this.weights.map((row) => Math.exp(image.reduce((sum, value, at) => sum + value * row[at]!, 0)));
    const all = raw.reduce((sum, value) => sum + value);
    return raw.map((value) => value / all);
  }

  /** One pass over all digits, as one batch. @returns the mean loss before it */
  train(data: readonly Digit[], rate: number): number {
    let loss = 0;
    const steps = this.weights.map(() => new Float64Array(pixels));
    for (const { image, label } of data) {
      const found = this.probabilities(image);
      loss -= Math.log(found[label]!);
      for (const [of, share] of found.entries()) {
        const miss = share - Number(of === label);
        for (let at = 0; at < pixels; at++) steps[of]![at]! -= (rate * miss * image[at]!) / data.length;
      }
    }
    for (const [of, row] of this.weights.entries()) for (let at = 0; at < pixels; at++) row[at]! += steps[of]![at]!;
    return loss / data.length;
  }
}

/** Writes a TensorBoard run each for a slow and a fast training. @returns their names */
export function writeDigitsMedia(folder: string): readonly [string, string] {
  const runs = [
    ["digits_lr0.5", 0.5],
    ["digits_lr2", 2],
  ] as const;
  for (const [name, rate] of runs) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "events.out.tfevents.1795314740.workstation.1.0"), trained(rate));
  }
  return [runs[0][0], runs[1][0]];
}

const wall = 1_795_314_740;

function trained(rate: number): Buffer {
  const data = digits();
  const [own, held] = [data.slice(0, 560), data.slice(560)];
  const model = new Classifier();
  const events: Buffer[] = [fileVersion(wall)];
  for (let step = 0; step <= 40; step++) {
    const loss = model.train(own, rate);
    const right = held.filter(({ image, label }) => best(model.probabilities(image)) === label).length / held.length;
    const values = [simpleValue("train/loss", loss), simpleValue("val/acc", right)];
    if (step % 10 === 0) values.push(...mediaOf(model, held));
    events.push(event(step, wall + 30 * step, summary(...values)));
  }
  return concat(...events);
}

function mediaOf(model: Classifier, held: readonly Digit[]): Buffer[] {
  return [
    picture("weights of each digit", side * 5, side * 2, 6, (x, y) => {
      const of = Math.floor(y / side) * 5 + Math.floor(x / side);
      return diverging(model.weights[of]![(y % side) * side + (x % side)]! / 1.5);
    }),
    picture("confusion", classes, classes, 20, confusion(model, held)),
    histogram("weights", model.weights),
    precision("precision of 8", model, held, 8),
  ];
}

function confusion(model: Classifier, held: readonly Digit[]): (x: number, y: number) => Color {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { image, label } of held) counts[label]![best(model.probabilities(image))]!++;
  return (x, y) => blue(counts[y]![x]! / Math.max(1, ...counts[y]!));
}

const best = (shares: readonly number[]): number => shares.indexOf(Math.max(...shares));

type Color = readonly [red: number, green: number, blue: number];

const blend = (from: Color, to: Color, share: number): Color =>
  [0, 1, 2].map((at) => Math.round(from[at]! + (to[at]! - from[at]!) * share)) as unknown as Color;

/** Blue for what speaks against it, red for what speaks for it. */
function diverging(value: number): Color {
  const grey: Color = [242, 242, 242];
  return blend(grey, value < 0 ? [33, 102, 172] : [178, 24, 43], Math.min(1, Math.abs(value)));
}

const blue = (share: number): Color => blend([247, 251, 255], [8, 48, 107], share);

/** A TensorBoard image of coloured squares. */
function picture(
  tag: string,
  width: number,
  height: number,
  size: number,
  at: (x: number, y: number) => Color,
): Buffer {
  const [wide, high] = [width * size, height * size];
  const rows = Array.from({ length: high }, (_, y) => {
    const row = Buffer.alloc(1 + 3 * wide);
    for (let x = 0; x < wide; x++) row.set(at(Math.floor(x / size), Math.floor(y / size)), 1 + 3 * x);
    return row;
  });
  const image = field.bytes(
    4,
    field.varint(1, high),
    field.varint(2, wide),
    field.varint(3, 3),
    field.bytes(4, png(wide, high, rows)),
  );
  return concat(field.text(1, tag), image);
}

function png(width: number, height: number, rows: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return concat(
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(concat(...rows))),
    chunk("IEND", Buffer.alloc(0)),
  );
}

function chunk(name: string, content: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = concat(Buffer.from(name), content);
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return concat(length, named, sum);
}

/** PNG's checksum (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function histogram(tag: string, weights: readonly Float64Array[]): Buffer {
  const all = weights.flatMap((row) => [...row]);
  const [low, high, count] = [Math.min(...all), Math.max(...all) + 1e-9, 30];
  const counts = new Array<number>(count).fill(0);
  for (const value of all) counts[Math.min(count - 1, Math.floor(((value - low) / (high - low)) * count))]!++;
  const rows = counts.flatMap((own, at) => {
    const left = low + ((high - low) * at) / count;
    return [left, left + (high - low) / count, own];
  });
  const tensor = [field.varint(1, 2), shape(count, 3), field.bytes(4, concat(...rows.map(float64)))];
  return tensorValue(tag, tensor, pluginMetadata("histograms"));
}

/** A PR curve as tensorboard.plugins.pr_curve writes it: TP, FP, TN, FN, precision and recall over thresholds. */
function precision(tag: string, model: Classifier, held: readonly Digit[], of: number): Buffer {
  const scores = held.map(({ image, label }) => [model.probabilities(image)[of]!, label === of] as const);
  const thresholds = Array.from({ length: 101 }, (_, at) => at / 100);
  const counted = thresholds.map((least) => {
    const count = (isOf: boolean, isFound: boolean) =>
      scores.filter(([score, is]) => is === isOf && score >= least === isFound).length;
    const [tp, fp, tn, fn] = [count(true, true), count(false, true), count(false, false), count(true, false)];
    return [tp, fp, tn, fn, tp / Math.max(1e-7, tp + fp), tp / Math.max(1e-7, tp + fn)];
  });
  const rows = [0, 1, 2, 3, 4, 5].flatMap((row) => counted.map((one) => one[row]!));
  const tensor = [field.varint(1, 1), shape(6, thresholds.length), field.bytes(4, concat(...rows.map(float32)))];
  return tensorValue(tag, tensor, pluginMetadata("pr_curves"));
}
