import { basename } from "node:path";
import { formatValue } from "../../runs/describe/numbers";
import { plural, t } from "../../util/text";
import { branch, leaf, mostRows, type Opening, type TodayRow } from "./row";

/** What happened beside runs. */
export interface Surroundings {
  /** Commits since, the latest first: "a1b2c3d Fix the loader"; and the branch. */
  readonly commits: readonly string[];
  readonly branch?: string;
  /** Names of other branches with commits since. */
  readonly others?: readonly string[];
  /** Data that changed: a name and what is different. */
  readonly data: readonly { readonly path: string; readonly change: string }[];
  /** Launches of tests that failed: absolute paths of what was tested. */
  readonly redTests: readonly string[];
  /** Bytes that are free where the project lies, if they are few. */
  readonly bytesFree?: number;
}

/** Tests, commits, branches, data and the disk. */
export function aroundRows({
  commits,
  branch: on = "",
  others = [],
  data,
  redTests,
  bytesFree,
}: Surroundings): TodayRow[] {
  const commitRows = commits.map((text, at) => plain(`commit:${at}`, text, "", "git-commit", "scm"));
  const branchRows = others.map((name) => plain(`branch:${name}`, name, "", "git-branch", "scm"));
  const dataRows = data.map(({ path, change }) => plain(`data:${path}`, path, change, "database", { place: path }));
  const changes = plural(commits.length, { one: "{count} commit", other: "{count} commits" });
  const moved = plural(others.length, { one: "{count} other branch", other: "{count} other branches" });
  const changed = plural(data.length, { one: "{count} change of data", other: "{count} changes of data" });
  return [
    ...redTests.map((path, at): TodayRow => {
      const icon = { id: "beaker", color: "testing.iconFailed" };
      const label = t("Tests of {name} failed", { name: basename(path) });
      return { ...leaf(`tests:${at}`, label, "", icon, [], []), opens: { file: path } };
    }),
    ...folded("commits", changes, on, commitRows),
    ...folded("branches", moved, "", branchRows),
    ...folded("data", changed, "", dataRows),
    ...diskRow(bytesFree),
  ];
}

function plain(key: string, label: string, description: string, icon: string, opens: Opening): TodayRow {
  return { ...leaf(key, label, description, { id: icon }, [], []), opens };
}

/** Nothing where there are no rows; those beyond the most are counted. */
function folded(key: string, label: string, description: string, rows: readonly TodayRow[]): TodayRow[] {
  const [first] = rows;
  if (!first) return [];
  const all = branch(key, label, rows.slice(0, mostRows), rows.length);
  return [{ ...all, description, icon: first.icon, isOpen: false }];
}

function diskRow(bytesFree: number | undefined): TodayRow[] {
  if (bytesFree === undefined) return [];
  const label = t("Little disk space: {size} GB free", { size: formatValue(Math.round(bytesFree / 1e8) / 10) });
  return [
    { ...leaf("disk", label, "", { id: "warning", color: "list.warningForeground" }, [], []), opens: "clean-up" },
  ];
}
