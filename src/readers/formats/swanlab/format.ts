import { join } from "node:path";
import type { Format } from "../../format";
import { SwanlabReader } from "./reader";

/** `run-no1etr8g.swanlab`, before 0.10 `backup.swanlab`, in `swanlog/run-20261122_041756-no1etr8g`. */
const logName = /^(?:run-\w+|backup)\.swanlab$/;

/**
 * A run of SwanLab since 0.6, uploaded or not: a log of records, with its configuration beside it. Before, what was logged
 * went to the cloud, or to files that need its dashboard. Sources: swanlab/sdk/internal/core_python/store, and of 0.6
 * swanlab/data/porter/datastore.py.
 */
export const swanlab: Format = {
  id: "swanlab",
  title: "SwanLab",
  claim({ path, files }) {
    const log = files.find((file) => logName.test(file));
    return log === undefined ? [] : [{ path: join(path, log), runFolder: path, scope: "folder" }];
  },
  open: (path) => new SwanlabReader(path),
  layout: { folds: [{ below: /^console$/, into: "ours" }] },
};
