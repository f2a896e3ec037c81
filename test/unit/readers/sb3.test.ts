import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { describeCases, describeGrowth, runsBelow } from "../../support/formatCases";
import { drain, plain, useTempFolder } from "../../support/textRuns";

describeCases("sb3");
describeGrowth("sb3", "sb3/csv_and_monitors/logs/ppo/progress.csv");
describeGrowth("sb3", "sb3/json/logs/ppo/progress.json");
describeGrowth("sb3", "sb3/monitor/logs/ppo/monitor.csv");

const header = (start: number, name = "CartPole-v1") => `#{"t_start": ${start}.5, "env_id": "${name}"}\nr,l,t\r\n`;

describe("Stable-Baselines3's files, while they are written", () => {
  const temp = useTempFolder();
  let made = 0;
  function folder(): string {
    const path = resolve(temp(), String(made++));
    mkdirSync(path);
    return path;
  }

  it("are read anew when a column comes up and the header is rewritten in place", () => {
    const path = join(folder(), "progress.csv");
    writeFileSync(path, "time/total_timesteps,rollout/ep_rew_mean\n100,10\n200,20\n");
    const reader = formatOf("sb3").open(path);
    const source = new RawSource();
    drain(reader, source);
    writeFileSync(path, "time/total_timesteps,rollout/ep_rew_mean,train/loss\n100,10,\n200,20,\n300,,0.5\n");
    drain(reader, source);
    assert.deepEqual(plain(source.run()), {
      "rollout/ep_rew_mean": { kind: "step", steps: [100, 200], values: [10, 20] },
      "train/loss": { kind: "step", steps: [300], values: [0.5] },
    });
  });

  it("count the steps of all environments by the time at which episodes ended, whichever file is seen first", () => {
    const path = folder();
    writeFileSync(join(path, "0.monitor.csv"), `${header(1000)}1,10,1\n`);
    writeFileSync(join(path, "1.monitor.csv"), `${header(1000)}2,20,3\n`);
    const reader = formatOf("sb3").open(path);
    const source = new RawSource();
    drain(reader, source);
    const rewards = () => plain(source.run())["r"];
    assert.deepEqual(rewards(), { kind: "step", steps: [10, 30], values: [1, 2], walls: [1001.5, 1003.5] });

    appendFileSync(join(path, "0.monitor.csv"), "3,5,2\n");
    writeFileSync(join(path, "2.monitor.csv"), `${header(1003)}4,1,1\n`);
    drain(reader, source);
    assert.deepEqual(rewards()?.values, [1, 3, 2, 4], "one ended before another that was read already");
    assert.deepEqual(rewards()?.steps, [10, 15, 35, 36]);
  });

  it("go on in time where a script goes on with a file and its seconds begin again", () => {
    const path = folder();
    writeFileSync(join(path, "monitor.csv"), `${header(1000)}1,1,5\n2,1,9\n3,1,2\n`);
    const source = new RawSource();
    drain(formatOf("sb3").open(path), source);
    assert.deepEqual(plain(source.run())["r"]?.walls, [1005.5, 1009.5, 1011.5]);
  });

  it("are runs of their own where a script gave each monitor a name", () => {
    const path = folder();
    mkdirSync(join(path, "logs"));
    for (const name of ["ppo", "dqn"]) writeFileSync(join(path, "logs", `${name}.monitor.csv`), `${header(1)}1,1,1\n`);
    assert.deepEqual([...runsBelow(path).values()].map(({ summary }) => summary.path).sort(), [
      "logs/dqn.monitor.csv",
      "logs/ppo.monitor.csv",
    ]);
  });

  it("are left alone where they only have the names", () => {
    const path = folder();
    writeFileSync(join(path, "progress.csv"), "task,done,hours\nwrite,1,2\n");
    writeFileSync(join(path, "monitor.csv"), "model,inches,price\nx,24,199\n");
    writeFileSync(join(path, "progress.json"), '{"task": "write", "done": 1}\n{"task": "read", "done": 2}\n');
    assert.deepEqual([...runsBelow(path).values()], []);
  });
});
