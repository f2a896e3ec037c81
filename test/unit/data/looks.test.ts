import { deepEqual, equal } from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataLooks } from "../../../src/data/looks";
import { useTempFolder } from "../../support/tempFolder";

describe("Data since the last look", () => {
  const temp = useTempFolder();
  const kept = () => join(temp(), "storage", "data.json");
  const looks = (named: readonly string[] = ["train.csv"]) => new DataLooks(temp(), kept(), () => named);
  const changed = async (own: DataLooks) => (await own.changes(0)).map(({ path, kind }) => [path, kind]);
  const write = (name: string, text: string) => writeFileSync(join(temp(), name), text);

  beforeEach(() => rmSync(join(temp(), "storage"), { recursive: true, force: true }));

  it("is nothing at the first look, and what changed from then on, also in another session", async () => {
    write("train.csv", "a\n1\n");
    const own = looks();
    deepEqual(await changed(own), []);
    write("train.csv", "a\n1\n2\n");
    deepEqual(await changed(own), [["train.csv", "changed"]]);
    deepEqual(await changed(looks()), [["train.csv", "changed"]]);
    await own.markSeen();
    deepEqual(await changed(looks()), []);
  });

  it("tells of what is gone although nobody names it any longer", async () => {
    write("train.csv", "a\n1\n");
    await changed(looks());
    rmSync(join(temp(), "train.csv"));
    deepEqual(await changed(looks([])), [["train.csv", "gone"]]);
  });

  it("keeps nothing where no data is declared", async () => {
    deepEqual(await changed(looks([])), []);
    equal(existsSync(kept()), false);
  });

  it("begins anew where what was kept is damaged", async () => {
    mkdirSync(join(temp(), "storage"));
    writeFileSync(kept(), '{"schemaVersion": 1, "at"');
    write("train.csv", "a\n1\n");
    deepEqual(await changed(looks()), []);
    write("train.csv", "b\n1\n");
    deepEqual(await changed(looks()), [["train.csv", "changed"]]);
  });
});
