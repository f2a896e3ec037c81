import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { FolderListing } from "../../../src/readers/format";
import { mlflow } from "../../../src/readers/formats/mlflow/format";
import { parseMeta } from "../../../src/readers/formats/mlflow/meta";
import { RawSource } from "../../../src/readers/raw";
import { parseYaml } from "../../../src/readers/parsing/documents/yaml";
import { headsOf } from "../../../src/store/index/heads";
import { pointsOf, readAll } from "../../support/eventFolder";
import { runMeta, writeFiles } from "../../support/mlflowStore";

const id = "0123456789abcdef0123456789abcdef";

describe("A run in MLflow's file store", () => {
  let experiment: string;
  let folder: string;
  beforeEach(() => {
    experiment = join(mkdtempSync(join(tmpdir(), "lossline-")), "mlruns", "0");
    folder = join(experiment, id);
    mkdirSync(folder, { recursive: true });
  });
  afterEach(() => rmSync(join(experiment, "..", ".."), { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>) => writeFiles(folder, files);
  const claims = (path: string) => {
    const entries = readdirSync(path, { withFileTypes: true });
    const names = (isFile: boolean) => entries.filter((entry) => entry.isFile() === isFile).map(({ name }) => name);
    const listing: FolderListing = { path, files: names(true), folders: names(false) };
    return mlflow.claim(listing, headsOf(path));
  };
  function open() {
    const source = new RawSource();
    const reader = mlflow.open(folder);
    return { source, reader, read: (budget?: number) => readAll(reader, source, budget), run: () => source.run(id) };
  }

  it("is claimed by its meta.yaml; its experiment, a logged model and a deleted experiment's runs are not", () => {
    write({ "meta.yaml": runMeta(id) });
    writeFiles(experiment, {
      "meta.yaml": "experiment_id: '0'\nname: Default\n",
      "models/m-1/meta.yaml": "model_id: m-1\n",
    });
    writeFiles(join(experiment, "..", ".trash", "1", id), { "meta.yaml": runMeta(id) });
    assert.deepEqual(claims(folder), [
      { path: folder, runFolder: experiment, place: folder, scope: "folder", sealed: true },
    ]);
    assert.deepEqual(claims(experiment), []);
    assert.deepEqual(claims(join(experiment, "models", "m-1")), []);
    assert.deepEqual(claims(join(experiment, "..", ".trash", "1", id)), []);
  });

  it("without a meta.yaml, or with an empty one, is a problem that says so", () => {
    write({ "metrics/loss": "1 2 3\n", "params/lr": "1", "tags/a": "b" });
    assert.equal(claims(folder).length, 1);
    assert.match(JSON.stringify(open().read()), /broken.*no meta\.yaml/);
    write({ "meta.yaml": "" });
    assert.equal(claims(folder).length, 1);
    assert.match(JSON.stringify(open().read()), /broken.*meta\.yaml is empty/);
  });

  it("that is deleted leaves, and comes back when it is restored", () => {
    write({ "meta.yaml": runMeta(id), "metrics/loss": "1700000000000 0.5 0\n", "params/lr": "0.1" });
    const live = open();
    live.read();
    write({ "meta.yaml": runMeta(id).replace("active", "deleted") });
    live.read();
    assert.equal(live.source.runs.size, 0);
    write({ "meta.yaml": runMeta(id, "\n") });
    live.read();
    assert.deepEqual(pointsOf(live.run()), { loss: ["0=0.5"] });
    assert.deepEqual([...live.run().params], [["lr", 0.1]]);
  });

  it("reads a new line without what came before, and a new key beside the others", () => {
    write({ "meta.yaml": runMeta(id), "metrics/val/loss": "1700000000000 0.5 0\n1700000000001 0.25 1\n17000000000" });
    const live = open();
    live.read();
    const series = live.run().seriesOf("val/loss");
    assert.deepEqual(pointsOf(live.run()), { "val/loss": ["0=0.5", "1=0.25"] });
    appendFileSync(join(folder, "metrics", "val", "loss"), "02 nan 2\n");
    write({ "metrics/acc": "1700000000000 inf 0\n" });
    live.read();
    assert.deepEqual(pointsOf(live.run()), { "val/loss": ["0=0.5", "1=0.25", "2=NaN"], acc: ["0=Infinity"] });
    assert.equal(live.run().seriesOf("val/loss"), series);
    assert.ok(live.reader.files.includes(join(folder, "metrics", "acc")), "a live run's metrics are watched");
  });

  it("starts over when a metric's file was replaced by a shorter one", () => {
    write({ "meta.yaml": runMeta(id), "metrics/loss": "1700000000000 0.5 0\n1700000000001 0.25 1\n" });
    const live = open();
    live.read();
    truncateSync(join(folder, "metrics", "loss"), "1700000000000 0.5 0\n".length);
    live.read();
    assert.deepEqual(pointsOf(live.run()), { loss: ["0=0.5"] });
  });

  it("follows its status, name and tags as they change", () => {
    write({ "meta.yaml": runMeta(id), "tags/mlflow.note.content": "first", "tags/team": "vision", "metrics/val": "" });
    const live = open();
    live.read();
    assert.deepEqual([live.run().facts.status?.status, live.run().facts.notes], ["running", "first"]);
    write({
      "meta.yaml": runMeta(id)
        .replace("status: 1", "status: 3")
        .replace("null", "1700000009000")
        .replace("name of", "Renamed"),
      "tags/mlflow.note.content": "second one",
    });
    rmSync(join(folder, "tags", "team"));
    live.read();
    const { facts } = live.run();
    assert.deepEqual(
      [facts.status?.status, facts.notes, facts.endedAt, facts.tags],
      ["finished", "second one", 1700000009000, undefined],
    );
    assert.ok(!live.reader.files.some((path) => path.endsWith("val")), "no look at each file of a run that ended");
  });

  it("reads lines of two, three and five fields, and says which files hold others", () => {
    write({
      "meta.yaml": runMeta(id),
      "metrics/old": "1700000000000 0.5\n",
      "metrics/new": "1700000000000 1e-05 7 dataset digest\r\n",
      "metrics/odd": "no point\n1700000000000 1 2\n\n1700000000000\n",
    });
    const live = open();
    live.read();
    assert.deepEqual(pointsOf(live.run()), { old: ["0=0.5"], new: ["7=0.00001"], odd: ["2=1"] });
    const [odd] = live.run().leftOut.list;
    assert.equal(odd?.path, join(folder, "metrics", "odd"));
    assert.deepEqual([odd.count, odd.unit, odd.cause], [2, "line", "form"]);
  });

  it("never throws, whatever bytes its files hold", () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, bytes, (meta, metric, tag) => {
        write({ "metrics/loss": "", "tags/a": "" });
        writeFileSync(join(folder, "meta.yaml"), meta);
        writeFileSync(join(folder, "metrics", "loss"), metric);
        writeFileSync(join(folder, "tags", "a"), tag);
        open().read();
      }),
      { numRuns: 50 },
    );
  }).timeout(20_000);

  it("tells at every length of a metric's file a part of what it tells in the end", () => {
    const whole = "1700000000000 0.5 0\n1700000000001 -inf 1\n1700000000002 1e-300 12\n";
    const all = ["0=0.5", "1=-Infinity", "12=1e-300"];
    write({ "meta.yaml": runMeta(id), "metrics/loss": "" });
    const live = open();
    for (let length = 0; length <= whole.length; length++) {
      write({ "metrics/loss": whole.slice(0, length) });
      live.read();
      assert.deepEqual(pointsOf(live.run())["loss"] ?? [], all.slice(0, whole.slice(0, length).split("\n").length - 1));
    }
  });
});

describe("The quick way of reading meta.yaml", () => {
  it("says what a YAML parser says, or leaves it to that", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "null",
        "true",
        "yes",
        "~",
        "''",
        "'1'",
        "[]",
        "a: b",
        "a #b",
        "x#y",
        "1e3",
        ".5",
        "0x1F",
        "0o7",
        "-",
        "- a",
      ),
      fc.constantFrom(
        "007",
        "1_000",
        "2026-01-01",
        "file:///a/b c",
        "'it''s'",
        '"a\\n"',
        "ключ",
        "a:b",
        "*a",
        "!x y",
        "1.5",
        "-3",
      ),
      fc.integer().map(String),
      fc.stringMatching(/^[\w ./:#'"-]{0,12}$/),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (values) => {
        const text = values.map((value, index) => `key_${index}: ${value}\n`).join("");
        const yaml = parseYaml(text);
        const meta = parseMeta(text);
        if (!yaml.ok) assert.equal(typeof meta, "string", text);
        else if (yaml.value instanceof Map) assert.deepEqual(meta, yaml.value, text);
      }),
      { numRuns: 1000 },
    );
  }).timeout(20_000);
});
