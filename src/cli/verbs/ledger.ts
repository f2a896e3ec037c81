import { t } from "../../util/text";
import { ledgerText } from "../mcp/ledgerText";
import { folderIn, printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline ledger [DIR]                           what agents declared and compared, in the order of time`),
  takes: ["json"],
  run: (words, { json }, out) => printed(ledgerText(folderIn(words, "ledger"), json ?? false), out),
};
