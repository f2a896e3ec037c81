import type { Project } from "./project";
import type { Tool } from "./tool";
import { compareRuns } from "./tools/compareRuns";
import { declareHypothesis } from "./tools/declareHypothesis";
import { explainDifference } from "./tools/explainDifference";
import { findAnomalies } from "./tools/findAnomalies";
import { getEvents } from "./tools/getEvents";
import { getLaunchCommand } from "./tools/getLaunchCommand";
import { getMetric } from "./tools/getMetric";
import { getRun } from "./tools/getRun";
import { listRuns } from "./tools/listRuns";

/** Everything that agents can ask. */
export function toolsFor(project: Project): readonly Tool[] {
  return [
    listRuns,
    getRun,
    getMetric,
    compareRuns,
    explainDifference,
    findAnomalies,
    getEvents,
    getLaunchCommand,
    declareHypothesis,
  ].map((make) => make(project));
}
