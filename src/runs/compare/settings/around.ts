import type { AssembledRun } from "../../assembly/summary";
import type { SettingsAnswer, SettingsQuery } from "../../../shared/settings";
import { standardsFor } from "../compare";
import { settingsThatMatter } from "./matter";

/** With fewer runs beside them, all runs are asked of. */
const leastBeside = 10;

/** Which setting matters among the runs beside some, which are those of their folders, or else all. @param project every run */
export function settingsAround(project: readonly AssembledRun[], query: SettingsQuery): SettingsAnswer {
  const { metric, choices } = query;
  const asked = new Set(query.runs);
  const placeOf = ({ summary: { root, folder } }: AssembledRun) => `${root}\n${folder}`;
  const hidden = new Set(choices.hidden);
  const visible = project.filter(({ summary }) => !hidden.has(summary.id));
  const having = visible.filter(({ summary }) => summary.series.some(({ name }) => name === metric));
  const places = new Set(project.filter(({ summary }) => asked.has(summary.id)).map(placeOf));
  const beside = having.filter((run) => places.has(placeOf(run)));
  const isWide = beside.length < leastBeside;
  const standards = standardsFor(choices, visible);
  const series = having.flatMap(({ summary }) => summary.series.filter(({ name }) => name === metric));
  const direction = series.map(standards.direction).find((known) => known !== "unknown") ?? "unknown";
  const found = settingsThatMatter(isWide ? having : beside, metric, direction, standards);
  const folders = [...new Set(beside.map(({ summary }) => summary.folder))].slice(0, 3);
  return isWide ? found : { ...found, folders };
}
