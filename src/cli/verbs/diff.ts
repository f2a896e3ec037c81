import { t } from "../../util/text";
import { diffRuns } from "../verdicts";
import { printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline diff RUN… [--baseline B…] [--json]     judge their metrics, and list the params that differ`),
  takes: ["dir", "baseline", "at", "json"],
  run: async (words, values, out) => printed(await diffRuns(words, values), out),
};
