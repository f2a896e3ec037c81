import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findHost, runInVSCode } from "../scripts/lib/in-vscode.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { mustRun } from "../scripts/lib/processes.mjs";
import type { HostProbe } from "./support/hostProbe";
import { writeManyRuns } from "./support/manyRuns";
import type { Row } from "./support/row";

/** The extension in a real VS Code, in a folder of a thousand runs with a million points. */
export default async function host(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lossline-bench-"));
  const results = join(mkdtempSync(join(tmpdir(), "lossline-bench-")), "probe.json");
  try {
    writeManyRuns(folder, 1000, 1_000_000);
    await mustRun(process.execPath, ["esbuild.mjs"], { cwd: root });
    await mustRun(process.execPath, ["esbuild.mjs", "--bench", "bench/support/hostProbe.ts"], { cwd: root });
    const env = { ...(await findHost()), LOSSLINE_RESULTS: results };
    const code = await runInVSCode(join(root, "out", "bench", "support", "hostProbe.js"), folder, env);
    if (code !== 0) throw new Error(`VS Code ended with ${code}`);
    return rows(JSON.parse(readFileSync(results, "utf8")) as HostProbe);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rows({ activation, idleBlock, busyBlock }: HostProbe): Row[] {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    { what: "activation, with loading the bundle", ours: ms(activation), budget: "≤ 50 ms", ok: activation <= 50 },
    {
      what: "longest block of the extension host's main thread while 1,000 runs are found, listed and plotted",
      ours: ms(busyBlock),
      peer: `${ms(idleBlock)} (the same host without us)`,
      budget: "≤ 50 ms",
      ok: busyBlock <= Math.max(50, idleBlock),
    },
  ];
}
