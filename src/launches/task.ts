import { t } from "../util/text";

/** The type of Lossline's tasks, in `.vscode/tasks.json` and in the editor's list. */
export const taskType = "lossline";

/** A task of the editor: a script, and how it is started. */
export interface TaskWish {
  /** Relative to the workspace folder, or absolute. */
  readonly script: string;
  /** A profile's name; without one the script is started as by itself. */
  readonly profile?: string;
  /** Instead of the profile's. */
  readonly args?: readonly string[];
}

/** What a task's definition asks for, or what is wrong with it, as a sentence. People write it by hand. */
export function wishOf(definition: Readonly<Record<string, unknown>>): TaskWish | string {
  const { script, profile, args } = definition;
  if (typeof script !== "string" || script === "") return t("{name} is missing, a text", { name: "script" });
  if (profile !== undefined && typeof profile !== "string") return t("{name} is a text", { name: "profile" });
  if (args !== undefined && !(Array.isArray(args) && args.every((each) => typeof each === "string")))
    return t("{name} is a list of texts", { name: "args" });
  return {
    script,
    ...(profile === undefined ? {} : { profile }),
    ...(args === undefined ? {} : { args }),
  };
}
