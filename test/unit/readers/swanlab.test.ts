import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeShown, itGrows } from "../../support/truthRuns";

const folder = "swanlab/offline/swanlog";

describe("SwanLab's runs", () => {
  describeShown("swanlab");

  const [run = ""] = readdirSync(join("test/fixtures", folder));
  const log = readdirSync(join("test/fixtures", folder, run)).find((name) => name.endsWith(".swanlab"))!;
  itGrows("swanlab", `${folder}/${run}/${log}`);
});
