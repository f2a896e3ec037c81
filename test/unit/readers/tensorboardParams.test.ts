import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { RawRun } from "../../../src/readers/raw";
import { EventDecoder } from "../../../src/readers/formats/tensorboard/events";
import { noteTextParams } from "../../../src/readers/formats/tensorboard/textParams";
import type { ParamValue } from "../../../src/shared/run";
import * as write from "../../support/eventFiles";
import { inFolder, pointsOf } from "../../support/eventFolder";

const { concat, event, field, fileVersion, pluginMetadata, scalarEvent, summary, tensorValue, varint } = write;
type Bytes = write.Bytes;

function runOf(...records: readonly Buffer[]): RawRun {
  const run = new RawRun("");
  const decoder = new EventDecoder(run);
  for (const bytes of records) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    assert.ok(decoder.take(view, 12, bytes.length - 4));
  }
  return run;
}

/** google.protobuf.Value. */
const is = {
  null: field.varint(1, 0),
  number: (value: number) => field.double(2, value),
  text: (value: string) => field.text(3, value),
  bool: (value: boolean) => field.varint(4, value ? 1 : 0),
  struct: (...entries: readonly Bytes[]) => field.bytes(5, ...entries),
  list: (...values: readonly Bytes[]) => field.bytes(6, ...values.map((value) => field.bytes(1, value))),
};

const entry = (key: string, value: Bytes) => field.bytes(1, field.text(1, key), field.bytes(2, value));

/** The HParams plugin's event, with its data in the metadata and a tensor of shape [0]. */
const hparams = (tag: string, content: Bytes) =>
  event(
    0,
    1.7e9,
    summary(tensorValue(`_hparams_/${tag}`, [field.varint(1, 1), write.shape(0)], pluginMetadata("hparams", content))),
  );
const sessionStart = (...fields: readonly Bytes[]) => hparams("session_start_info", field.bytes(3, ...fields));
const sessionEnd = (...fields: readonly Bytes[]) => hparams("session_end_info", field.bytes(4, ...fields));

describe("The HParams plugin", () => {
  it("gives params of their own types, nested ones with dots", () => {
    const run = runOf(
      sessionStart(
        entry("lr", is.number(0.001)),
        entry("optimizer", is.text("adamw")),
        entry("amp", is.bool(false)),
        entry("seed", is.null),
        entry(
          "model",
          is.struct(entry("depth", is.number(3)), entry("betas", is.list(is.number(0.9), is.number(0.99)))),
        ),
        entry("__proto__", is.text("hostile")),
      ),
    );
    assert.deepEqual(
      [...run.params],
      [
        ["lr", 0.001],
        ["optimizer", "adamw"],
        ["amp", false],
        ["seed", null],
        ["model.depth", 3],
        ["model.betas", "[0.9, 0.99]"],
        ["__proto__", "hostile"],
      ],
    );
    assert.deepEqual([...run.series.keys(), ...run.records.kinds.keys()], []);
  });

  it("gives the group and the start, but not a group that is a mere hash", () => {
    const run = runOf(fileVersion(1.6e9), sessionStart(field.text(4, "sweep 3"), field.double(5, 1.65e9)));
    assert.equal(run.facts.group, "sweep 3");
    assert.equal(run.facts.startedAt, 1.65e12);
    assert.equal(runOf(sessionStart(field.text(4, "0f".repeat(32)))).facts.group, undefined);
  });

  it("does not finish a run by an end that has no time: torch writes that at the start", () => {
    assert.equal(runOf(sessionEnd(field.varint(1, 1))).facts.status, undefined);
  });

  it("finishes or fails a run by an end that has a time, as TensorFlow writes it", () => {
    const finished = runOf(sessionEnd(field.varint(1, 1), field.double(2, 1.7e9))).facts;
    assert.deepEqual([finished.status?.status, finished.endedAt], ["finished", 1.7e12]);
    assert.equal(runOf(sessionEnd(field.varint(1, 2), field.double(2, 1.7e9))).facts.status?.status, "failed");
    assert.equal(runOf(sessionEnd(field.varint(1, 3), field.double(2, 1.7e9))).facts.status, undefined);
  });

  it("does not overflow the stack on lists within lists", () => {
    const parts: Bytes[] = [is.number(1)];
    let length = parts[0]!.length;
    // The heads of is.list(is.list(…)), from within.
    for (let depth = 0; depth < 5000; depth++) {
      for (const number of [1, 6]) {
        const head = concat(varint((number << 3) | 2), varint(length));
        parts.push(head);
        length += head.length;
      }
    }
    const value = concat(...parts.reverse());
    assert.deepEqual(value.subarray(-is.list(is.list(is.number(1))).length), is.list(is.list(is.number(1))));
    assert.equal(runOf(sessionStart(entry("deep", value), entry("lr", is.number(1)))).params.get("lr"), 1);
  });
});

describe("Lightning's placeholder, hp_metric = -1", () => {
  const logged = (...values: readonly number[]) =>
    pointsOf(runOf(...values.map((value, step) => scalarEvent("hp_metric", step, value))));

  it("is no point while it is alone", () => assert.deepEqual(logged(-1), {}));
  it("is one once others follow", () => assert.deepEqual(logged(-1, 0.5), { hp_metric: ["0=-1", "1=0.5"] }));
  it("is one if it is a value like others", () => {
    assert.deepEqual(logged(0.5, -1), { hp_metric: ["0=0.5", "1=-1"] });
    assert.deepEqual(pointsOf(runOf(scalarEvent("reward", 0, -1))), { reward: ["0=-1"] });
  });
});

describe("Params logged as text", () => {
  const paramsOf = (tag: string, text: string) => {
    const params = new Map<string, ParamValue>();
    noteTextParams(tag, text, params);
    return Object.fromEntries(params);
  };

  it("are read from an event of the text plugin", () => {
    const value = tensorValue(
      "args/text_summary",
      [field.varint(1, 7), field.text(8, '{"lr": 0.1}')],
      pluginMetadata("text"),
    );
    const run = runOf(event(0, 1.7e9, summary(value)));
    assert.deepEqual([...run.params], [["lr", 0.1]]);
    assert.equal(run.records.kinds.get("args/text_summary"), "text");
  });

  it("are JSON as Python writes it, bare, fenced or indented", () => {
    const expected = { lr: 0.1, "optim.name": "sgd", warmup: null, tags: "[a, b]" };
    const json = '{\n"lr": 0.1, "optim": {"name": "sgd"}, "warmup": null, "tags": ["a", "b"]}';
    for (const text of [json, "```json\n" + json + "\n```", json.replace(/^/gm, "    ")]) {
      assert.deepEqual(paramsOf("args/text_summary", text), expected);
    }
    assert.deepEqual(paramsOf("args/text_summary", '{"max": Infinity, "x": NaN}'), { max: Infinity, x: NaN });
  });

  it("are under a name of their own for a model's config", () => {
    assert.deepEqual(paramsOf("model_config/text_summary", '{"layers": 12}'), { "model_config.layers": 12 });
  });

  it("are the rows of a markdown table", () => {
    const table = "|param|value|\n|-|-|\n|seed|1|\n|lr|2.5e-4|\n|cuda|True|\n|name|None|\n|cmd|a|b|\n|empty||";
    assert.deepEqual(paramsOf("hyperparameters/text_summary", table), {
      seed: 1,
      lr: 2.5e-4,
      cuda: true,
      name: null,
      cmd: "a|b",
      empty: "",
    });
    const json = "|param|value|\n|:--|--:|\n|net|{'depth': 3}|\n|lr|1|";
    assert.deepEqual(paramsOf("hyperparameters", json), { net: "{'depth': 3}", lr: 1 });
  });

  it("are not looked for in other texts, nor in what is neither shape", () => {
    assert.deepEqual(paramsOf("sample/text_summary", '{"lr": 0.1}'), {});
    assert.deepEqual(paramsOf("args", "just words"), {});
    assert.deepEqual(paramsOf("args", '{"cut": '), {});
    assert.deepEqual(paramsOf("config", `{"x": "${"y".repeat(2 << 20)}"}`), {});
  });
});

describe("Parameters in files beside an event file", () => {
  it("are the run's, and follow the files", () => {
    inFolder((folder) => {
      folder.write(scalarEvent("loss", 0, 1));
      writeFileSync(folder.file("hparams.yaml"), "lr: 0.1\nmodel:\n  depth: 3\n");
      folder.read();
      assert.deepEqual(Object.fromEntries(folder.run.params), { lr: 0.1, "model.depth": 3 });
      assert.ok(folder.reader.files.includes(folder.file("hparams.yaml")));
      writeFileSync(folder.file("args.json"), '{"seed": 7}');
      folder.read();
      assert.equal(folder.run.params.get("seed"), 7);
    });
  });

  it("are left alone where the log itself says what the run was started with", () => {
    inFolder((folder) => {
      folder.write(hparams("session_start_info", field.bytes(3, entry("lr", is.number(0.5)))));
      writeFileSync(folder.file("hparams.yaml"), "lr: 0.1\n");
      folder.read();
      assert.deepEqual(Object.fromEntries(folder.run.params), { lr: 0.5 });
    });
  });
});
