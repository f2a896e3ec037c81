/**
 * What the reader's process takes of memory for large folders, and how soon it lists many runs that it knows from an earlier session.
 * LOSSLINE_MEMORY_SCALE (1): a tenth of everything at 0.1.
 */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flags, mostMemory } from "../src/store/reading/watchedProcess";
import { fileVersion, scalarEvent } from "../test/support/eventFiles";
import { writeEventLog } from "./support/eventLog";
import { writeManyRuns } from "./support/manyRuns";
import { programOf } from "./support/program";
import type { ManyRead } from "./support/readMany";
import type { Row } from "./support/row";

const scale = Number(process.env["LOSSLINE_MEMORY_SCALE"] ?? 1);
const limit = 512 * 2 ** 20 * Math.min(1, Math.max(scale, 0.2));

export default async function memory(): Promise<Row[]> {
  const script = await programOf("readMany");
  return [
    ...(await largeRow(script, "deep", 10_000, 10, (folder) => void writeEventLog(folder, 1000))),
    ...(await largeRow(script, "wide", 7_500, 1500, writeWide)),
    ...(await warmRows(script)),
  ];
}

/** A run of 1,500 metrics, three points each. */
function writeWide(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const records: Buffer[] = [fileVersion(1.7e9)];
  for (let step = 0; step < 3; step++) {
    for (let tag = 0; tag < 1500; tag++)
      records.push(scalarEvent(`model/layers/${tag}/grad_norm`, step, step / (tag + 1)));
  }
  writeFileSync(join(folder, "events.out.tfevents.1700000000.host.1.0"), Buffer.concat(records));
}

/** Many runs, each a folder of its own with links to the same few files: they are read as if each had its own. */
async function largeRow(
  script: string,
  name: string,
  count: number,
  metrics: number,
  write: (folder: string) => void,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lossline-bench-"));
  try {
    const model = join(folder, "model");
    write(model);
    const [file = ""] = readdirSync(model);
    const runs = Math.round(count * scale);
    for (let run = 1; run < runs; run++) {
      const own = join(folder, `sweep${Math.floor(run / 50)}`, `run${run}`);
      mkdirSync(own, { recursive: true });
      linkSync(join(model, file), join(own, file));
    }
    const read = await readMany(script, folder, limit);
    assert.equal(read.runs, runs);
    assert.equal(read.series, runs * metrics);
    const size =
      name === "deep" ? `${(runs * metrics * 1000) / 1e6} M points` : `${metrics.toLocaleString("en")} metrics each`;
    return [
      {
        what: `${runs.toLocaleString("en")} runs, ${size}: the reader's process at its most (${(read.looked / 1000).toFixed(0)} s to read)`,
        ours: `${mb(read.rss)}; held at most ${mb(read.most)}, at the end ${mb(read.held)}`,
        // Node itself does not shrink with the scale.
        ...(scale < 1 ? { budget: "none below a scale of 1" } : { budget: `≤ ${mb(limit)}`, ok: read.rss <= limit }),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function warmRows(script: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lossline-bench-"));
  const kept = `${folder}.memory`;
  try {
    const runs = Math.round(10_000 * scale);
    writeManyRuns(folder, runs, runs * 100);
    const cold = await readMany(script, folder, limit, kept);
    const warm = await readMany(script, folder, limit, kept);
    assert.deepEqual([warm.runs, warm.series], [cold.runs, cold.series]);
    return [
      {
        what: `${runs.toLocaleString("en")} runs of an earlier session: listed`,
        ours: `${(warm.listed / 1000).toFixed(2)} s (${(warm.listedBy / 1000).toFixed(2)} s of processor time, with starting); every file checked after ${(warm.looked / 1000).toFixed(2)} s`,
        peer: `${(cold.looked / 1000).toFixed(2)} s (read for the first time)`,
        ratio: cold.looked / warm.listed,
        budget: "≤ 0.5 s",
        ok: warm.listed <= 500,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(kept, { force: true });
  }
}

async function readMany(script: string, folder: string, bytes: number, kept = ""): Promise<ManyRead> {
  const reader = fork(script, [folder, String(bytes), kept], {
    execArgv: ["--expose-gc", ...flags({ memory: mostMemory(bytes) })],
  });
  const [result] = (await once(reader, "message")) as [ManyRead];
  return result;
}

const mb = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
