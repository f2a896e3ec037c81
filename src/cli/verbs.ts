import type { Verb } from "./verb";

/** What the command line does, by the word that asks for it, in the order of its help. Each is read from disk when it is asked for. */
export const verbs: Readonly<Record<string, () => Promise<{ readonly verb: Verb }>>> = {
  scan: () => import("./verbs/scan"),
  show: () => import("./verbs/show"),
  diff: () => import("./verbs/diff"),
  export: () => import("./verbs/export"),
  plot: () => import("./verbs/plot"),
  report: () => import("./verbs/report"),
  importance: () => import("./verbs/importance"),
  check: () => import("./verbs/check"),
  data: () => import("./verbs/data"),
  today: () => import("./verbs/today"),
  promote: () => import("./verbs/promote"),
  clean: () => import("./verbs/clean"),
  monitor: () => import("./verbs/monitor"),
  mcp: () => import("./verbs/mcp"),
  ledger: () => import("./verbs/ledger"),
};
