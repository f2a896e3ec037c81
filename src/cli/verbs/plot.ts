import { t } from "../../util/text";
import { plotRuns } from "../plot";
import { printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline plot RUN… --metric M [-o FILE]         draw a metric's curves as an SVG
        [--x step|epoch|relative|wall] [--smoothing S] [--log] [--baseline B…]`),
  takes: ["dir", "baseline", "metric", "out", "x", "smoothing", "log"],
  run: async (words, values, out) => printed(await plotRuns(words, values), out),
};
