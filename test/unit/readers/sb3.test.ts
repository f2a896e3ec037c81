import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain, indexOf, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("sb3");

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

  it("are read as OpenAI Baselines wrote them, whose deepq counts steps beside episodes", () => {
    const path = folder();
    const rows = "100,0.25,872\n200,0.5,1744\n300,0.75,2616\n";
    writeFileSync(join(path, "progress.csv"), `episodes,mean 100 episode reward,steps\n${rows}`);
    const [run, ...others] = indexOf(path).runs.values();
    const { steps, values } = run!.series.get("mean 100 episode reward")!.raw.points.view();
    assert.deepEqual([[...steps], [...values], others], [[872, 1744, 2616], [0.25, 0.5, 0.75], []]);
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

  it("are put in order pass by pass, without a point that a later pass would take back", () => {
    const path = folder();
    const rows = (first: number) => Array.from({ length: 40 }, (_, row) => `1,1,${first + 2 * row}\n`).join("");
    writeFileSync(join(path, "0.monitor.csv"), header(1000) + rows(0));
    writeFileSync(join(path, "1.monitor.csv"), header(1000) + rows(1).slice(0, -1) + "000\n");
    const reader = formatOf("sb3").open(path);
    const source = new RawSource();
    for (let passes = 1; reader.read(source, 100).state === "more"; passes++) {
      const walls = plain(source.run())["r"]?.walls ?? [];
      assert.deepEqual(
        walls,
        walls.map((_, at) => 1000.5 + at),
        `after ${passes} passes`,
      );
    }
    assert.equal(plain(source.run())["r"]?.walls?.at(-1), 80_000.5, "the last one, however late");
    assert.equal(source.run().series.get("r")?.points.length, 80);
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
    const names = ["dqn.monitor.csv", "monitor_baseline.csv", "ppo.monitor.csv"];
    for (const name of names) writeFileSync(join(path, "logs", name), `${header(1)}1,1,1\n`);
    const paths = [...indexOf(path).runs.values()].map(({ summary }) => summary.path).sort();
    assert.deepEqual(
      paths,
      names.map((name) => `logs/${name}`),
    );
  });

  it("are of another run beside the monitors of the folder's run, and of this one beside its progress", () => {
    const path = folder();
    for (const name of ["a", "b"]) {
      mkdirSync(join(path, name));
      writeFileSync(join(path, name, "seed0.monitor.csv"), `${header(1)}1,1,1\n`);
    }
    writeFileSync(join(path, "a", "monitor.csv"), `${header(1)}1,1,1\n`);
    writeFileSync(join(path, "b", "progress.csv"), "time/total_timesteps,train/loss\n100,0.5\n");
    assert.deepEqual([...indexOf(path).runs.values()].map(({ summary }) => summary.path).sort(), [
      "a",
      "a/seed0.monitor.csv",
      "b",
    ]);
  });

  it("have the parameters that RL Zoo wrote below them, an OrderedDict among them", () => {
    const path = join(folder(), "Acrobot-v1_2");
    mkdirSync(join(path, "Acrobot-v1"), { recursive: true });
    writeFileSync(join(path, "0.monitor.csv"), `${header(1, "Acrobot-v1")}1,1,1\n`);
    const ordered = "!!python/object/apply:collections.OrderedDict\n";
    writeFileSync(join(path, "Acrobot-v1", "args.yml"), `${ordered}- - - algo\n    - a2c\n  - - seed\n    - 7\n`);
    writeFileSync(join(path, "Acrobot-v1", "config.yml"), `${ordered}- - - ent_coef\n    - 0.5\n`);
    const [run] = indexOf(path).runs.values();
    assert.deepEqual(run?.summary.params, { algo: "a2c", seed: 7, ent_coef: 0.5, env_id: "Acrobot-v1" });
  });

  it("are left alone where they only have the names", () => {
    const path = folder();
    writeFileSync(join(path, "progress.csv"), "task,done,hours\nwrite,1,2\n");
    writeFileSync(join(path, "monitor.csv"), "model,inches,price\nx,24,199\n");
    writeFileSync(join(path, "progress.json"), '{"task": "write", "done": 1}\n{"task": "read", "done": 2}\n');
    assert.deepEqual([...indexOf(path).runs.values()], []);
  });
});
