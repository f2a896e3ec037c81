import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { declaredData, namedData } from "../../../src/data/declared";
import { recordedIn } from "../../../src/data/dvc";
import { lookAtData } from "../../../src/data/look";
import { dataChanges } from "../../../src/data/changes";
import { useTempFolder } from "../../support/tempFolder";

const pointer = (md5: string) => `outs:\n- md5: ${md5}.dir\n  size: 4096\n  nfiles: 12\n  hash: md5\n  path: images\n`;

describe("Declared data", () => {
  const temp = useTempFolder();

  it("is what DVC tracks, and what people name", async () => {
    mkdirSync(join(temp(), "data"));
    writeFileSync(join(temp(), "data", "images.dvc"), pointer("aa"));
    writeFileSync(join(temp(), "train.csv"), "a\n1\n");
    const declared = await declaredData(temp(), ["train.csv", join(temp(), "train.csv"), "data/images"]);
    deepEqual(declared, {
      paths: ["train.csv"],
      recorded: [{ path: "data/images", bytes: 4096, hash: "md5:aa.dir", files: 12 }],
    });
  });

  it("is seen to change by DVC's hash, where nothing of it lies here", async () => {
    const lookWith = async (md5: string) => {
      writeFileSync(join(temp(), "data", "images.dvc"), pointer(md5));
      return lookAtData(temp(), await declaredData(temp(), []), undefined, 0);
    };
    const [before, after] = [await lookWith("aa"), await lookWith("bb")];
    deepEqual(dataChanges(before, before), []);
    deepEqual(
      dataChanges(before, after).map(({ path, kind }) => [path, kind]),
      [["data/images", "changed"]],
    );
  });

  it("takes a stage's data from dvc.lock, and neither its programs nor what lies elsewhere", () => {
    const lock = `schema: '2.0'
stages:
  train:
    cmd: python train.py
    deps:
    - {path: train.py, md5: '11', size: 10}
    - {path: data/train.csv, md5: '22', size: 100}
    - {path: ../../etc/passwd, md5: '33', size: 1}
    - {path: /etc/passwd, md5: '44', size: 1}
    outs:
    - {path: model.pt, md5: '55', size: 1000}
`;
    deepEqual(
      recordedIn(lock, "sub").map(({ path, hash }) => [path, hash]),
      [
        ["sub/model.pt", "md5:55"],
        ["sub/data/train.csv", "md5:22"],
      ],
    );
    deepEqual(recordedIn("outs: [1, {path: 2}, {md5: x}]", ""), []);
    deepEqual(recordedIn(": no YAML [", ""), []);
  });

  it("is what arguments and params name, where it is there and does not hold the project", () => {
    writeFileSync(join(temp(), "val.csv"), "a\n1\n");
    const named = namedData(temp(), [
      ["--train-file", "train.csv"],
      ["data.val_path", "val.csv"],
      ["val_file", "val.csv"],
      ["--data", "gone.csv"],
      ["dataset", "https://example.org/train.csv"],
      ["data_dir", ".."],
      ["test", "a\0b"],
      ["--out", "train.csv"],
      ["data", 3],
    ]);
    deepEqual(named, ["train.csv", "val.csv"]);
    equal(namedData(temp(), []).length, 0);
  });
});
