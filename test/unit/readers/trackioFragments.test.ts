import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordBytes } from "../../../src/readers/parsing/files/recordBytes";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, indexOf, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("trackio's fragments", () => {
  const temp = useTempFolder();
  let folders = 0;
  const row = (run: string, step: number, more = "") =>
    `{"v": 1, "kind": "metric", "project": "p", "run": "${run}", "run_id": "id-${run}", "metrics": {"loss": ${step}}, "step": ${step}${more}}\n`;
  const writer = (...contents: readonly string[]) => {
    const folder = join(temp(), String(folders++), "inbox", "0123456789abcdef");
    mkdirSync(folder, { recursive: true });
    contents.forEach((content, at) => {
      writeFileSync(join(folder, `0000000${at}.jsonl`), content);
    });
    return folder;
  };
  const follow = (folder: string, name = "00000000.jsonl") => {
    const source = new RawSource();
    const reader = formatOf("trackio").open(join(folder, name));
    return { source, read: () => drain(reader, source) };
  };

  it("of one writer are its runs, and no logs by themselves", () => {
    const folder = writer(row("a", 0) + row("b", 0), row("a", 1));
    assert.deepEqual(new Set(claimsBelow(join(folder, "..")).map(({ format }) => format.id)), new Set(["trackio"]));
    const shown = [...indexOf(join(folder, "..", "..")).runs.values()].map(({ summary, series }) => [
      summary.name,
      series.get("loss")?.summary.count,
    ]);
    assert.deepEqual(shown.sort(), [
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("are followed as they come, and by the next one where the first was taken over", () => {
    const folder = writer(row("a", 0));
    const [first, second] = [follow(folder), follow(folder, "00000001.jsonl")];
    first.read();
    writeFileSync(join(folder, "00000001.jsonl"), row("a", 1, ', "config": {"lr": 0.1, "_Group": "g"}'));
    first.read();
    second.read();
    assert.deepEqual(plain(first.source.run("id-a"))["loss"]?.steps, [0, 1]);
    assert.equal(first.source.run("id-a").facts.group, "g");
    assert.equal(second.source.runs.size, 0);
    rmSync(join(folder, "00000000.jsonl"));
    first.read();
    second.read();
    assert.equal(first.source.runs.size, 0);
    assert.deepEqual(plain(second.source.run("id-a"))["loss"]?.steps, [1]);
  });

  it("leave out what is no row, and say so", () => {
    const others = '{"kind": "system_metric", "run": "a", "metrics": {"gpu": 1}}\n{"kind": "odd", "run": "a"}\n7\n{"ki';
    const { source, read } = follow(writer(row("a", 0) + row("__proto__", 1) + others));
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual([...source.runs.keys()], ["id-a", "id-__proto__"]);
    assert.deepEqual(
      source.leftOut.list.map(({ count, unit, cause }) => [count, unit, cause]),
      [[3, "line", "form"]],
    );
  });

  it("are told by the inbox that they lie in", () => {
    const folder = join(temp(), "elsewhere");
    mkdirSync(folder);
    writeFileSync(join(folder, "00000000.jsonl"), row("a", 0));
    assert.ok(!claimsBelow(folder).some(({ format }) => format.id === "trackio"));
    assert.deepEqual(claimsBelow(writer('{"text": "a"}\n{"text": "b"}\n')), []);
  });

  it("have tables in their rows, which are loaded one by one", () => {
    const table = (a: string) => `{"_type": "trackio.table", "_value": [{"a": "${a}", "n": NaN}]}`;
    const of = (step: number) => `, "run_name": "é", "metrics": {"täble": ${table(`–${step}`)}, "loss": 1}`;
    const folder = writer(`${row("a", 0, of(0))}${row("a", 1, of(1))}`, row("a", 2, of(2)));
    const { source, read } = follow(folder);
    read();
    const refs = source.run("id-a").records.of("täble");
    const loaded = refs.map((ref) => {
      const answer = recordBytes(ref, 1000);
      return "bytes" in answer ? Buffer.from(answer.bytes).toString() : answer.refusal;
    });
    assert.deepEqual(loaded, [table("–0"), table("–1"), table("–2")]);
    assert.match(JSON.stringify(recordBytes(refs[0]!, 10)), /at most 10 are read/);
  });
});
