import type { RunGroup } from "../../runs/judging/groups/groups";
import type { BaselineSpec } from "../../state/baselines";
import type { FolderBaseline } from "../../state/folderBaselines";
import { plural, t } from "../../util/text";

type NamedSpec = Exclude<BaselineSpec, { readonly kind: "targets" }>;

/** What several selected runs are as a baseline: their seed group if they are all of it, else these very runs. */
export function specOf(ids: readonly string[], group: RunGroup | undefined): NamedSpec {
  const [first] = ids;
  const isWhole =
    group?.runs.length === ids.length && group.runs.length > 1 && group.runs.every(({ id }) => ids.includes(id));
  return isWhole && first !== undefined ? { kind: "group", run: first } : { kind: "runs", runs: [...ids] };
}

/** A name that no other baseline of the folder has; the same for the same runs. */
export function freeName(wanted: string, spec: NamedSpec, taken: readonly FolderBaseline[]): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted} (${count})`;
    const other = taken.find((one) => one.name === name);
    if (!other || JSON.stringify(other.spec) === JSON.stringify(spec)) return name;
  }
}

/** What a baseline is made of, for people. */
export function specText(spec: BaselineSpec): string {
  switch (spec.kind) {
    case "runs":
      return plural(spec.runs.length, { one: "{count} run", other: "{count} runs" });
    case "group":
      return t("A seed group, with whatever joins it");
    case "best":
      return spec.filter === "" ? t("The best of all runs") : t("The best of {filter}", { filter: spec.filter });
    case "targets":
      return plural(spec.targets.size, { one: "{count} fixed value", other: "{count} fixed values" });
  }
}
