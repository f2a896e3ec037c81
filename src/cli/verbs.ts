import type { Verb } from "./verb";
import { verb as check } from "./verbs/check";
import { verb as clean } from "./verbs/clean";
import { verb as data } from "./verbs/data";
import { verb as diff } from "./verbs/diff";
import { verb as exporting } from "./verbs/export";
import { verb as importance } from "./verbs/importance";
import { verb as ledger } from "./verbs/ledger";
import { verb as mcp } from "./verbs/mcp";
import { verb as monitor } from "./verbs/monitor";
import { verb as plot } from "./verbs/plot";
import { verb as promote } from "./verbs/promote";
import { verb as report } from "./verbs/report";
import { verb as scan } from "./verbs/scan";
import { verb as show } from "./verbs/show";
import { verb as today } from "./verbs/today";

/**
 * What the command line does, by the word that asks for it, in the order of its help. They are read from disk together: each by
 * itself would cut what they share into chunks so small that the package grows by a twentieth.
 */
export const verbs: Readonly<Record<string, Verb>> = {
  scan,
  show,
  diff,
  export: exporting,
  plot,
  report,
  importance,
  check,
  data,
  today,
  promote,
  clean,
  monitor,
  mcp,
  ledger,
};
