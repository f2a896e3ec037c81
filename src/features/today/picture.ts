import type { App } from "../../host/app";
import { gpusUsed } from "../../launches/gpusUsed";
import { provenanceOf } from "../../launches/provenance";
import type { DayJudge } from "../../runs/day/groups";
import type { Look, NewsContext } from "../../runs/day/news";
import { todayOf, type Today } from "../../runs/day/today";
import { sharedWords, shortName } from "../../runs/describe/shortName";
import type { RunSummary } from "../../shared/run";
import type { Surroundings } from "./aroundRows";
import type { TodayRow, TodayWord } from "./row";
import { todayRows } from "./rows";

/** A side bar of the usual width has room for so many characters in a line; a name without spaces is not broken. */
const longestName = 26;

/** The view as it is at one moment. */
export interface Picture {
  readonly today: Today;
  readonly rows: readonly TodayRow[];
}

type Asked = Pick<App, "store" | "groups" | "judging" | "verdicts" | "nameOf" | "launches">;

/** @param now unix milliseconds */
export function picture(app: Asked, look: Look | undefined, around: Surroundings, now: number): Picture {
  const today = dayOf(app, look, now, (name, among) => shortName(name, sharedWords(among), longestName));
  const { nameOf } = app;
  const metricOf = dayJudge(app).valueOf;
  return { today, rows: todayRows(today, around, { now, nameOf, wordsOf: wordsIn(app), metricOf }) };
}

/** The day by the window's one judge. @param now unix milliseconds @param short names as its sentence has them; in full if not given */
export function dayOf(app: Asked, look: Look | undefined, now: number, short?: NewsContext["short"]): Today {
  const judge = dayJudge(app);
  const context = {
    now,
    siblingsOf: (run: RunSummary) => judge.groupOf(run).runs,
    metricOf: (run: RunSummary) => judge.valueOf(run)?.metric,
    ...(short && { short }),
    gpusOf: (run: RunSummary) => gpusUsed(run, app.launches.launchOf(run.id)) ?? 0,
  };
  return todayOf(app.store.runs.values(), look, judge, context);
}

/** The window's one judge, as a day asks it. */
function dayJudge({ groups, judging, verdicts, nameOf }: Asked): DayJudge {
  const judge = judging.now();
  return {
    groupOf: (run) => {
      const group = groups.of(run.id);
      if (group && group.runs.length > 1) return group;
      return { key: run.id, name: nameOf(run), runs: [run] };
    },
    valueOf: (run) => {
      const found = judge.headlineOf(run);
      return found && { metric: found.series.name, direction: found.direction, value: found.at?.value };
    },
    verdictOf: (runs, metric) => {
      const [first] = runs;
      const standing = runs.length > 1 ? verdicts.ofGroup(runs, metric) : first && verdicts.of(first, metric);
      return standing?.group?.verdict ?? standing?.verdict;
    },
    isBaseline: (run) => judge.isBaseline(run),
  };
}

function wordsIn({ launches }: Pick<App, "launches">): (run: RunSummary) => readonly TodayWord[] {
  const windows = process.platform === "win32";
  return (run) => {
    const launch = launches.launchOf(run.id);
    return [
      "dayRun",
      ...(provenanceOf(run, launch, windows) ? (["dayScripted"] as const) : []),
      ...(launch?.failure ? (["dayExplainable"] as const) : []),
    ];
  };
}
