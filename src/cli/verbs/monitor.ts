import { t } from "../../util/text";
import { monitorModels } from "../monitor";
import { judged, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline monitor [DIR] [--to MODELS] [--json]   evaluations of promoted models, against their values when promoted;
                                                  exit with 1 if the last one is worse by more than they differ`),
  takes: ["at", "to", "json"],
  run: async (words, values, out) => judged(await monitorModels(words, values), out),
};
