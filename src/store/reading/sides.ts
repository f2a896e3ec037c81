import type { AssembledRun } from "../../runs/assembly/summary";
import { mostRunsOfSide, mostSides, type CompareQuery } from "../../shared/compare";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";

/**
 * The runs of each side that are still there, each run once, as their launches know them, and how many are gone.
 * @throws {HumanError} if fewer than two sides have runs
 */
export function sidesFound(
  { sides, choices }: CompareQuery,
  found: ReadonlyMap<string, AssembledRun>,
): { readonly sides: readonly (readonly AssembledRun[])[]; readonly missing: number } {
  const launched = new Map(choices.launched);
  const asked = sides.slice(0, mostSides).map((ids) => [...new Set(ids)].slice(0, mostRunsOfSide));
  const runs = asked.map((ids) =>
    ids.flatMap((id): AssembledRun[] => {
      const run = found.get(id);
      const known = launched.get(id);
      return run ? [known ? { ...run, summary: { ...run.summary, ...known } } : run] : [];
    }),
  );
  const present = runs.filter(({ length }) => length > 0);
  if (present.length < 2) throw new HumanError(t("Choose at least two runs that are still there to compare."));
  return { sides: present, missing: asked.flat().length - runs.flat().length };
}
