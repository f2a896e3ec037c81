import { t } from "../../util/text";
import { promoteRun } from "../promote";
import { judged, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline promote RUN [--baseline B…] [--dir DIR]  copy its model to the next version below models/, with a model card
        [--name NAME] [--file FILE]… [--to MODELS] [--force]`),
  takes: ["dir", "baseline", "at", "name", "file", "to", "force"],
  run: async (words, values, out) => judged(await promoteRun(words, values), out),
};
