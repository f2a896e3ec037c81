import type { CompareAnswer, CompareParam, CompareSide, Suspect } from "../../shared/compare";
import { plural, t } from "../../util/text";

/** Names in one sentence. */
const mostNamed = 4;

/** What may be why the sides differ, most suspected first, each with the reason; seeds last, which are no reason but chance. */
export function suspectsOf({
  sides,
  params,
  environment,
  data,
}: Pick<CompareAnswer, "sides" | "params" | "environment" | "data">): Suspect[] {
  const of = (kind: CompareParam["kind"]) => params.filter((param) => param.kind === kind);
  const dataNames = [...data.rows, ...of("data")];
  const places = [...environment.rows, ...of("environment")];
  const suspects: readonly (Suspect | undefined)[] = [
    dataNames.length === 0
      ? undefined
      : {
          what: t("Data"),
          because: t("{names} differ: what was learned from, or measured on, is not the same.", {
            names: listed(dataNames),
          }),
        },
    settingsSuspect(of("setting")),
    codeSuspect(sides),
    places.length === 0
      ? undefined
      : {
          what: t("Environment"),
          because: t("{names} differ: versions change defaults and rounding.", { names: listed(places) }),
        },
    seedSuspect(sides),
  ];
  return suspects.filter((suspect) => suspect !== undefined);
}

function settingsSuspect(settings: readonly CompareParam[]): Suspect | undefined {
  if (settings.length === 0) return undefined;
  const names = listed(settings);
  const because =
    settings.length === 1
      ? t("{names} is the only setting that differs.", { names })
      : plural(
          settings.length,
          { other: "{count} settings differ ({names}): which of them it is, only runs that differ in one can tell." },
          { names },
        );
  return { what: t("Params"), because };
}

function codeSuspect(sides: readonly CompareSide[]): Suspect | undefined {
  const commits = sides.map(({ commit }) => commit);
  const what = t("Code");
  if (commits.every((commit) => commit !== undefined)) {
    if (new Set(commits).size > 1)
      return { what, because: t("They were trained at different commits: the code between them may be why.") };
    if (sides.some(({ patch }) => patch !== undefined))
      return { what, because: t("The commit is the same, but changes that weren’t committed are recorded.") };
    return undefined;
  }
  const unknown = commits.filter((commit) => commit === undefined).length;
  return {
    what,
    because: plural(unknown, {
      one: "The commit of one side isn’t recorded: its code may differ.",
      other: "The commits of {count} sides aren’t recorded: their code may differ.",
    }),
  };
}

function seedSuspect(sides: readonly CompareSide[]): Suspect | undefined {
  const seeds = sides.map(({ seed }) => seed);
  if (seeds.some((seed) => seed === undefined)) {
    return { what: t("Chance"), because: t("A seed isn’t recorded: repeat with seeds to know the noise.") };
  }
  if (new Set(seeds).size < 2) return undefined;
  return {
    what: t("Chance"),
    because: t("Their seeds differ: the verdicts above say whether that alone would do it."),
  };
}

function listed(params: readonly CompareParam[]): string {
  const names = params.slice(0, mostNamed).map(({ name }) => name);
  return [...names, ...(params.length > mostNamed ? ["…"] : [])].join(", ");
}
