import { basename, dirname } from "node:path";
import type { StoreLayout } from "../../format";
import { loggedBy } from "./logged";

export const trash = ".trash";

/**
 * The store of files: `EXPERIMENT/RUN/meta.yaml`, `models/NAME/version-N/meta.yaml`, and both below `.trash` once they are deleted
 * (mlflow/store/tracking/file_store.py, store/model_registry/file_store.py). What is deleted stays until `mlflow gc`.
 */
export const storeLayout: StoreLayout = {
  usualName: "mlruns",
  storeOf: (runFolder) => {
    const store = dirname(dirname(runFolder));
    return basename(store) === trash ? dirname(store) : store;
  },
  trash,
  metaFile: "meta.yaml",
  deeper: "models",
  saysRun: (note) => /^run_(?:id|uuid):/m.test(note),
  saysDeleted: (note) => /^lifecycle_stage: *['"]?deleted\b/m.test(note),
  loggedBy,
};
