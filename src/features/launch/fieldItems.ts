import { available, pastValues, valueIn } from "../../launches/argumentLine";
import { nameOf, type ArgSpec } from "../../python/arguments/spec";
import { t } from "../../util/text";
import type { KnownArguments } from "./argumentSource";

/** One argument as the form lists it. */
export interface Field {
  readonly spec: ArgSpec;
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
}

/**
 * The arguments that a script declares, as rows: those that are required and missing first, then what is given, then the
 * rest in the script's order. While an option is being typed only those that it may become.
 * @param typing the name that was begun at the end of the line, "" if there is none
 */
export function fieldsFor(words: readonly string[], typing: string, known: KnownArguments): readonly Field[] {
  const { specs } = known;
  const wanted = typing.replace(/^[-+~]+/, "").toLowerCase();
  const fits = (spec: ArgSpec) => nameOf(spec).toLowerCase().includes(wanted);
  const rows = available(words, specs)
    .filter(fits)
    .map((spec) => ({ spec, value: valueIn(words, spec, specs) }));
  const rank = ({ spec, value }: (typeof rows)[number]) => (value !== undefined ? 1 : spec.required ? 0 : 2);
  return rows
    .map((row, at) => ({ row, at }))
    .toSorted((a, b) => rank(a.row) - rank(b.row) || a.at - b.at)
    .map(({ row }) => fieldOf(row.spec, row.value, known));
}

function fieldOf(spec: ArgSpec, value: string | undefined, known: KnownArguments): Field {
  const last = value === undefined ? pastValues(spec, known.past, known.specs)[0] : undefined;
  const param = known.params[spec.dest];
  const parts = [
    ...(value === undefined ? [] : [`= ${value}`]),
    ...(spec.required && value === undefined ? [t("required")] : []),
    ...(last !== undefined && spec.kind !== "flag" ? [t("last: {value}", { value: last })] : []),
    ...(last === undefined && value === undefined && param !== undefined && param !== null
      ? [t("in the last run: {value}", { value: String(param) })]
      : []),
    ...(spec.default === undefined ? [] : [t("default: {value}", { value: spec.default })]),
    ...(spec.computed === undefined ? [] : [t("computed: {source}", { source: spec.computed })]),
  ];
  const detail = [spec.group, spec.help].filter((each) => each !== undefined && each !== "").join(": ");
  return { spec, label: nameOf(spec), description: parts.join(" · "), ...(detail === "" ? {} : { detail }) };
}
