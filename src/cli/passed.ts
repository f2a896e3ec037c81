import type { Passed } from "../store/reading/protocol";
import type { Problem } from "../shared/run";

/** What ended this command before and is passed over this time, with the reason. */
export type PassedOver = Pick<Problem, "path" | "message"> & Passed;

/** The variable in which a command that is done once more finds what to pass over, as JSON. */
export const passedVariable = "LOSSLINE_PASSED_OVER";

/** What is passed over in this process. */
export function passedOver(): readonly PassedOver[] {
  return JSON.parse(process.env[passedVariable] ?? "[]") as PassedOver[];
}
