import { join } from "node:path";
import { packedRefsOf, refsBelow } from "../../parsing/git/refs";
import { plural, t } from "../../../util/text";

/** An experiment that DVC keeps: refs/exps/<two and 38 digits of the baseline's commit>/<name>. */
export interface Experiment {
  /** Unique in the repository, and the same for as long as there is the experiment. */
  readonly id: string;
  readonly name: string;
  /** Ids of commits, in hexadecimal: of the experiment, and of the one that it began with. */
  readonly commit: string;
  readonly baseline: string;
}

export interface Experiments {
  readonly list: readonly Experiment[];
  /** Absolute paths of folders and files: one of them changes whenever the list does. */
  readonly watched: readonly string[];
  readonly warnings: readonly string[];
}

const prefix = "refs/exps";
/** What else DVC keeps below the prefix (exec, stash, celery …) is no experiment. Source: dvc/repo/experiments/refs.py. */
const experimentRef = /^refs\/exps\/([0-9a-f]{2})\/([0-9a-f]{38})\/([^/]+)$/;
/** What git-check-ref-format(1) forbids. */
const forbidden = /^\.|\.\.|@\{|\.lock$|[\x00-\x20\x7f~^:?*[\\]/;
const longestName = 250;

const mostExperiments = 1000;

/** The experiments of a repository, by name. */
export function experimentsIn(common: string): Experiments {
  const refs = refsBelow(common, prefix);
  const list: Experiment[] = [];
  let refused = 0;
  for (const [ref, commit] of refs.ids) {
    const [, start, rest, name] = experimentRef.exec(ref) ?? [];
    if (start === undefined || rest === undefined || name === undefined) continue;
    if (name.length > longestName || forbidden.test(name)) refused++;
    else list.push({ id: `${start}${rest.slice(0, 5)}/${name}`, name, commit, baseline: start + rest });
  }
  list.sort((a, b) => (a.id < b.id ? -1 : 1));
  const warnings = [...refs.warnings];
  if (refused > 0)
    warnings.push(
      plural(refused, {
        one: "{count} experiment was left out: Git forbids its name.",
        other: "{count} experiments were left out: Git forbids their names.",
      }),
    );
  if (list.length > mostExperiments) {
    warnings.push(
      t("Only {shown} of {all} experiments are shown. To remove old ones, run “{command}”.", {
        shown: mostExperiments,
        all: list.length,
        command: "dvc exp remove",
      }),
    );
  }
  const watched = [join(common, "refs"), ...refs.folders, packedRefsOf(common)];
  return { list: list.slice(0, mostExperiments), watched, warnings };
}
