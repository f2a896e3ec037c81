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
import { secrets } from "../../support/secrets";
import { isMasked, maskArguments, refuseMasked } from "../../../src/launches/secrets";
import { cutWord, maskText } from "../../../src/util/maskText";

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

  it("is not left half where a text is cut before it is masked", () => {
    const key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
    for (let before = 0; before < 120; before++) {
      const line = `${"x ".repeat(before)}key ${key} end`;
      const text = maskText(cutWord(line, 100));
      assert.ok(text.length <= 100 && !text.includes("sk-proj"), text);
      assert.ok(line.startsWith(cutWord(line, 100)));
    }
    assert.equal(cutWord("two words", 3), "two");
  });

  it("is not what paths, names, numbers and budgets of tokens are", () => {
    const plain = [
      "/home/Ana/Projects/Model2/checkpoints/Run123/epoch=4-step=8595.ckpt",
      "--tokenizer gpt2 --num_tokens=500000 --max-token-length 128 --token-budget 4000",
      "ResNet50_ImageNet1K_V2_BatchNorm_AdamW_lr1e-3",
      "src/models/LSTMWithAttention/TrainEnhanced2024/BestCheckpoint01",
      "--num-passes 12 --forward-pass 3 --key val/acc",
      "loss: 0.123 tokens: 5120 step=400",
      "--pad_token <pad> --eos-token=</s> --mask_token [MASK] --cls-token [CLS]",
      "bos_token: <s>, tokenizer.unk_token='<unk>' image_token=<image>",
    ];
    for (const text of plain) assert.equal(maskText(text), text);
    assert.ok(!isMasked(maskArguments(plain.flatMap((line) => line.split(" ")))));
  });
});
