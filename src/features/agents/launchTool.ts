import { existsSync } from "node:fs";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { setting } from "../../host/settings";
import { wordsOf } from "../../launches/plan";
import { commandLine } from "../../launches/quote";
import { isReallyWithin, pathWithin } from "../../readers/parsing/files/within";
import { markdownFence } from "../../runs/describe/sheets";
import { shown } from "../../util/shown";
import { t } from "../../util/text";

/** What a model asks to start. */
interface Asked {
  /** Absolute path. */
  readonly script: string;
  readonly args: readonly string[];
}

/** So many arguments, of so many characters in all, fit into what a person can read before they agree. */
const mostArguments = 100;
const mostCharacters = 2000;

/**
 * Lets the editor's chat start a training: only where the user turned that on, and never in a restricted workspace. The editor shows
 * the command and asks before each start.
 */
export function launchTool(app: App): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: async ({ input }) => {
      const command = await commandOf(app, allowed(input));
      return {
        invocationMessage: t("Starting {command}", { command }),
        confirmationMessages: {
          title: t("Start a training?"),
          message: new vscode.MarkdownString(
            `${t("It runs in the terminal, as if you had started it:")}\n\n${markdownFence(command)}`,
          ),
        },
      };
    },
    invoke: async ({ input }) => {
      const asked = allowed(input);
      const command = await commandOf(app, asked);
      await vscode.commands.executeCommand(Commands.train, vscode.Uri.file(asked.script), asked.args);
      const text = JSON.stringify({
        started: command,
        note: "get_events tells how it ended; list_runs shows its run.",
      });
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}

/** What is asked, if it may be started. @throws with what keeps it from that */
function allowed(input: object): Asked {
  if (!vscode.workspace.isTrusted) throw new Error(t("Nothing is started in a restricted workspace."));
  if (!setting("lossline.agents.launch"))
    throw new Error(
      t("The user has not allowed models to start trainings: the setting is {setting}.", {
        setting: "lossline.agents.launch",
      }),
    );
  const { script, args = [] } = input as { readonly script?: unknown; readonly args?: unknown };
  const isList = Array.isArray(args) && args.length <= mostArguments && args.every((each) => typeof each === "string");
  if (typeof script !== "string" || !isList || args.join(" ").length > mostCharacters)
    throw new Error(t("It takes script, a path in the workspace folder, and args, a short list of texts."));
  return { script: scriptAt(script), args };
}

/** The script by its path in a workspace folder: nothing outside of it, by a link either. */
function scriptAt(path: string): string {
  for (const folder of searchedFolders()) {
    const file = pathWithin(folder, path);
    if (file?.endsWith(".py") && existsSync(file) && isReallyWithin(file, folder)) return file;
  }
  throw new Error(t("There is no Python script {path} in the workspace folder.", { path: shown(path.slice(0, 200)) }));
}

async function commandOf({ profiles }: App, { script, args }: Asked): Promise<string> {
  const plan = await profiles.plan(vscode.Uri.file(script), args);
  return shown(commandLine(wordsOf({ ...plan, args: [...args] }), process.platform === "win32" ? "powershell" : "sh"));
}
