import { deepEqual, equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { skip } from "../../support/skip";
import { useTempFolder } from "../../support/tempFolder";

/** Where huggingface_hub is installed: LOSSLINE_PYTHON names another Python than the one on PATH. */
const python = process.env["LOSSLINE_PYTHON"] ?? "python3";

const program = `
import json, sys
from huggingface_hub import ModelCard
card = ModelCard.load(sys.argv[1])
card.data.license = "mit"
results = card.data.eval_results
print(json.dumps({
  "model": card.data.model_name,
  "tags": card.data.tags,
  "metrics": {one.metric_name: [one.metric_type, one.metric_value, one.dataset_name] for one in results},
  "text": card.text,
}))
`;

describe("The card of a promoted model", () => {
  const temp = useTempFolder();

  before(async () => {
    const folder = join(temp(), "runs", "a: *b*");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "metrics.csv"), "epoch,val/acc,val/f1_macro\n0,0.1,0.2\n1,0.90625,1e-30\n");
    writeFileSync(join(folder, "hparams.yaml"), 'lr: 0.1\nnote: "--- | {{x}} # <b>"\n');
    writeFileSync(join(folder, "best.pt"), "weights");
    const promoted = await lossline("promote", "runs/a: *b*", "--dir", temp(), "--name", "digits");
    equal(promoted.code, 0, promoted.err);
  });
  const card = () => join(temp(), "models", "digits", "v1", "README.md");

  it("writes small numbers with a point: PyYAML takes 1e-30 for a text", () => {
    match(readFileSync(card(), "utf8"), /^ +value: 1\.0e-30$/m);
  });

  it("gives Hugging Face's own reader the metrics back that were written", function () {
    if (spawnSync(python, ["-c", "import huggingface_hub"]).status !== 0) skip(this, "needs huggingface_hub");
    const { stdout, stderr } = spawnSync(python, ["-c", program, card()], { encoding: "utf8" });
    const read = JSON.parse(stdout || JSON.stringify({ error: stderr })) as Record<string, unknown>;
    deepEqual(
      [read["model"], read["tags"], read["metrics"]],
      [
        "digits",
        ["lossline"],
        { "val/acc": ["accuracy", 0.90625, "unknown"], "val/f1_macro": ["f1", 1e-30, "unknown"] },
      ],
      stderr,
    );
  });
});
