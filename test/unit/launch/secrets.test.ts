import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArgumentHistory } from "../../../src/launches/history";
import { LaunchLog } from "../../../src/launches/launchLog";
import { OutputLog } from "../../../src/launches/outputLog";
import { keptCommand, type LaunchPlan } from "../../../src/launches/plan";
import { parseProfiles } from "../../../src/launches/profiles";
import { commandLine } from "../../../src/launches/quote";
import { isMasked, maskArguments, maskText, refuseMasked } from "../../../src/launches/secrets";

/** Arguments, and what of them nobody may find in a file. Nothing here opens anything. */
const secrets: readonly (readonly [readonly string[], string])[] = [
  [["--api-key", "hunter2"], "hunter2"],
  [["--apikey=Zx9qq"], "Zx9qq"],
  [["--auth-token", "abcde"], "abcde"],
  [["--db-url", "postgres://user:p@ss/w0rd@db.example.com/x"], "w0rd"],
  [["--db", "mysql://root:s3cr3t@h/x"], "s3cr3t"],
  [["--header", "Authorization: Bearer abcdef123456"], "abcdef123456"],
  [["-H", "Authorization: Basic dXNlcjpwYXNz"], "dXNlcjpwYXNz"],
  [["WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567"], "0123456789abcdef"],
  [["--aws-secret-access-key", "it's my key"], "my key"],
  [["--opt", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"], "K7MDENG"],
  [["--opt", "vN3x/Qa8+ZmP0rT5yUw2/KeL7bHs9+DfGj4XcR1oIt6"], "vN3x"],
  [["--k", "ASIAIOSFODNN7EXAMPLE"], "ASIAIOSFODNN7"],
  [["--bearer", "tok_12"], "tok_12"],
  [["--hook", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX"], "B00000000"],
  [["--x", ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_")], "4eC39HqLyj"],
  [["--x", "ya29.a0AfH6SMBx1234567890abcdefghij"], "a0AfH6SMBx"],
  [["--x", ["SG", "ngeVfQFYQlKU0ufo8x5d1A", "TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc"].join(".")], "ngeVfQFYQ"],
  [["--x", `dapi${"1234567890abcdef".repeat(2)}`], "1234567890abcdef"],
  [["--x", `dop_v1_${"1234567890abcdef".repeat(4)}`], "1234567890abcdef"],
  [["--x", "123456789:AAF-abcDEFghiJKLmnoPQRstuVWXyz01234"], "AAF-abcDEF"],
  [["--x", "r8_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"], "AbCdEfGh"],
  [["--x", "gsk_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"], "AbCdEfGh"],
  [["--x", "eyJhcGlfYWRkcmVzcyI6Imh0dHBzOi8vYXBwLm5lcHR1bmUuYWkiLCJhcGlfa2V5IjoiYWJjIn0="], "hcGlfYWRk"],
  [
    ["--cs", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50u=="],
    "Eby8",
  ],
  [["--cs", "Server=db;User Id=sa;Password=Pa qqz;"], "qqz"],
  [["--url", "https://x.blob.core.windows.net/c?sv=2020&sig=abc%2Bdef%3D"], "abc%2B"],
  [["--pass", "x1y"], "x1y"],
  [["--pwd", "x1y"], "x1y"],
  [["--kaggle-key", "0123456789abcdef"], "0123456789abcdef"],
  [["--x", "lsv2_pt_0123456789abcdef0123456789abcdef_0123456789"], "0123456789abcdef"],
  [["--cookie", "session=abc"], "session=abc"],
  [["--client-secret", "q7q"], "q7q"],
  [["--password", "two words"], "words"],
];

const plan: LaunchPlan = {
  kind: "train",
  script: "/w/train.py",
  interpreter: { path: "python", environment: {}, name: "" },
  cwd: "/w",
  pythonPath: [],
  environment: {},
  args: [],
};

describe("a secret among arguments", () => {
  it("stands in no file that a launch leaves, however it is given", async () => {
    const folder = mkdtempSync(join(tmpdir(), "secrets-"));
    const log = new LaunchLog(folder);
    for (const [args] of secrets) {
      for (const shell of ["bash", "fish", "pwsh"] as const) {
        const command = keptCommand({ ...plan, args }, shell);
        log.begin({ kind: "train", script: "/w/train.py", command, args, cwd: "/w", startedAt: 1, watched: true });
      }
    }
    await log.flush();
    const output = new OutputLog(join(folder, "output.log"));
    for (const [args] of secrets) output.add(`+ ${commandLine(["python", ...args], "bash")}\r\n`);
    output.close();
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    assert.equal(files.length, 2);
    for (const [args, secret] of secrets)
      for (const text of files) assert.ok(!text.includes(secret), `${secret} of ${args.join(" ")}`);
  });

  it("is neither remembered as typed nor taken into a profile, and what is masked is not started", async () => {
    const kept: unknown[] = [];
    const history = new ArgumentHistory({
      get: () => undefined,
      update: (_, value) => Promise.resolve(void kept.push(value)),
    });
    for (const [args] of secrets) {
      await history.add("/w/train.py", commandLine(["x", ...args], "bash").slice(2));
      const text = JSON.stringify({ profiles: [{ name: "a", script: "train.py", args }] });
      assert.equal(parseProfiles(text).problems.length, 1, args.join(" "));
      assert.throws(() => refuseMasked(maskArguments(args)), /was a secret/);
    }
    assert.deepEqual(kept, []);
    await history.add("/w/train.py", "--lr 0.1");
    assert.equal(kept.length, 1);
  });

  it("is not what paths, names, numbers and budgets of tokens are", () => {
    const plain = [
      "/home/Ana/Projects/Model2/checkpoints/Run123/epoch=4-step=8595.ckpt",
      "--tokenizer gpt2 --num_tokens=500000 --max-token-length 128 --token-budget 4000",
      "ResNet50_ImageNet1K_V2_BatchNorm_AdamW_lr1e-3",
      "src/models/LSTMWithAttention/TrainEnhanced2024/BestCheckpoint01",
      "--num-passes 12 --forward-pass 3 --key val/acc",
      "loss: 0.123 tokens: 5120 step=400",
    ];
    for (const text of plain) assert.equal(maskText(text), text);
    assert.ok(!isMasked(maskArguments(plain.flatMap((line) => line.split(" ")))));
  });
});
