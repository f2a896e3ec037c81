import assert from "node:assert/strict";
import { fillTemplate } from "../../../../src/launches/tests/modelTemplate";

describe("the template by which tests are told a model", () => {
  it("makes variables and arguments, with a path of one word whatever stands in it", () => {
    const path = "/runs/it's a $HOME/best {checkpoint}.pt";
    assert.deepEqual(fillTemplate("MODEL_PATH={checkpoint} --model '{checkpoint}' --model={checkpoint}", path), {
      environment: { MODEL_PATH: path },
      args: ["--model", path, `--model=${path}`],
    });
  });

  it("says what is wrong with it", () => {
    assert.throws(() => fillTemplate("--model '{checkpoint}", "a"), /never closed/);
  });
});
