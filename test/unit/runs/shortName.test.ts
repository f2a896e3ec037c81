import { deepEqual, equal } from "node:assert/strict";
import { namesApart, sharedWords, shortName } from "../../../src/runs/describe/shortName";

const bert = [1, 2].flatMap((seed) =>
  ["1e-05", "3e-05"].map((rate) => `bert-base-uncased_squad_v2_lr_${rate}_warmup_0.06_batch_32_seed${seed}`),
);
const deberta = bert.map((name) => name.replace("bert-base-uncased", "microsoft-deberta-v3-large"));

describe("a name in a narrow side bar", () => {
  it("leaves out the words that all of its siblings have, wherever they stand", () => {
    const shared = sharedWords(bert);
    deepEqual(shared, ["bert-base-uncased", "squad", "v2", "lr", "warmup", "0.06", "batch", "32"]);
    deepEqual(
      bert.map((name) => shortName(name, shared)),
      ["…1e-05…seed1", "…3e-05…seed1", "…1e-05…seed2", "…3e-05…seed2"],
    );
    equal(shortName(deberta[1]!, sharedWords([...bert, ...deberta]), 40), "microsoft-deberta-v3-large…3e-05…seed1");
  });

  it("is cut in the middle of its parts, so that their ends stay", () => {
    const cut = shortName(bert[1]!, []);
    equal(cut.length, 20);
    equal(cut, "bert-base-u…32_seed1");
    equal(shortName("train_talks 2026-11-26 09-49-46 08ef", []), "train_talks…-46 08ef", "a script's name stays");
    equal(shortName("adam_lr0.003_dropout0.3", []), "adam_lr0.003_dropout0.3");
    const parts = shortName(deberta[1]!, sharedWords([...bert, ...deberta]));
    equal(parts, "micr…rge…3e-05…seed1");
  });

  it("of two parts is short enough for the second to be seen", () => {
    const groups = [...bert, ...deberta].map((name) => name.replace(/_seed\d$/, ""));
    const short = groups.map((name) => shortName(name, sharedWords(groups)));
    deepEqual([...new Set(short)], ["ber…sed…1e-05…", "ber…sed…3e-05…", "mic…rge…1e-05…", "mic…rge…3e-05…"]);
  });

  it("stays as it is where it is short, or where nothing is shared", () => {
    equal(shortName("resnet18_lr0.1_s2", ["resnet18"]), "resnet18_lr0.1_s2");
    deepEqual(sharedWords(["alone"]), []);
    deepEqual(sharedWords(["same", "same"]), []);
    deepEqual(sharedWords(["a_1", "b_2"]), []);
  });

  it("is told from every other, in full if there is no shorter way", () => {
    const names = [...bert, ...deberta, "x"];
    const apart = namesApart(names, 32);
    equal(new Set(apart).size, names.length);
    const long = (middle: string) => `${"a".repeat(30)}${middle}${"b".repeat(30)}`;
    deepEqual(namesApart([long("1"), long("2")], 20), [long("1"), long("2")]);
  });
});
