import { t } from "../../util/text";
import { dataText } from "../data";
import { printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline data [PATH…] [--dir DIR] [--json]      the data that the project declares, its rows and columns
        [--against FILE]                          what changed since FILE, which --json printed`),
  takes: ["dir", "json", "against"],
  run: async (words, values, out) => printed(await dataText(words, values), out),
};
