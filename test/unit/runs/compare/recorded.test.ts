import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareSides } from "../../../../src/runs/compare/compare";
import { packagesOfConda, packagesOfPip } from "../../../../src/readers/surroundings/packages";
import { surroundingsOf } from "../../../../src/readers/surroundings/surroundings";
import { makeSeedLike, withApart } from "../../../../src/runs/judging/groups/seedLike";
import { makeRun } from "../../../support/runs";
import { assembled, noChoices } from "../../../support/tables";
import { useTempFolder } from "../../../support/tempFolder";

function written(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe("What is recorded beside a run", () => {
  const folder = useTempFolder();
  const tempFolder = () => mkdtempSync(join(folder(), "run-"));

  it("is W&B's metadata, packages and patch, without who and where", () => {
    const folder = "test/fixtures/wandb/v0_18_everything/wandb/offline-run-20261122_031601-k3rdidqe";
    deepEqual(
      [...surroundingsOf(folder).environment],
      [
        ["python", "3.11.7"],
        ["system", "Linux-6.1.0-x86_64-with-glibc2.36"],
      ],
    );
    const made = written(tempFolder(), {
      "files/wandb-metadata.json":
        '{"gpu": "NVIDIA A100", "gpu_count": 2, "cudaVersion": "12.4", "username": "me", "email": "me@x"}',
      "files/requirements.txt": "torch==2.5.1\nnumpy==1.26.4\n",
      "files/diff.patch": "--- a\n",
    });
    const { environment, packages, patch } = surroundingsOf(made);
    deepEqual([...environment.keys()], ["cuda", "gpu", "gpus"]);
    deepEqual(
      [...packages],
      [
        ["torch", "2.5.1"],
        ["numpy", "1.26.4"],
      ],
    );
    equal(patch, join(made, "files/diff.patch"));
  });

  it("is MLflow's dataset inputs, Python and image, and DVC's dependencies that are no code", () => {
    const experiment = tempFolder();
    const run = written(join(experiment, "run1"), {
      "tags/mlflow.docker.image.uri": "train:3",
      "artifacts/model/python_env.yaml": "python: 3.12.1\nbuild_dependencies:\n- pip==24.0\n",
      "artifacts/model/conda.yaml": "dependencies:\n- python=3.12.1\n- pip:\n  - scikit-learn==1.5.0\n",
      "inputs/i1/meta.yaml":
        "destination_id: run1\ndestination_type: RUN\nsource_id: d1\nsource_type: DATASET\ntags: {}\n",
      "inputs/i2/meta.yaml": "source_id: ../../../etc\n",
      "dvc.lock":
        "stages:\n  train:\n    deps:\n    - path: train.py\n      md5: aaa\n    - path: data/x.csv\n      md5: bbb\n",
    });
    written(experiment, { "datasets/d1/meta.yaml": "name: digits\ndigest: 4f2a\nsource_type: local\n" });
    const { environment, packages, data } = surroundingsOf(run);
    deepEqual(
      [...environment],
      [
        ["image", "train:3"],
        ["python", "3.12.1"],
      ],
    );
    deepEqual(
      [...packages],
      [
        ["python", "3.12.1"],
        ["scikit-learn", "1.5.0"],
      ],
    );
    deepEqual(
      [...data],
      [
        ["digits", "4f2a"],
        ["data/x.csv", "bbb"],
      ],
    );
  });

  it("is nothing where files are missing, broken, too large, or no such files", () => {
    const folder = written(tempFolder(), {
      "requirements.txt": `-r other.txt\n--index-url https://x\n# no\n./local\n${"a".repeat(3 * 1024 * 1024)}`,
      "wandb-metadata.json": '{"python": ',
      "dvc.lock": "stages: 3",
      "conda.yaml": "dependencies: {a: [",
    });
    mkdirSync(join(folder, "environment.yml"));
    const { environment, packages, data } = surroundingsOf(folder);
    deepEqual([environment.size, packages.size, data.size], [0, 0, 0]);
    equal(surroundingsOf(join(folder, "nowhere")).packages.size, 0);
  });

  it("reads pip's and conda's ways to name a package", () => {
    const pip = "Flask\nscikit_learn>=1.2,<2 ; python_version > '3'\ntorch[cuda]==2.5.1 # why\n-e .\nx @ https://y\n";
    deepEqual(
      [...packagesOfPip(pip)],
      [
        ["flask", ""],
        ["scikit-learn", ">=1.2,<2"],
        ["torch", "2.5.1"],
        ["x", "@ https://y"],
      ],
    );
    deepEqual(
      [...packagesOfConda("dependencies: [python=3.11, 'numpy=1.26=py311h', pip]\n")],
      [
        ["python", "3.11"],
        ["numpy", "1.26"],
        ["pip", ""],
      ],
    );
  });
});

describe("Sides whose surroundings are recorded", () => {
  const project = useTempFolder();
  let [one, other, bare] = ["", "", ""];
  before(() => {
    one = written(join(project(), "one"), { "requirements.txt": "torch==2.4\nnumpy==1.26\n", "diff.patch": "+" });
    other = written(join(project(), "other"), { "requirements.txt": "torch==2.5\nnumpy==1.26\n" });
    bare = written(join(project(), "bare"), {});
  });

  const at = (id: string, params = {}, more = {}) => ({ ...makeRun("r", { acc: [1] }, { params, ...more }), id });
  const compared = (...runs: readonly ReturnType<typeof at>[]) => {
    const sides = runs.map((run) => assembled(run));
    return compareSides(sides, sides.flat(), { sides: [], choices: noChoices });
  };

  it("have what MLflow's store of files keeps in each run's own folder", () => {
    const root = join(project(), "w");
    const run = (name: string, image: string) => {
      const home = written(join(root, "mlruns", "1", name), { "tags/mlflow.docker.image.uri": image });
      return at(`${join(root, "mlruns", "1")}#${name}`, {}, { root, path: `mlruns/1/${name}`, sources: [home] });
    };
    const { environment } = compared(run("a", "train:3"), run("b", "train:4"));
    deepEqual(
      environment.rows.map(({ name, values }) => [name, values]),
      [["image", ["train:3", "train:4"]]],
    );
  });

  it("show what differs, count what is the same, and say of which side nothing is known", () => {
    const { environment, sides } = compared(at(one), at(other), at(bare));
    deepEqual(environment.rows, [{ name: "package torch", kind: "environment", values: ["2.4", "2.5", null] }]);
    deepEqual([environment.alike, environment.known], [1, [true, true, false]]);
    equal(sides[0]!.patch, join(one, "diff.patch"));
  });

  it("are suspected in order: data, settings, code, environment, and chance at the end", () => {
    const git = (commit: string) => ({ git: { commit } });
    const { suspects } = compared(
      at(one, { lr: 1, data: "v1", seed: 1 }, git("abc1234")),
      at(other, { lr: 2, data: "v2", seed: 2 }, git("def5678")),
    );
    deepEqual(
      suspects.map(({ what }) => what),
      ["Data", "Params", "Code", "Environment", "Chance"],
    );
    match(suspects[1]!.because, /^lr is the only setting that differs/);
    const same = compared(at(one, { seed: 1 }, git("abc1234")), at(bare, { seed: 1 }, git("abc1234"))).suspects;
    deepEqual(
      same.map(({ what, because }) => `${what}: ${because}`),
      ["Code: The commit is the same, but changes that weren’t committed are recorded."],
    );
  });
});

describe("Params that the user sets apart", () => {
  it("stand in the list only where the usual list does not say so", () => {
    deepEqual(withApart([], "tag", true), ["tag"]);
    deepEqual(withApart(["tag"], "tag", false), []);
    deepEqual(withApart([], "seed", false), ["-seed"]);
    deepEqual(withApart(["-seed"], "seed", true), []);
    equal(makeSeedLike(withApart([], "model.tag", true)).isSeedLike("model.tag"), true);
  });
});
