import { settingsThatMatter } from "../../src/runs/compare/settings/matter";
import { usualSeedLike } from "../../src/runs/judging/groups/seedLike";
import type { Direction, RunSummary } from "../../src/shared/run";
import { assembled } from "./tables";

/** What is told of the settings of some runs, where a higher value of the metric is better. */
export function matter(runs: readonly RunSummary[], metric = "val/acc") {
  const project = assembled(...runs);
  const standards = {
    rule: { kind: "last" },
    direction: (): Direction => "higher",
    seedLike: usualSeedLike,
    project,
  } as const;
  return settingsThatMatter(project, metric, "higher", standards);
}
