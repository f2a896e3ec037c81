import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { oneOf } from "../arguments";
import { exportCsv, exportJson } from "../export";
import { load, placeOf } from "../load";
import { selectRuns } from "../select";
import { type Verb } from "../verb";

export const verb: Verb = {
  help: () => t(`  lossline export RUN… --format csv|json          write every point to standard output`),
  takes: ["dir", "format"],
  async run(words, { dir, format }, out) {
    if (words.length === 0) throw new HumanError(t("Name the runs to export."));
    const kind = oneOf("--format", format ?? "csv", ["csv", "json"]);
    const loaded = await load(placeOf(dir, words));
    const runs = selectRuns(loaded, words);
    for (const line of kind === "csv" ? exportCsv(runs) : exportJson(runs)) await out(line);
    return 0;
  },
};
