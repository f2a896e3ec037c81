import { formats } from "./registry";

/** A folder outside of projects in which a tool keeps all its runs. Read only after the user has added it. */
export interface Home {
  readonly tool: string;
  /** Absolute path; it may not exist. */
  readonly path: string;
}

/**
 * Where tools keep runs by default, or where the environment says.
 * @param environment as process.env
 * @param home the user's home folder
 */
export function homesOf(environment: Readonly<Record<string, string | undefined>>, home: string): readonly Home[] {
  return formats.flatMap(({ title, homeOf }) => {
    const path = homeOf?.(environment, home);
    return path === undefined ? [] : [{ tool: title, path }];
  });
}
