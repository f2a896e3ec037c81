import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("swanlab");

for (const version of ["offline", "offline_0_6"]) {
  const folder = `swanlab/${version}/swanlog`;
  const [run = ""] = readdirSync(join("test/fixtures", folder));
  const log = readdirSync(join("test/fixtures", folder, run)).find((name) => name.endsWith(".swanlab"))!;
  describeGrowth("swanlab", `${folder}/${run}/${log}`);
}
