import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { mask, maskText } from "../util/maskText";
import { isSecretName } from "../util/secretShapes";

/** Arguments as they may be kept: what is a secret by its option's name, by its shape or by its randomness is masked. */
export function maskArguments(args: readonly string[]): readonly string[] {
  return args.map((argument, index) => {
    const before = args[index - 1] ?? "";
    const isValue = before.startsWith("-") && !before.includes("=") && isSecretName(before);
    if (isValue && !argument.startsWith("--")) return mask;
    const cut = argument.indexOf("=");
    if (cut > 0 && isSecretName(argument.slice(0, cut))) return argument.slice(0, cut + 1) + mask;
    return maskText(argument);
  });
}

/** Whether something of these was a secret, of which only the mask is left. */
export function isMasked(args: readonly string[]): boolean {
  return args.some((argument) => argument.includes(mask));
}

/** Does not start what only looks like what it was. @throws HumanError if something of these was a secret */
export function refuseMasked(args: readonly string[]): void {
  if (isMasked(args))
    throw new HumanError(t("An argument of this launch was a secret, which was not kept. Use Train with Arguments."));
}
