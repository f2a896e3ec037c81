import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** The one word that a command takes. @throws {HumanError} with this text, if there is none or more than one */
export function only(words: readonly string[], otherwise: string): string {
  if (words.length !== 1) throw new HumanError(otherwise);
  return words[0]!;
}

/** An option's value, if it is one of those allowed. @throws {HumanError} that names these */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new HumanError(t("{option} takes {values}, not {value}.", { option, values: allowed.join(", "), value }));
  }
  return found;
}
