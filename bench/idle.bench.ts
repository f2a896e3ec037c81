/**
 * What it costs to follow many runs while nothing is written. By the environment: LOSSLINE_IDLE_RUNS (10,000),
 * LOSSLINE_IDLE_WINDOWS (10) of LOSSLINE_IDLE_SECONDS (60).
 */
import assert from "node:assert/strict";
import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { which } from "../scripts/lib/processes.mjs";
import type { Usage } from "./support/followIdle";
import { programOf } from "./support/program";
import { writeManyRuns } from "./support/manyRuns";
import type { Row } from "./support/row";

const runs = Number(process.env["LOSSLINE_IDLE_RUNS"] ?? 10_000);
const windows = Number(process.env["LOSSLINE_IDLE_WINDOWS"] ?? 10);
const seconds = Number(process.env["LOSSLINE_IDLE_SECONDS"] ?? 60);

export default async function idle(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lossline-bench-"));
  writeManyRuns(folder, runs, runs * 100);
  const reader = fork(await programOf("followIdle"), [folder]);
  try {
    assert.equal((await usage(reader)).runs, runs);
    const shares: number[] = [];
    const calls: number[] = [];
    for (let window = 0; window < windows; window++) {
      const before = await ask(reader);
      await new Promise((done) => setTimeout(done, seconds * 1000));
      const after = await ask(reader);
      shares.push((after.cpu - before.cpu) / (seconds * 1000));
      calls.push(((after.calls - before.calls) * 60) / seconds);
    }
    return rows(shares, calls, await systemCalls(reader));
  } finally {
    reader.kill();
    rmSync(folder, { recursive: true });
  }
}

function rows(shares: readonly number[], calls: readonly number[], traced: number | undefined): Row[] {
  const share = median(shares);
  const percent = (value: number) => `${(value * 100).toFixed(2)} %`;
  const what = `${runs.toLocaleString("en")} runs, nothing written: `;
  return [
    {
      what: `${what}a core's time, median of ${windows} windows of ${seconds} s`,
      ours: `${percent(share)} (${percent(Math.min(...shares))} to ${percent(Math.max(...shares))})`,
      budget: "≤ 0.5 %",
      ok: share <= 0.005,
    },
    {
      what: `${what}calls of node:fs a minute, median`,
      ours: Math.round(median(calls)).toLocaleString("en"),
      budget: "",
    },
    ...(traced === undefined
      ? []
      : [{ what: `${what}system calls a minute (strace)`, ours: Math.round(traced).toLocaleString("en"), budget: "" }]),
  ];
}

/** System calls a minute by strace's own count, over one window; undefined where it is absent or may not attach. */
async function systemCalls({ pid }: ChildProcess): Promise<number | undefined> {
  const strace = which("strace");
  if (!strace || pid === undefined) return undefined;
  const file = join(mkdtempSync(join(tmpdir(), "lossline-bench-")), "calls");
  const tracer = spawn(strace, ["-f", "-c", "-o", file, "-p", String(pid)], { stdio: "ignore" });
  setTimeout(() => tracer.kill("SIGINT"), seconds * 1000);
  await once(tracer, "exit");
  const total = /^\s*100\.00.*?(\d+)\s+(?:\d+\s+)?total$/m.exec(readFileSync(file, "utf8"))?.[1];
  return total === undefined ? undefined : (Number(total) * 60) / seconds;
}

async function usage(reader: ChildProcess): Promise<Usage> {
  const [answer] = (await once(reader, "message")) as [Usage];
  return answer;
}

function ask(reader: ChildProcess): Promise<Usage> {
  const answer = usage(reader);
  reader.send("usage");
  return answer;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
