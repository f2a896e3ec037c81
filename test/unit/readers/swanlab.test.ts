import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeShown, itGrows } from "../../support/truthRuns";

describe("SwanLab's runs", () => {
  describeShown("swanlab");

  for (const version of ["offline", "offline_0_6"]) {
    const folder = `swanlab/${version}/swanlog`;
    const [run = ""] = readdirSync(join("test/fixtures", folder));
    const log = readdirSync(join("test/fixtures", folder, run)).find((name) => name.endsWith(".swanlab"))!;
    itGrows("swanlab", `${folder}/${run}/${log}`);
  }
});
