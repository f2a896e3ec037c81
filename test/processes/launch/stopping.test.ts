import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { processesOf } from "../../../src/launches/processes";
import { signalGroup, stop, type Signal } from "../../../src/launches/stopping";
import type { Clock } from "../../../src/launches/watching";

const clock: Clock = { wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
const processes = processesOf();

/** A shell in a group of its own that leaves as `traps` say, once it says that it is ready. */
async function start(traps: string) {
  const script = `${traps} echo ready; while :; do sleep 0.05; done`;
  const child = spawn("bash", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  const mark = await processes.mark(child.pid!);
  assert.ok(mark);
  return { child, mark };
}

describe("stopping what was started", function () {
  if (process.platform === "win32") return;

  for (const [what, traps, outcome] of [
    ["that leaves on Ctrl+C", "", "interrupted"],
    ["that ignores Ctrl+C", "trap '' INT;", "terminated"],
    ["that ignores every request", "trap '' INT TERM;", "killed"],
  ] as const) {
    it(`goes only as far as it must with a script ${what}`, async () => {
      const { child, mark } = await start(traps);
      const ended = once(child, "exit");
      const sent: string[] = [];
      const signal: Signal = (pid, each) => {
        sent.push(each);
        signalGroup(pid, each);
      };
      assert.equal(await stop(mark, { interrupt: 300, terminate: 300 }, { processes, clock, signal }), outcome);
      await ended;
      assert.deepEqual(sent, ["SIGINT", "SIGTERM", "SIGKILL"].slice(0, sent.length));
      assert.equal(sent.length, ["interrupted", "terminated", "killed"].indexOf(outcome) + 1);
    });
  }

  it("signals nothing that only has the same number", async () => {
    const { child, mark } = await start("");
    const signal: Signal = () => assert.fail("signaled");
    const earlier = { ...mark, started: "earlier" };
    await stop(earlier, { interrupt: 300, terminate: 300 }, { processes, clock, signal });
    assert.equal(child.exitCode, null);
    process.kill(-mark.pid, "SIGKILL");
    await once(child, "exit");
  });
});
