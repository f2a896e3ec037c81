import { utimesSync } from "node:fs";
import { join } from "node:path";
import { goodRows, put, type HostileCase } from "./hostileCase";

/** A word or a line without an end, where a pattern looks for one. */
export const words: readonly HostileCase[] = [
  {
    name: "a word of 1 MB in torchtune’s log",
    file: "log_1790000000.txt",
    text: `Step 1 | loss:${"a".repeat(1_000_000)}\n`,
  },
  {
    name: "a number of 1 MB in a printed log",
    file: "train_log.txt",
    text: `epoch 1 loss ${"1".repeat(1_000_000)}\n`.repeat(2),
  },
  { name: "a line of pairs of 1 MB", file: "log.txt", text: `${"a=1 ".repeat(250_000)}\n` },
  {
    name: "a line of progress bars of 1 MB",
    file: "stdout.txt",
    text: `Epoch 1/2\n${"\r 1/938 [====>....] - loss: 0.5".repeat(30_000)}\n`,
  },
].map(({ name, file, text }) => ({
  kind: "a long word",
  name,
  make: (folder: string) => put(folder, file, text),
  ...(text.indexOf("\n") > 65_536 && { named: /first line is longer than 64 KB/ }),
}));

/** A configuration beside a log, in which mistakes or nesting multiply. */
export const yamls: readonly HostileCase[] = [
  { name: "20,000 mistakes", text: "a: [\n".repeat(20_000) },
  { name: "nested 100,000 deep", text: `a: ${"[".repeat(100_000)}` },
  {
    name: "aliases that multiply",
    text: `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}]\n`).join("")}`,
  },
  { name: "800 KB of one tag", text: `a: ${"!!x ".repeat(200_000)}1\n` },
].map(({ name, text }) => ({
  kind: "a broken configuration",
  name,
  make: (folder: string) => {
    put(folder, "metrics.csv", goodRows);
    put(folder, "config.yaml", text);
  },
  named: /parameters/i,
}));

const half = '{"log_history": [{"step": 1, "loss": 0.5, "epoch": 0.1}, {"st';

/** What its writer had not finished at the first look. */
export const halves: readonly HostileCase[] = [
  { name: "the Trainer’s state", file: "checkpoint-1/trainer_state.json", text: half },
  { name: "a run’s results", file: "all_results.json", text: '{"epoch": 3.0, "train_loss": 0.' },
  {
    name: "a log’s last line",
    file: "metrics.jsonl",
    text: '{"step": 1, "loss": 2}\n{"step": 2, "loss": 1}\n{"step": 3, "lo',
  },
  { name: "an event file", file: "events.out.tfevents.1700000000.host", text: "\x18\0\0\0" },
].map(({ name, file, text }) => ({ kind: "half-written", name, make: (folder: string) => put(folder, file, text) }));

const logged = (times: readonly unknown[]) =>
  times.map((time, at) => `${JSON.stringify({ step: at, loss: at, timestamp: time })}\n`).join("");

/** Clocks that were set back, or never were. */
export const clocks: readonly HostileCase[] = [
  { name: "times that run backward", file: "metrics.jsonl", text: logged([1.8e9, 1.7e9, 1.6e9, 0]) },
  { name: "times beyond all time", file: "metrics.jsonl", text: logged([1e18, -1e18, 1e308, 1e-9]) },
  { name: "a file of the year 2250", file: "metrics.csv", text: goodRows, at: 8.8e9 },
  { name: "a file of before 1970", file: "metrics.csv", text: goodRows, at: -1e9 },
].map(({ name, file, text, at }) => ({
  kind: "a clock",
  name,
  make: (folder: string) => {
    put(folder, file, text);
    if (at !== undefined) utimesSync(join(folder, file), at, at);
  },
}));

/** Line ends that come apart between two reads. */
export const lineEnds: readonly HostileCase[] = [
  { name: "one CR within a cell", text: 'step,loss\n1,0.5\n"2\r3",0.4\n3,0.3\n' },
  { name: "nothing but CR", text: "step,loss\r1,0.5\r2,0.4\r", named: /carriage returns alone/ },
  { name: "CR CR LF", text: "step,loss\r\r\n1,0.5\r\r\n2,0.4\r\r\n" },
  { name: "zeros of a crash", text: `step,loss\n1,0.5\n${"\0".repeat(4096)}\n2,0.4\n`, named: /not a text file|NUL/ },
].map(({ name, text, ...more }) => ({
  kind: "line ends",
  name,
  make: (folder: string) => put(folder, "metrics.csv", text),
  ...more,
}));
