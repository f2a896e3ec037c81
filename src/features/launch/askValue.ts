import * as vscode from "vscode";
import { justTyped } from "../../host/justTyped";
import { pastValues, problemOf } from "../../launches/argumentLine";
import { nameOf, type ArgSpec } from "../../python/arguments/spec";
import { t } from "../../util/text";
import type { KnownArguments } from "./argumentSource";

interface Choice extends vscode.QuickPickItem {
  /** undefined = not given at all. */
  readonly values: readonly string[] | undefined;
}

/** The value that a flag has when it is given. */
const on = "on";

/**
 * Asks for the value of one argument: what it was given before, then its choices and default; anything can be typed.
 * @param current what it is given now
 * @returns undefined if the user thought better of it; `values` is undefined to take the argument out
 */
export async function askValue(
  spec: ArgSpec,
  current: string | undefined,
  known: KnownArguments,
): Promise<{ readonly values: readonly string[] | undefined } | undefined> {
  const choices = choicesFor(spec, current, known);
  const picker = vscode.window.createQuickPick<Choice>();
  picker.title = nameOf(spec) + (spec.help === undefined ? "" : `: ${spec.help}`);
  picker.placeholder = t("Value of {name}", { name: nameOf(spec) });
  const typed = () => {
    const text = picker.value.trim();
    return text === "" || spec.kind === "flag" ? undefined : typedChoice(text, spec);
  };
  const show = () => {
    const first = typed();
    picker.items = first ? [first, ...choices] : choices;
  };
  show();
  const isTyping = justTyped(picker);
  try {
    return await new Promise((resolve) => {
      picker.onDidChangeValue(show);
      picker.onDidAccept(() => {
        const [selected] = picker.selectedItems;
        const chosen = isTyping() ? (typed() ?? selected) : (selected ?? typed());
        if (chosen) resolve({ values: chosen.values });
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function typedChoice(typed: string, spec: ArgSpec): Choice {
  const values = spec.kind === "list" ? typed.split(/\s+/) : [typed];
  const problem = values.map((value) => problemOf(value, spec)).find((each) => each !== undefined);
  return { label: typed, values, alwaysShow: true, ...(problem === undefined ? {} : { detail: problem }) };
}

function choicesFor(spec: ArgSpec, current: string | undefined, known: KnownArguments): readonly Choice[] {
  const none: Choice[] = current === undefined ? [] : [{ label: `$(close) ${t("Leave Out")}`, values: undefined }];
  if (spec.kind === "flag") {
    const off: Choice[] = spec.off === undefined ? [] : [{ label: spec.off, values: [spec.off] }];
    return [{ label: nameOf(spec), values: [on] }, ...off, ...none];
  }
  const past = pastValues(spec, known.past, known.specs);
  const param = known.params[spec.dest];
  const offered: (readonly [string, string])[] = [
    ...past.map((value) => [value, t("used before")] as const),
    ...(param === undefined || param === null ? [] : [[String(param), t("in the last run")] as const]),
    ...(spec.kind === "boolean" ? ["True", "False"] : (spec.choices ?? [])).map((value) => [value, ""] as const),
    ...(spec.default === undefined ? [] : [[spec.default, t("default")] as const]),
  ];
  const seen = new Map<string, string>();
  for (const [value, why] of offered) {
    const before = seen.get(value);
    seen.set(value, [before, why].filter((each) => each !== undefined && each !== "").join(", "));
  }
  const values = (value: string) => (spec.kind === "list" ? value.split(" ") : [value]);
  return [
    ...[...seen].map(([value, description]) => ({
      label: value === "" ? '""' : value,
      description,
      values: values(value),
    })),
    ...none,
  ];
}
