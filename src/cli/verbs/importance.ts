import { t } from "../../util/text";
import { importanceOfSettings } from "../importance";
import { printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(
      `  lossline importance [RUN…] [--metric M] [--json]  which setting matters, over many runs (default: all runs here)`,
    ),
  takes: ["dir", "metric", "at", "json"],
  run: async (words, values, out) => printed(await importanceOfSettings(words, values), out),
};
