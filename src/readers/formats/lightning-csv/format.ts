import { basename, dirname, join } from "node:path";
import type { Format } from "../../format";
import { headOf } from "../../parsing/tables/csvHead";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { headBytes } from "../../parsing/files/head";
import { TableReader } from "../../parsing/tables/tableReader";
import { axesOfLightning, isSorted } from "./model";

const logName = "metrics.csv";

const ownParams = "hparams.yaml";

/**
 * LightningCLI writes config.yaml, the logger hparams.yaml: the latter holds what the module itself was made with, and wins. The others
 * are there since a table of one metric whose columns happen to be sorted may be a script's own.
 */
const paramFiles = [...usualParamFiles.filter((name) => name !== ownParams), ownParams];

/**
 * What Lightning's CSVLogger writes, PyTorch's and Fabric's: `version_N/metrics.csv` with the columns sorted, a row for
 * each call of log_metrics, and the whole file written anew when a metric is new. Source: lightning.fabric.loggers.csv_logs.
 */
export const lightningCsv: Format = {
  id: "lightning-csv",
  title: "Lightning CSVLogger",
  claim(folder, heads) {
    if (!folder.files.includes(logName)) return [];
    const head = headOf(heads.head(logName, headBytes) ?? Buffer.alloc(0), headBytes);
    if (!head || !axesOfLightning(head.header)) return [];
    const isLightnings =
      folder.files.includes(ownParams) || /^version_\d+$/.test(basename(folder.path)) || isSorted(head.header);
    return isLightnings ? [{ path: join(folder.path, logName), runFolder: folder.path, scope: "folder" }] : [];
  },
  open: (path) =>
    new TableReader(path, { axes: axesOfLightning, guesses: false }, new SideFiles(dirname(path), paramFiles)),
};
