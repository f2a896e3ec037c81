import { t } from "../../util/text";
import { judged, type Verb } from "../verb";
import { checkRuns } from "../verdicts";

export const verb: Verb = {
  help: () =>
    t(`  lossline check DIR --baseline B… --metric M     exit with 1 if a run below DIR is worse than the baseline
        [--max-regression X] [--fail-on worse|unclear] [--direction lower|higher]
        [--format text|json|markdown|junit|github]`),
  takes: ["dir", "baseline", "metric", "max-regression", "fail-on", "format", "direction", "at"],
  run: async (words, values, out) => judged(await checkRuns(words, values), out),
};
