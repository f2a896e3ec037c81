import { runMeta } from "../mlflowStore";
import { config, logOf, row } from "../wandbLog";
import { goodRows, put, type Case } from "./hostileCase";
import { child, idOf, points } from "./kin";

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

export const nestings: readonly Case[] = [
  {
    named: /not a state file of the Trainer/,
    name: "in the Trainer’s state",
    make: (folder) =>
      put(
        folder,
        "checkpoint-1/trainer_state.json",
        `{"log_history": [{"step": 1, "loss": 1}], "x": ${deep(100_000)}}`,
      ),
  },
  {
    named: /neither numbers nor parameters/,
    name: "in a line and in a config beside it",
    make: (folder) => {
      put(folder, "metrics.jsonl", `{"step": 1, "loss": 1}\n{"step": 2, "loss": 1, "x": ${deep(5000)}}\n`);
      put(folder, "config.json", deep(100_000));
    },
  },
  {
    name: "in W&B’s config",
    make: (folder) =>
      put(
        folder,
        "wandb/run-20240101_000000-abcdefgh/run-abcdefgh.wandb",
        logOf([config("x", deep(50_000)), row(1, { loss: 1 }), row(2, { loss: 1 })]),
      ),
  },
  {
    name: "in Ray’s results and params",
    make: (folder) => {
      put(folder, "exp/trial_0/params.json", deep(50_000));
      const result = (config: string) => `{"training_iteration": 1, "loss": 1, "config": ${config}, "trial_id": "a"}\n`;
      put(folder, "exp/trial_0/result.json", result("{}") + result(deep(50_000)) + result("{}"));
    },
  },
];

const merges = `a: &a {${Array.from({ length: 50 }, (_, at) => `k${at}: 1`).join(", ")}}\n${Array.from({ length: 60 }, (_, at) => `b${at}: &b${at}\n  <<: [${Array.from({ length: 40 }, () => (at === 0 ? "*a" : `*b${at - 1}`)).join(", ")}]\n`).join("")}`;

export const tags = [
  {
    name: "objects of Python",
    text: 'a: !!python/object/apply:os.system ["touch started"]\nb: !!python/name:os.system\nlr: 0.1\n',
  },
  { name: "merges of merges", text: merges },
  { name: "keys that are lists, and a stack of them", text: `? [a, {b: c}]\n: 1\n${"? ".repeat(3000)}a\n` },
  { name: "5 MB of base64", text: `a: !!binary ${"QUFB".repeat(1_300_000)}\nlr: 0.1\n` },
].map(({ name, text }) => ({
  name,
  ...(name !== "objects of Python" && { named: /parameters/ }),
  make: (folder: string) => {
    put(folder, "version_0/metrics.csv", "epoch,step,train_loss\n0,1,0.5\n0,2,0.4\n");
    put(folder, "version_0/hparams.yaml", text);
    put(folder, "hydra/.hydra/config.yaml", text);
    put(folder, "hydra/metrics.csv", goodRows);
    put(folder, "yolo/args.yaml", text);
    put(folder, "yolo/results.csv", "epoch,train/box_loss,metrics/mAP50(B)\n1,0.5,0.1\n2,0.4,0.2\n");
  },
}));

export const encodings: readonly Case[] = [
  {
    name: "UTF-32",
    make: (folder) =>
      put(folder, "metrics.csv", Buffer.from(Uint32Array.from(`\uFEFF${goodRows}`, (one) => one.charCodeAt(0)).buffer)),
    named: /not a text file/,
  },
  {
    named: /neither numbers nor parameters/,
    name: "halves of letters in UTF-16",
    make: (folder) =>
      put(folder, "metrics.csv", Buffer.from(`\uFEFFstep,\uD83D,loss\n1,\uDE00,2\n2,\uDE00\uDE00,1\n`, "utf16le")),
  },
  {
    name: "a megabyte of what is no UTF-8",
    make: (folder) =>
      put(
        folder,
        "train_log.txt",
        Buffer.concat([
          Buffer.from("epoch 1 loss 0.5\nepoch 2 loss 0.4\nepoch 3 loss 0.3\n"),
          Buffer.alloc(1_000_000, 0xf0),
        ]),
      ),
  },
  {
    name: "marks of the byte order on every line",
    make: (folder) => put(folder, "metrics.csv", "\uFEFFstep,loss\n\uFEFF1,0.5\n\uFEFF2,0.4\n"),
  },
];

export const floods = [
  { name: "colors", text: "\u001b[31m".repeat(400_000) },
  { name: "a command to the terminal without an end", text: `\u001b]0;${"a".repeat(1_000_000)}` },
  { name: "a million carriage returns", text: "\r".repeat(1_000_000) },
  { name: "letters that are taken back", text: "1\b".repeat(1_000_000) },
].map(({ name, text }) => ({
  name,
  make: (folder: string) =>
    put(folder, "train_log.txt", `epoch 1 loss 0.5\nepoch 2 loss 0.4\n${text}\nepoch 3 loss 0.3\n`),
}));

export const dates: readonly Case[] = [
  {
    name: "runs that began before there were dates",
    make: (folder) => {
      put(folder, `mlruns/0/${idOf(1)}/meta.yaml`, runMeta(idOf(1)).replace("1700000000000", "1.0e+300"));
      put(folder, `mlruns/0/${idOf(1)}/metrics/loss`, "1e300 0.5 0\n-1e300 0.4 1\n");
      put(folder, `mlruns/0/${idOf(2)}/meta.yaml`, runMeta(idOf(2)).replace("1700000000000", "99999999999999999999"));
      put(folder, `mlruns/0/${idOf(2)}/metrics/loss`, points);
      const promoted = {
        name: "net",
        version: 1,
        at: 1e300,
        run: { handle: "a", name: "a", params: {} },
        metrics: [],
        files: [],
      };
      put(folder, "models/net/v1/promotion.json", JSON.stringify(promoted));
    },
  },
  ...["2026-02-30T25:61:61", "9".repeat(100_000), "275761-01-01", "2024-01-01T00:00:00+99:99"].map((time, at) => ({
    name: ["a day that no month has", "a number of 100 KB", "a year beyond all dates", "a zone of ninety-nine hours"][
      at
    ]!,
    make: (folder: string) => {
      put(
        folder,
        "metrics.jsonl",
        [1, 2, 3].map((step) => `{"step": ${step}, "loss": 1, "timestamp": "${time}"}\n`).join(""),
      );
      put(
        folder,
        "1/run.json",
        `{"status": "RUNNING", "start_time": "${time}", "heartbeat": "${time}", "artifacts": [], "command": "main", "experiment": {"name": "e"}}`,
      );
      put(folder, "1/config.json", "{}");
      put(folder, "1/metrics.json", `{"loss": {"steps": [1], "timestamps": ["${time}"], "values": [1]}}`);
    },
  })),
];

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, at]));

export const params: readonly Case[] = [
  {
    named: /Larger than 1 MB/,
    name: "200,000 in a config",
    make: (folder) => {
      put(folder, "metrics.csv", goodRows);
      put(folder, "config.json", JSON.stringify(many(200_000)));
    },
  },
  {
    named: /Larger than 1 MB/,
    name: "one of 5 MB",
    make: (folder) => {
      put(folder, "metrics.csv", goodRows);
      put(folder, "args.json", JSON.stringify({ lr: 0.1, text: "x".repeat(5_000_000) }));
    },
  },
  {
    named: /Only the first 2,?000 parameters/,
    name: "10,000 files of them in MLflow",
    make: (folder) => {
      child(folder, idOf(1), "");
      for (let at = 0; at < 10_000; at++) put(folder, `mlruns/0/${idOf(1)}/params/p${at}`, "1");
    },
  },
  {
    name: "100,000 in W&B",
    make: (folder) =>
      put(
        folder,
        "wandb/run-20240101_000000-abcdefgh/run-abcdefgh.wandb",
        logOf([config("all", JSON.stringify(many(100_000))), row(1, { loss: 1 }), row(2, { loss: 1 })]),
      ),
  },
];
