import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { configurations, launcherText } from "./configuration";
import { launchTool } from "./launchTool";
import { McpServer } from "./server";

/** The tools of `lossline mcp`, by name: package.json lists them with their schemas, and a test holds the three together. */
export const toolNames = [
  "list_runs",
  "get_run",
  "get_metric",
  "compare_runs",
  "explain_difference",
  "find_anomalies",
  "get_events",
  "get_launch_command",
  "declare_hypothesis",
] as const;

/** Chat models and agents that see the runs: tools for the editor's chat, a server for everyone else. */
export function registerAgents(app: App): void {
  const { context, log } = app;
  const cli = join(context.extensionPath, "dist", "cli.js");
  const launcher = join(context.globalStorageUri.fsPath, "lossline-cli.js");
  const renewed = renew(launcher, cli).catch((error: unknown) => log.warn(`the launcher: ${String(error)}`));
  // Editors that are made of VS Code may have neither.
  const { lm } = vscode as Partial<typeof vscode>;
  const { registerTool, registerMcpServerDefinitionProvider } = (lm ?? {}) as Partial<typeof vscode.lm>;
  if (registerTool) registerTools(app, cli, registerTool);
  if (registerTool) context.subscriptions.push(registerTool("lossline_launch_run", launchTool(app)));
  if (registerMcpServerDefinitionProvider) {
    const changes = new vscode.EventEmitter<void>();
    context.subscriptions.push(
      changes,
      vscode.workspace.onDidGrantWorkspaceTrust(() => changes.fire()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => changes.fire()),
      registerMcpServerDefinitionProvider("lossline.mcp", {
        onDidChangeMcpServerDefinitions: changes.event,
        provideMcpServerDefinitions: () => definitions(cli),
      }),
    );
  }
  app.command(Commands.copyMcpConfiguration, async () => {
    const [folder] = searchedFolders();
    if (folder === undefined) throw new HumanError(t("Open the project’s folder first."));
    await renewed;
    const items = configurations(launcher, folder).map((one) => ({
      ...one,
      label: one.client,
      description: one.place,
    }));
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: t("Copy the configuration for…") });
    if (!chosen) return;
    await vscode.env.clipboard.writeText(chosen.text);
    void vscode.window.showInformationMessage(t("Copied. Paste it into {place}.", { place: chosen.place }));
  });
}

async function renew(launcher: string, cli: string): Promise<void> {
  await mkdir(join(launcher, ".."), { recursive: true });
  await writeFile(launcher, launcherText(cli));
}

/** A server for each folder, by the editor's own Node. Nothing in a restricted workspace: there nothing is started. */
function definitions(cli: string): vscode.McpServerDefinition[] {
  if (!vscode.workspace.isTrusted) return [];
  return searchedFolders().map((folder) => {
    const env = { ELECTRON_RUN_AS_NODE: "1" };
    return new vscode.McpStdioServerDefinition("Lossline", process.execPath, [cli, "mcp", folder], env);
  });
}

function registerTools({ context }: App, cli: string, register: typeof vscode.lm.registerTool): void {
  const servers = new Map<string, McpServer>();
  const serverFor = (folder: string) => {
    let server = servers.get(folder);
    if (!server) {
      servers.set(folder, (server = new McpServer(cli, folder)));
      context.subscriptions.push(server);
    }
    return server;
  };
  for (const name of toolNames) {
    const tool: vscode.LanguageModelTool<object> = {
      invoke: async ({ input }) => {
        const [folder] = searchedFolders();
        if (folder === undefined) throw new Error(t("Open the project’s folder first."));
        if (!vscode.workspace.isTrusted) throw new Error(t("Nothing is started in a restricted workspace."));
        const text = await serverFor(folder).ask(name, input);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    };
    context.subscriptions.push(register(`lossline_${name}`, tool));
  }
}
