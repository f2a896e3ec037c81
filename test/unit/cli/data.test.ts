import { equal, match } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("lossline data", () => {
  const temp = useTempFolder();
  const table = () => join(temp(), "train.csv");

  it("lists declared data with its rows and columns", async () => {
    writeFileSync(table(), "a,b\n1,2\n3,4\n");
    const { code, out } = await lossline("data", table(), "--dir", temp());
    equal(code, 0);
    match(out, /^train\.csv +12 B +2 rows +2 columns +sha256:/);
  });

  it("says what changed since a look that was kept", async () => {
    const kept = join(temp(), "look.json");
    writeFileSync(kept, (await lossline("data", table(), "--dir", temp(), "--json")).out);
    equal((await lossline("data", "--against", kept, "--dir", temp())).out, "No data changed.\n");
    writeFileSync(table(), "a,c\n1,2\n3,4\n5,6\n");
    const { out } = await lossline("data", "--against", kept, "--dir", temp());
    equal(out, "train.csv: 3 rows, 2 before; new columns c; columns gone: b\n");
  });

  it("says what to name where nothing is declared, or where there is nothing", async () => {
    const bare = await lossline("data", "--dir", "src");
    equal(bare.code, 2);
    match(bare.err, /No data is declared here/);
    match((await lossline("data", join(temp(), "gone.csv"))).err, /There is nothing at/);
    match((await lossline("data", "--against", table(), "--dir", temp())).err, /is not what/);
  });
});
