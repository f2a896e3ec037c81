import { t } from "../../util/text";

/** How a client is told of the server. */
export interface Configuration {
  /** The client's name. */
  readonly client: string;
  /** Where the text goes: a file or a terminal. */
  readonly place: string;
  readonly text: string;
}

/**
 * What to paste where, for each client. @param launcher absolute path of a script that stays where it is when the extension
 * is updated @param folder absolute path of the project
 */
export function configurations(launcher: string, folder: string): readonly Configuration[] {
  const args = [launcher, "mcp", folder];
  const server = { command: "node", args };
  const json = (key: string, value: object) => `${JSON.stringify({ [key]: { lossline: value } }, undefined, 2)}\n`;
  const toml = `[mcp_servers.lossline]\ncommand = "node"\nargs = ${JSON.stringify(args)}\n`;
  return [
    { client: "Claude Code", place: ".mcp.json", text: json("mcpServers", server) },
    { client: "Codex", place: "~/.codex/config.toml", text: toml },
    { client: "Cursor", place: ".cursor/mcp.json", text: json("mcpServers", server) },
    { client: "GitHub Copilot", place: ".vscode/mcp.json", text: json("servers", { type: "stdio", ...server }) },
    { client: t("Another client"), place: "JSON", text: json("mcpServers", server) },
  ];
}

/** The launcher: the extension's folder is another after each update, and clients keep the path. @param cli absolute path */
export function launcherText(cli: string): string {
  return `// Written anew by Lossline whenever it starts.\nrequire(${JSON.stringify(cli)});\n`;
}
