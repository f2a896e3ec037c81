import { ok } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookAt } from "../../../src/data/look";
import { useTempFolder } from "../../support/tempFolder";

describe("A look at a Parquet file with a changed byte in its footer", () => {
  const temp = useTempFolder();

  it("gives up on it with a reason, in a moment, whatever its schema says", async () => {
    const path = join(temp(), "hostile.parquet");
    const whole = readFileSync("test/fixtures/data/people.parquet");
    const footer = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
    let refused = 0;
    for (let at = footer; at < whole.length; at += 3)
      for (const byte of [0x00, 0x7f, 0xff]) {
        const broken = Buffer.from(whole);
        broken[at] = byte;
        writeFileSync(path, broken);
        const item = await lookAt(temp(), path, undefined);
        if (item?.because !== undefined) refused++;
        else ok(item?.table !== undefined && item.table.columns.length <= 1000);
      }
    ok(refused > 50, `${refused} were refused`);
  }).timeout(30_000);
});
