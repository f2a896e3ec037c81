import { t } from "../../util/text";
import { load } from "../load";
import { dayOf, pastTime, todayJson, todayText } from "../today";
import { folderIn, printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(
      `  lossline today [DIR] [--since T] [--json]       what happened since 18h ago, 7d ago, or a time; a day if not given`,
    ),
  takes: ["json", "since"],
  async run(words, { json, since }, out) {
    const folder = folderIn(words, "today");
    const now = Date.now();
    const from = since === undefined ? undefined : pastTime(since, now);
    const day = dayOf(await load(folder), from, now);
    return printed(`${json ? JSON.stringify(todayJson(day)) : todayText(day, now)}\n`, out);
  },
};
