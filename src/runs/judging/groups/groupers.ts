import type { ParamValue, RunSummary } from "../../../shared/run";
import type { GroupBy } from "../../../shared/groupBy";
import { formatParam } from "../../describe/numbers";
import { commonName, seedGrouper, type Grouper } from "./groups";
import type { SeedLike } from "./seedLike";

export type { GroupBy };

/** Longer values of a param are no setting that people group by: so much of them counts. */
const longestValue = 200;

export function grouperOf(by: GroupBy, seedLike: SeedLike): Grouper {
  switch (by.kind) {
    case "seed":
      return seedGrouper(seedLike);
    case "none":
      return { bucketOf: () => undefined, isSame: () => false, nameOf: commonName };
    case "tool":
      return {
        bucketOf: ({ root, group, queuedIn }) => {
          const named = group ?? queuedIn;
          return named === undefined ? undefined : { key: `${root}\n${named}`, by: "named" };
        },
        isSame: () => true,
        nameOf: (runs) => runs[0]!.group ?? runs[0]!.queuedIn ?? commonName(runs),
      };
    case "params":
      return paramGrouper(by.names);
  }
}

/** A run that has none of the params is by itself. */
function paramGrouper(names: readonly string[]): Grouper {
  const textOf = (run: RunSummary, name: string) => {
    const value: ParamValue | undefined = Object.hasOwn(run.params, name) ? run.params[name] : undefined;
    return value === undefined ? "–" : formatParam(value).slice(0, longestValue);
  };
  return {
    bucketOf: (run) => {
      if (!names.some((name) => Object.hasOwn(run.params, name))) return undefined;
      return { key: JSON.stringify([run.root, ...names.map((name) => textOf(run, name))]), by: "params" };
    },
    isSame: () => true,
    nameOf: ([run]) => names.map((name) => `${name} ${textOf(run!, name)}`).join(", "),
  };
}
