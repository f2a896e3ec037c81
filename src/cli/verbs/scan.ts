import { t } from "../../util/text";
import { scanText } from "../commands";
import { scanJson } from "../json";
import { load } from "../load";
import { folderIn, printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () => t(`  lossline scan [DIR] [--json] [--stats]          list the runs below DIR`),
  takes: ["json", "stats"],
  async run(words, { json, stats }, out) {
    const loaded = await load(folderIn(words, "scan"));
    return printed(`${json || stats ? JSON.stringify(scanJson(loaded, stats ?? false)) : scanText(loaded)}\n`, out);
  },
};
