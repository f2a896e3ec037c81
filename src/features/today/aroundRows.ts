import { basename } from "node:path";
import { formatValue } from "../../runs/describe/numbers";
import { plural, t } from "../../util/text";
import { branch, leaf, mostRows, type TodayRow } from "./row";

/** What happened beside runs. */
export interface Surroundings {
  /** Commits since, the latest first: "a1b2c3d Fix the loader"; and the branch. */
  readonly commits: readonly string[];
  readonly branch?: string;
  /** Data that changed: a name and what is different. */
  readonly data: readonly { readonly path: string; readonly change: string }[];
  /** Launches of tests that failed: absolute paths of what was tested. */
  readonly redTests: readonly string[];
  /** Bytes that are free where the project lies, if they are few. */
  readonly bytesFree?: number;
}

/** Tests, commits, data and the disk. */
export function aroundRows({ commits, branch: on, data, redTests, bytesFree }: Surroundings): TodayRow[] {
  const commitRows = commits
    .slice(0, mostRows)
    .map((text, at) => leaf(`commit:${at}`, text, "", { id: "git-commit" }, [], []));
  const name = plural(commits.length, { one: "{count} commit", other: "{count} commits" });
  const dataRows = data
    .slice(0, mostRows)
    .map(({ path, change }) => leaf(`data:${path}`, path, change, { id: "database" }, [], []));
  const changed = plural(data.length, { one: "{count} change of data", other: "{count} changes of data" });
  return [
    ...redTests.map((path, at) =>
      leaf(
        `tests:${at}`,
        t("Tests of {name} failed", { name: basename(path) }),
        "",
        { id: "beaker", color: "testing.iconFailed" },
        [],
        [],
      ),
    ),
    ...(commits.length === 0
      ? []
      : [
          {
            ...branch("commits", name, commitRows, commits.length),
            description: on ?? "",
            icon: { id: "git-commit" },
            isOpen: false,
          },
        ]),
    ...(data.length === 0
      ? []
      : [{ ...branch("data", changed, dataRows, data.length), icon: { id: "database" }, isOpen: false }]),
    ...(bytesFree === undefined
      ? []
      : [
          leaf(
            "disk",
            t("Little disk space: {size} GB free", { size: formatValue(Math.round(bytesFree / 1e8) / 10) }),
            "",
            { id: "warning", color: "list.warningForeground" },
            [],
            [],
          ),
        ]),
  ];
}
