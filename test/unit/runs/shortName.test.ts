import { equal, ok } from "node:assert/strict";
import { sharedStart, shortName } from "../../../src/runs/describe/shortName";

const names = ["0", "1"].map((seed) => `bert-base-uncased_squad_v2_lr3e-5_seed${seed}`);

describe("long names in a row", () => {
  it("lose what their siblings begin with too", () => {
    equal(sharedStart(names), "bert-base-uncased_squad_v2_lr3e-5_");
    equal(shortName(names[1]!, sharedStart(names)), "…seed1");
  });

  it("are cut in the middle otherwise, so that their end stays", () => {
    const cut = shortName(names[1]!, "");
    ok(cut.startsWith("bert-base") && cut.endsWith("lr3e-5_seed1") && cut.includes("…") && cut.length === 26, cut);
  });

  it("stay whole while they are short, and where nothing of them would be left", () => {
    equal(shortName("resnet18_lr0.1_s2", "resnet18_"), "resnet18_lr0.1_s2");
    equal(sharedStart(["model", "model_b"]), "");
    equal(sharedStart(["alone"]), "");
    equal(sharedStart(["a_1", "b_1"]), "");
  });
});
