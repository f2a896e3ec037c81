import { t } from "../../util/text";
import { only } from "../arguments";
import { showText } from "../commands";
import { showJson } from "../json";
import { findRun, load, placeOf } from "../load";
import { printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () => t(`  lossline show RUN [--json]                      show one run: params, metrics, status`),
  takes: ["dir", "json"],
  async run(words, { dir, json }, out) {
    const loaded = await load(placeOf(dir, words));
    const run = findRun(loaded, only(words, t("{command} takes one run.", { command: "show" })));
    return printed(
      `${json ? JSON.stringify(showJson(run, loaded)) : showText(run, loaded.headline(run.summary))}\n`,
      out,
    );
  },
};
