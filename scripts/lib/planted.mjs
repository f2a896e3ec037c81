// Faults that `npm run fuzz -- --seeded` plants, one at a time, each in another kind of reader: the harness must find every one of
// them, or it would not find a true one either.

/**
 * @typedef {object} Planted
 * @property {string} what what is wrong then
 * @property {"attack" | "grow" | "pump"} kind @property {string} reader id of a format that reads that way
 * @property {string} file below src @property {string} text what stands there, once @property {string} fault what is put in its place
 */

/** @type {readonly Planted[]} */
export const planted = [
  {
    what: "a table loses rows that a quoted cell splits",
    kind: "attack",
    reader: "lightning-csv",
    file: "readers/parsing/tables/tableReader.ts",
    text: "return used;",
    fault: "return bytes.length;",
  },
  {
    what: "a table makes a thousand points of one",
    kind: "attack",
    reader: "csv",
    file: "readers/parsing/tables/table.ts",
    text: "one.points.push(x, value, wall, epoch);",
    fault: "for (let n = 0; n < 1000; n++) one.points.push(x, value, wall, epoch);",
  },
  {
    what: "a table fills the memory where there is a NUL byte",
    kind: "attack",
    reader: "csv",
    file: "readers/parsing/tables/tableReader.ts",
    text: "const clean = Buffer.from(bytes);",
    fault: "const clean = Buffer.from(bytes); (globalThis.kept ??= []).push(Buffer.alloc(700 * 2 ** 20, 1));",
  },
  {
    what: "a log of lines takes half a line",
    kind: "attack",
    reader: "jsonl",
    file: "readers/parsing/lines/lines.ts",
    text: "const end = bytes.lastIndexOf(newline) + 1;",
    fault: "const end = bytes.length;",
  },
  {
    what: "a JSON document throws for a bad string",
    kind: "attack",
    reader: "hf-trainer",
    file: "readers/parsing/documents/pythonJson.ts",
    text: 'throw new NotJson(t("bad string at character {at}", { at: start }), false);',
    fault: 'throw new Error("bad string");',
  },
  {
    what: "a document that was half-written is not looked at again",
    kind: "grow",
    reader: "hf-trainer",
    file: "readers/parsing/files/wholeFile.ts",
    text: "if (signature !== this.signature) this.looksInVain = 0;",
    fault:
      'if (signature !== this.signature && this.looksInVain === 0) this.looksInVain = 0; else if (this.looksInVain > 0) return { state: "same" };',
  },
  {
    what: "an event file is read beyond its end",
    kind: "attack",
    reader: "tensorboard",
    file: "readers/formats/tensorboard/records.ts",
    text: 'if (end + footerLength > view.byteLength) return "partial";',
    fault: 'if (end > view.byteLength) return "partial";',
  },
  {
    what: "an event file is read for ever where a record is damaged",
    kind: "attack",
    reader: "tensorboard",
    file: "readers/formats/tensorboard/records.ts",
    text: "this.at = end + footerLength;",
    fault: "if (view.getInt32(end, true) === maskedCrc32c(view, start, end)) this.at = end + footerLength;",
  },
  {
    what: "a message of protocol buffers goes on behind its end",
    kind: "attack",
    reader: "wandb",
    file: "readers/parsing/protobuf/wire.ts",
    text: "this.limit = end;",
    fault: "this.limit = view.byteLength;",
  },
  {
    what: "a LevelDB log is read beyond what was given",
    kind: "attack",
    reader: "wandb",
    file: "readers/parsing/leveldb/log.ts",
    text: "if (bytes.length - at < headerLength) break;",
    fault: "",
  },
  {
    what: "a damaged database throws",
    kind: "attack",
    reader: "mlflow",
    file: "readers/parsing/sqlite/open.ts",
    text: "  const result = resultOf(error);\n  if (result === code.busy",
    fault: "  const result = resultOf(error);\n  if (result === code.corrupt) throw error;\n  if (result === code.busy",
  },
  {
    what: "broken YAML throws",
    kind: "attack",
    reader: "hydra",
    file: "readers/parsing/params/sideFiles.ts",
    text: "if (!parsed.ok) return parsed.reason;",
    fault: "if (!parsed.ok) throw new Error(parsed.reason);",
  },
  {
    what: "a configuration in Python throws where it is no plain data",
    kind: "attack",
    reader: "mmengine",
    file: "readers/formats/mmengine/pythonConfig.ts",
    text: "if (!(error instanceof NotPlain)) throw error;",
    fault: "throw error;",
  },
  {
    what: "a text log forgets what it knew with each piece",
    kind: "attack",
    reader: "text-log",
    file: "readers/formats/text-log/reader.ts",
    text: "this.log ??= new TextLog(",
    fault: "this.log = new TextLog(",
  },
  {
    what: "a text log meets a pattern whose time explodes",
    kind: "pump",
    reader: "text-log",
    file: "readers/formats/text-log/reader.ts",
    text: 'split("\\n")) log.take(line);',
    fault: 'split("\\n")) if (!/^(?:\\w+\\s?)*:$/.test(line)) log.take(line);',
  },
  {
    what: "logs that follow each other are read in the order in which they grew",
    kind: "grow",
    reader: "nnunet",
    file: "readers/parsing/lines/logSequence.ts",
    text: "(isFollowed && pointsIn(run) !== before)",
    fault: "false",
  },
  {
    what: "parameters that come late do not reach trainings before the last",
    kind: "grow",
    reader: "ultralytics",
    file: "readers/parsing/params/fillParams.ts",
    text: "of [run, ...run.earlier]",
    fault: "of [run]",
  },
  {
    what: "a folder is not looked at again once it was read",
    kind: "grow",
    reader: "dvclive",
    file: "store/index/source.ts",
    text: "this.unfinished = !this.isFull && (outcome.state",
    fault: "this.isFull = true; this.unfinished = !this.isFull && (outcome.state",
  },
];
