import type { DatabaseSync } from "node:sqlite";

/** node:sqlite's class, or undefined where this Node has none, which is before 22.5: skip the test by name then. */
export const sqlite = (
  (process as { getBuiltinModule?: typeof process.getBuiltinModule }).getBuiltinModule?.("node:sqlite") as
    { DatabaseSync: typeof DatabaseSync } | undefined
)?.DatabaseSync;
