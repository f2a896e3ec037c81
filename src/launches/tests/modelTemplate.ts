import { HumanError } from "../../util/errors";
import { splitWords } from "../words";

/** What the tests of one model are told, by variables and by arguments. */
export interface ModelTold {
  readonly environment: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/**
 * Fills the template "MODEL_PATH={checkpoint} --model {checkpoint}" in: split as a shell splits, and only then filled, so that a path is one
 * word whatever stands in it.
 * @throws HumanError if a quote of the template is never closed
 */
export function fillTemplate(template: string, checkpoint: string): ModelTold {
  const split = splitWords(template);
  if (!split.ok) throw new HumanError(split.problem);
  const environment: Record<string, string> = {};
  const args: string[] = [];
  for (const word of split.words) {
    const filled = (text: string) => text.replaceAll("{checkpoint}", () => checkpoint);
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined) args.push(filled(word));
    else environment[name] = filled(value);
  }
  return { environment, args };
}
