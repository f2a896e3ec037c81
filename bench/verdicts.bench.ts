import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { seedGroups } from "../src/runs/judging/groups/groups";
import { usualSeedLike } from "../src/runs/judging/groups/seedLike";
import type { Outcome } from "../src/runs/judging/verdicts/comparison";
import { judgeFamily, judgeOne } from "../src/runs/judging/verdicts/judge";
import type { ParamValue } from "../src/shared/run";
import { makeRun } from "../test/support/runs";
import type { Row } from "./support/row";
import { processorTime } from "../test/support/processorTime";

/** Comparisons simulated for each pair of group sizes: one standard error of a rate of 5 % is then 0.11 %. */
const simulated = 40_000;
const sizes = [3, 4, 5, 6, 8, 10, 15, 20];

const random = xoroshiro128plus(20_261_125);
const uniform = () => uniformFloat64(random);

/** Box and Muller's. */
function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A normal value over the root of an independent χ²(3) / 3. */
function t3(): number {
  const squares = normal() ** 2 + normal() ** 2 + normal() ** 2;
  return normal() / Math.sqrt(squares / 3);
}

const lognormal = () => Math.exp(normal());

function side(name: string, n: number, draw: () => number): readonly Outcome[] {
  return Array.from({ length: n }, (_, index) => ({ id: `${name}${index}`, value: draw(), status: "finished" }));
}

/** The share of comparisons of two groups of one kind that are called better or worse, in percent. */
function falseAlarms(m: number, n: number, draw: () => number): number {
  let alarms = 0;
  for (let index = 0; index < simulated; index++) {
    const { verdict } = judgeOne({
      candidate: { members: side("x", m, draw) },
      baseline: { members: side("b", n, draw) },
      direction: "lower",
    });
    if (verdict === "better" || verdict === "worse") alarms++;
  }
  return (100 * alarms) / simulated;
}

/** The most false alarms over all sizes, as a row. @param promise in percent, if one is given */
function alarmRow(
  kind: string,
  pairs: readonly (readonly [number, number])[],
  draw: () => number,
  promise?: number,
): Row {
  const rates = pairs.map(([m, n]) => ({ m, n, rate: falseAlarms(m, n, draw) }));
  rates.sort((a, b) => a.rate - b.rate);
  const [least, most] = [rates[0]!, rates.at(-1)!];
  return {
    what: `false alarms, ${kind}`,
    ours: `${least.rate.toFixed(1)} to ${most.rate.toFixed(1)} % (at ${most.m} against ${most.n})`,
    budget: promise === undefined ? "printed" : `≤ ${promise} %`,
    ...(promise !== undefined && { ok: most.rate <= promise }),
  };
}

function alarmRows(): Row[] {
  const groups = sizes.flatMap((m) => sizes.filter((n) => n >= m).map((n) => [m, n] as const));
  const single = sizes.map((n) => [1, n] as const);
  const twos = sizes.map((n) => [2, n] as const);
  return [
    alarmRow("3…20 against 3…20 seeds, normal values", groups, normal, 6),
    alarmRow("the same, t₃", groups, t3, 8),
    alarmRow("the same, lognormal", groups, lognormal),
    alarmRow("1 against 3…20 seeds, normal values", single, normal, 6),
    alarmRow("the same, t₃", single, t3, 8),
    alarmRow("the same, lognormal", single, lognormal),
    alarmRow("2 against 3…20 seeds (always unclear)", twos.slice(0, 2), normal, 0),
  ];
}

/** 20 candidates that are no better, each of five seeds, against one baseline: how often any is news. */
function familyRow(): Row {
  const rounds = 4000;
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const baseline = { members: side("b", 5, normal) };
    const family = Array.from({ length: 20 }, () => ({
      candidate: { members: side("x", 5, normal) },
      baseline,
      direction: "lower" as const,
    }));
    if (judgeFamily(family).some(({ verdict }) => verdict === "better" || verdict === "worse")) alarms++;
  }
  const rate = (100 * alarms) / rounds;
  return {
    what: "any false alarm among 20 candidates (Holm)",
    ours: `${rate.toFixed(1)} %`,
    budget: "≤ 6 %",
    ok: rate <= 6,
  };
}

/** Groups of five seeds among 10,000 runs of 150 params, and a verdict for each. */
function speedRows(): Row[] {
  const runs = Array.from({ length: 10_000 }, (_, index) => {
    const group = Math.floor(index / 5);
    const params: Record<string, ParamValue> = { seed: index % 5, output_dir: `out/${index}` };
    for (let at = 0; at < 148; at++) params[`model.layer${at}.width`] = group * 31 + at;
    return makeRun(`sweep/run${index}`, {}, { params });
  });
  const [groups, grouping] = timed(() => seedGroups(runs, usualSeedLike));
  if (groups.length !== 2000) throw new Error(`There are ${groups.length} groups.`);
  const baseline = { members: side("b", 5, normal) };
  const family = groups.map((_, index) => ({
    candidate: { members: side(`x${index}`, 5, normal) },
    baseline,
    direction: "lower" as const,
  }));
  judgeFamily(family.slice(0, 200)); // loads the library
  const [, judging] = timed(() => judgeFamily(family));
  return [
    {
      what: "10,000 runs × 150 params into seed groups",
      ours: `${grouping.toFixed(0)} ms`,
      budget: "≤ 1 s",
      ok: grouping <= 1000,
    },
    {
      what: "2,000 verdicts of 5 against 5 seeds",
      ours: `${judging.toFixed(0)} ms`,
      budget: "≤ 300 ms",
      ok: judging <= 300,
    },
  ];
}

/** In milliseconds of processor time. */
function timed<T>(work: () => T): [T, number] {
  const took = processorTime();
  return [work(), took()];
}

export default function measure(): Promise<Row[]> {
  return Promise.resolve([...speedRows(), familyRow(), ...alarmRows()]);
}
