import { t } from "../../util/text";
import { reportRuns } from "../report";
import { printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline report RUN… [--baseline B…] [-o FILE]  one HTML page, or Markdown: verdicts, curves, params, commands
        [--metric M]… [--format html|markdown]`),
  takes: ["dir", "baseline", "metric", "out", "at", "format"],
  run: async (words, values, out) => printed(await reportRuns(words, values), out),
};
