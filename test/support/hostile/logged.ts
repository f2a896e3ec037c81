import { concat, field, record } from "../eventFiles";
import { config, logOf, row, summary } from "../wandbLog";
import { put, type Case } from "./hostileCase";

const strange = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\u202Egnp",
  "a\u0000b",
  "",
  " ",
  "é".repeat(3000),
];

export const names: readonly Case[] = [
  {
    named: /not a text file/,
    name: "as columns of a table",
    make: (folder) =>
      put(
        folder,
        "metrics.csv",
        `step,${strange.join()}\n1,${"1,".repeat(strange.length)}\n2,${"2,".repeat(strange.length)}\n`,
      ),
  },
  {
    name: "as keys of lines",
    make: (folder) => {
      const line = (step: number) =>
        `{"step": ${step}, ${strange.map((name) => `${JSON.stringify(name)}: ${step}`).join()}}\n`;
      put(folder, "metrics.jsonl", line(1) + line(2));
    },
  },
  {
    name: "as tags and as params",
    make: (folder) => {
      const value = (tag: string) => field.bytes(1, field.text(1, tag), field.float(2, 0.5));
      const event = (step: number) =>
        record(concat(field.double(1, 1.7e9), field.varint(2, step), field.bytes(5, ...strange.map(value))));
      put(folder, "events.out.tfevents.1700000000.host", concat(event(1), event(2)));
      put(folder, "hparams.yaml", strange.map((name) => `${JSON.stringify(name)}: 1\n`).join(""));
    },
  },
  {
    name: "as config and history of W&B",
    make: (folder) => {
      const rows = [1, 2].map((step) => row(step, Object.fromEntries(strange.map((name) => [name, step]))));
      const configs = strange.map((name) => config(name, '{"__proto__": {"polluted": 1}}'));
      put(folder, "wandb/run-20240101_000000-abcdefgh/run-abcdefgh.wandb", logOf([...configs, ...rows]));
    },
  },
];

export const dotted: Case = {
  named: /first line is longer than 64 KB/,
  name: "of nothing but dots",
  make: (folder) => {
    const dots = `a${".".repeat(400_000)}`;
    const log = logOf([...[1, 2].map((step) => row(step, { loss: step, [dots]: step })), summary(`b${dots}`, "1")]);
    put(folder, "wandb/run-20240101_000000-abcdefgh/run-abcdefgh.wandb", log);
    put(
      folder,
      "jsonl/metrics.jsonl",
      [1, 2].map((step) => `{"step": ${step}, "loss": 1, "${dots}": {"${dots}": 1}}\n`).join(""),
    );
  },
};

export const numbers: readonly Case[] = [
  {
    named: /text among numbers/,
    name: "of no size that counts",
    make: (folder) =>
      put(folder, "metrics.csv", "step,loss\n1,1e400\n2,-1e400\n3,1e-400\n4,0x1p3\n5,1_000\n6,١٢\n7,0.1\n"),
  },
  {
    named: /does not count as steps do/,
    name: "steps beyond all integers",
    make: (folder) => {
      const steps = ["-9223372036854775808", "9223372036854775807", "1e22", "-1", "NaN", "1e999"];
      put(folder, "metrics.jsonl", ["0", "1", ...steps].map((step) => `{"step": ${step}, "loss": 1}\n`).join(""));
    },
  },
  {
    name: "a megabyte of digits",
    make: (folder) =>
      put(folder, "metrics.csv", `step,loss\n1,0.5\n2,${"9".repeat(1_000_000)}\n3,0.${"3".repeat(1_000_000)}\n4,0.4\n`),
  },
  {
    name: "events of the least step and of no time",
    make: (folder) => {
      const event = (step: bigint, wall: number) =>
        record(
          concat(
            field.double(1, wall),
            field.varint(2, step),
            field.bytes(5, field.bytes(1, field.text(1, "loss"), field.float(2, 1))),
          ),
        );
      const bytes = [event(-(2n ** 63n), NaN), event(2n ** 63n - 1n, Infinity), event(0n, -1e300), event(1n, 1e300)];
      put(folder, "events.out.tfevents.1700000000.host", concat(...bytes));
    },
  },
];

export const lies: readonly Case[] = [
  {
    named: /no single number/,
    name: "a tensor of an exabyte",
    make: (folder) => {
      const tensor = field.bytes(
        8,
        field.varint(1, 1),
        field.bytes(2, field.bytes(2, field.varint(1, 2n ** 60n))),
        field.bytes(4, Buffer.alloc(4)),
      );
      const event = (step: number) =>
        record(
          concat(
            field.double(1, 1.7e9),
            field.varint(2, step),
            field.bytes(5, field.bytes(1, field.text(1, "loss"), tensor)),
          ),
        );
      put(folder, "events.out.tfevents.1700000000.host", concat(event(1), event(2)));
    },
  },
  {
    name: "an event that nests itself",
    make: (folder) => {
      let inner = field.varint(1, 1);
      for (let depth = 0; depth < 5000; depth++) inner = field.bytes(5, inner);
      put(folder, "events.out.tfevents.1700000000.host", record(inner));
    },
  },
  {
    named: /bad checksum/,
    name: "a record of W&B that begins time and again and never ends",
    make: (folder) => {
      const whole = logOf([row(1, { loss: 1 }), row(2, { loss: 1 })]);
      const long = logOf([Buffer.alloc(5_000_000, 1)]).subarray(7);
      put(
        folder,
        "wandb/run-20240101_000000-abcdefgh/run-abcdefgh.wandb",
        Buffer.concat([whole, long.subarray(0, 3_000_000)]),
      );
    },
  },
  {
    named: /only the first 20,?000 metrics/,
    name: "50,000 values in one row of W&B",
    make: (folder) =>
      put(
        folder,
        "wandb/run-20240101_000000-abcdefgh/run-abcdefgh.wandb",
        logOf([
          row(1, Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`p${at}`, at]))),
          row(2, { loss: 1 }),
        ]),
      ),
  },
];

const operation = (line: Readonly<Record<string, unknown>>) => `${JSON.stringify({ worker_id: "w", ...line })}\n`;

export const far: readonly Case[] = [
  {
    name: "trials of a journal",
    make: (folder) =>
      put(
        folder,
        "journal.log",
        operation({ op_code: 0, study_name: "s", directions: [1] })
          .replace('"worker_id":"w",', "")
          .replace("{", "{") +
          operation({ op_code: 4, study_id: 0, datetime_start: "2024-01-01T00:00:00" }) +
          operation({ op_code: 7, trial_id: 4_294_967_295, step: 1, intermediate_value: 1 }) +
          operation({ op_code: 4, study_id: 2_147_483_647 }) +
          operation({ op_code: 6, trial_id: 0, state: 1, values: [1], datetime_complete: "2024-01-01T00:00:01" }),
      ),
  },
  {
    name: "checkpoints and versions",
    make: (folder) => {
      const state = '{"log_history": [{"step": 1, "loss": 0.5}], "global_step": 1e300}';
      for (const at of ["1", "99999999999999999999", "-1", "1e9"])
        put(folder, `out/checkpoint-${at}/trainer_state.json`, state);
      for (const at of ["0", "99999999999999999999"])
        put(folder, `logs/version_${at}/metrics.csv`, "epoch,step,loss\n0,1,1\n0,2,1\n");
    },
  },
  {
    named: /no number on the x axis/,
    name: "steps of Sacred that are fewer than its values",
    make: (folder) => {
      put(
        folder,
        "1/run.json",
        '{"status": "RUNNING", "start_time": "2024-01-01T00:00:00", "artifacts": [], "command": "main", "experiment": {"name": "e"}}',
      );
      put(folder, "1/config.json", "{}");
      put(
        folder,
        "1/metrics.json",
        '{"loss": {"steps": [1, 1e308], "timestamps": [], "values": [1, 2, 3, {"py/object": "x"}]}}',
      );
    },
  },
  {
    name: "trainings of nnU-Net beyond their epochs",
    make: (folder) =>
      put(
        folder,
        "fold_0/training_log_2024_1_1_00_00_00.txt",
        "2024-01-01 00:00:00: Epoch 99999999999999999999\n2024-01-01 00:00:00: train_loss -0.5\n2024-01-01 00:00:00: val_loss -0.5\n",
      ),
  },
];
