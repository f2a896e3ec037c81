import { join } from "node:path";

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
  const cache = environment["HF_HOME"] ?? join(environment["XDG_CACHE_HOME"] ?? join(home, ".cache"), "huggingface");
  return [
    { tool: "trackio", path: environment["TRACKIO_DIR"] ?? join(cache, "trackio") },
    { tool: "Ray Tune", path: environment["RAY_AIR_LOCAL_CACHE_DIR"] ?? join(home, "ray_results") },
    {
      tool: "ClearML offline",
      path: join(environment["CLEARML_CACHE_DIR"] ?? join(home, ".clearml", "cache"), "offline"),
    },
    ...(environment["WANDB_DIR"] ? [{ tool: "Weights & Biases", path: environment["WANDB_DIR"] }] : []),
  ];
}
