import { t } from "../../util/text";
import { serve } from "../mcp/serve";
import { folderIn, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(
      `  lossline mcp [DIR]                              serve the runs below DIR to agents (Model Context Protocol, stdio)`,
    ),
  takes: [],
  async run(words, _, out) {
    await serve(folderIn(words, "mcp"), process.stdin, out);
    return 0;
  },
};
