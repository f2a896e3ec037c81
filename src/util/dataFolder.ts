import { homedir } from "node:os";
import { join } from "node:path";

/** Where what is kept for a person lies, outside of every repository. `LOSSLINE_DATA` names another folder. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env["LOSSLINE_DATA"];
  if (chosen !== undefined && chosen !== "") return chosen;
  if (process.platform === "win32") return join(env["LOCALAPPDATA"] ?? homedir(), "Lossline");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Lossline");
  return join(shareFolder(env), "lossline");
}

/** The freedesktop.org data folder: `$XDG_DATA_HOME`, else `~/.local/share`. */
export function shareFolder(env: NodeJS.ProcessEnv = process.env): string {
  const data = env["XDG_DATA_HOME"];
  return data === undefined || data === "" ? join(homedir(), ".local", "share") : data;
}
