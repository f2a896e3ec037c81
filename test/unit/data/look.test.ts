import { deepEqual, equal, match, ok } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataChanges } from "../../../src/data/changes";
import { lookAt, type DataItem } from "../../../src/data/look";
import { changeText } from "../../../src/data/words";
import { useTempFolder } from "../../support/tempFolder";

describe("A look at data", () => {
  const temp = useTempFolder();
  let count = 0;
  const write = (name: string, content: string | Buffer) => {
    const path = join(temp(), String(count++), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const look = async (path: string, last?: DataItem) => {
    const item = await lookAt(temp(), path, last);
    ok(item, "there is something");
    return item;
  };

  it("counts the rows, columns, types and missing cells of a CSV", async () => {
    const { table } = await look(write("train.csv", "age,city,empty\n31,Rome,\n,Oslo,\n29,Rome,NA\n"));
    deepEqual(table, {
      rows: 3,
      columns: [
        { name: "age", type: "number", missing: 1, sample: [29, 31] },
        { name: "city", type: "text", missing: 0, categories: { Rome: 2, Oslo: 1 } },
        { name: "empty", type: "empty", missing: 3 },
      ],
      moreColumns: 0,
      isPartial: false,
      misfits: 0,
    });
  });

  it("reads tables of Excel: semicolons, a preamble, UTF-16", async () => {
    const text = "sep=;\r\nid;label\r\n1;cat\r\n2;dog\r\n";
    const { table } = await look(write("excel.csv", Buffer.from(`\uFEFF${text}`, "utf16le")));
    equal(table?.rows, 2);
    deepEqual(
      table.columns.map(({ name }) => name),
      ["id", "label"],
    );
  });

  it("counts rows that do not fit their header, and does not read them by position", async () => {
    const { table } = await look(write("ragged.csv", "a,b\n1,2\n3\n4,5,6\n7,8\n"));
    equal(table?.rows, 2);
    equal(table.misfits, 2);
  });

  it("reads the rows of JSON lines, whatever their keys", async () => {
    const lines = ['{"text": "a", "__proto__": 1}', '{"text": "b", "n": {"x": 1}}', "no JSON", "[1]"];
    const { table } = await look(write("train.jsonl", `${lines.join("\n")}\n`));
    equal(table?.rows, 4);
    equal(table.misfits, 2);
    deepEqual(
      table.columns.map(({ name, missing }) => [name, missing]),
      [
        ["text", 0],
        ["__proto__", 1],
        ["n", 1],
      ],
    );
  });

  it("counts the classes of an image folder, and follows no link", async () => {
    const images = dirname(write("images/cat/1.png", "1"));
    writeFileSync(join(images, "2.png"), "22");
    const root = dirname(images);
    mkdirSync(join(root, "dog"));
    writeFileSync(join(root, "dog", "3.png"), "333");
    symlinkSync("/", join(root, "all"));
    const { folder, bytes } = await look(root);
    deepEqual(folder?.classes, { cat: 2, dog: 1 });
    equal(folder.files, 3);
    equal(bytes, 6);
  });

  it("says why a file's content was not looked at", async () => {
    const pipe = join(temp(), "pipe.csv");
    execFileSync("mkfifo", [pipe]);
    match((await look(pipe)).because ?? "", /regular file/);
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    match((await look(write("lfs.csv", pointer))).because ?? "", /Git LFS/);
    match((await look(write("broken.parquet", "PAR1 but no more"))).because ?? "", /rows can’t be read/);
    equal(await lookAt(temp(), "nothing.csv", undefined), undefined);
  });

  it("does not read again what has the size and time of before", async () => {
    const path = write("same.csv", "a\n1\n");
    utimesSync(path, 1000, 1000);
    const first = await look(path);
    writeFileSync(path, "a\n2\n");
    utimesSync(path, 1000, 1000);
    equal(await look(path, first), first);
  });

  it("knows a copy that was only touched from one that changed", async () => {
    const path = write("touched.csv", "a\n1\n");
    const first = await look(path);
    utimesSync(path, 1000, 1000);
    const touched = await look(path, first);
    deepEqual(dataChanges({ at: 0, items: [first] }, { at: 1, items: [touched] }), []);
    writeFileSync(path, "a\n2\n");
    const changed = dataChanges({ at: 0, items: [first] }, { at: 1, items: [await look(path, first)] });
    deepEqual(
      changed.map(({ kind }) => kind),
      ["changed"],
    );
  });

  it("counts the rows of a Parquet file, and looks at its cells", async () => {
    const path = join(temp(), "table.parquet");
    copyFileSync("test/fixtures/data/people.parquet", path);
    const { table } = await look(path);
    equal(table?.rows, 300);
    deepEqual(
      table.columns.map(({ name, type, missing }) => [name, type, missing]),
      [
        ["age", "number", 30],
        ["city", "text", 0],
      ],
    );
  });

  it("tells which columns moved, and leaves alone what is chance", async () => {
    const rows = (shift: number) =>
      Array.from(
        { length: 400 },
        (_, row) => `${((row * 37) % 101) + shift},${(row * 61) % 103},${row % (shift ? 9 : 2) ? "a" : "b"}`,
      );
    const before = await look(write("a.csv", `age,height,kind\n${rows(0).join("\n")}\n`));
    const after = await look(write("b.csv", `age,height,kind\n${rows(40).join("\n")}\n`));
    const [change] = dataChanges(
      { at: 0, items: [{ ...before, path: "d.csv" }] },
      { at: 1, items: [{ ...after, path: "d.csv" }] },
    );
    deepEqual(
      change?.table?.moved.map(({ column, rule }) => [column, rule]),
      [
        ["age", "Kolmogorov–Smirnov"],
        ["kind", "population stability"],
      ],
    );
    match(changeText(change), /^as many rows, 400; moved: age \(D = 0\.\d\d\), kind \(PSI = \d\.\d\d\)$/);
  });
});
