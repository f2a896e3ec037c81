import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("dvc-metrics");

describe("The metrics of a DVC pipeline", () => {
  const temp = useTempFolder();
  let folders = 0;
  const project = (files: Readonly<Record<string, string>>) => {
    const folder = join(temp(), String(folders++));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), content);
      utimesSync(join(folder, name), 1, 1);
    }
    return folder;
  };
  const pipeline = (...metrics: readonly string[]) => `metrics: [${metrics.join(", ")}]\n`;
  const read = (folder: string) => {
    const source = new RawSource();
    const reader = formatOf("dvc-metrics").open(join(folder, "dvc.yaml"));
    return { source, again: () => drain(reader, source) };
  };

  it("are none where no file of them is there, holds numbers, lies inside, or is not DVCLive's", () => {
    const none = [
      { "dvc.yaml": pipeline("a.json") },
      { "dvc.yaml": pipeline("a.json"), "a.json": '{"note": "x"}' },
      { "dvc.yaml": pipeline("a.json"), "a.json": "{" },
      { "dvc.yaml": pipeline("../0/eval/metrics.json"), "eval/metrics.json": '{"acc": 1}' },
      { "dvc.yaml": pipeline("live/metrics.json"), "live/metrics.json": '{"acc": 1, "step": 3}' },
      { "dvc.yaml": "metrics: [", "a.json": '{"acc": 1}' },
      { "dvc.yaml": pipeline("a.csv"), "a.csv": "acc\n1" },
      { "dvc.yaml": pipeline("a.yaml"), "a.yaml": "note: x" },
    ];
    for (const files of none) assert.deepEqual(claimsBelow(project(files)), [], JSON.stringify(files));
    assert.equal(claimsBelow(project({ "dvc.yaml": pipeline("a.json"), "a.json": '{"n": 1}' })).length, 1);
    assert.equal(claimsBelow(project({ "dvc.yaml": pipeline("a.yaml"), "a.yaml": "acc: 1" })).length, 1);
    assert.equal(claimsBelow(project({ "dvc.yaml": pipeline("a.toml"), "a.toml": "acc = 1\n" })).length, 1);
  });

  it("are followed as files come, change and go, and as the pipeline names others", () => {
    const folder = project({ "dvc.yaml": pipeline("a.json", "b.json"), "a.json": '{"acc": 1}' });
    const { source, again } = read(folder);
    again();
    assert.deepEqual(Object.keys(plain(source.run())), ["acc"]);
    writeFileSync(join(folder, "b.json"), '{"acc": 0.5, "__proto__": 1e999}');
    again();
    assert.deepEqual(Object.keys(plain(source.run())), ["acc", "b/acc", "__proto__"]);
    writeFileSync(join(folder, "dvc.yaml"), pipeline("b.json"));
    again();
    assert.deepEqual(plain(source.run())["acc"]?.values, [0.5]);
    rmSync(join(folder, "b.json"));
    again();
    assert.equal(source.run().series.get("acc")?.points.length ?? 0, 0);
  });

  it("are those that the folder's pipeline names, beside a copy of the project", () => {
    const folder = join(temp(), "copies");
    for (const name of ["a", "b"])
      cpSync("test/fixtures/dvc-metrics/pipeline/project", join(folder, name), { recursive: true });
    assert.deepEqual(
      claimsBelow(folder).map(({ format }) => format.id),
      ["dvc-metrics", "dvc-metrics"],
    );
  });
});
