import { join } from "node:path";
import { env, type ExtensionContext } from "vscode";
import { registerAgents } from "./features/agents/register";
import { registerCleanUp } from "./features/clean/register";
import { registerFirstSteps } from "./features/firstSteps/register";
import { registerCodeLens } from "./features/codelens/provider";
import { registerLaunch } from "./features/launch/register";
import { registerMedia } from "./features/media/register";
import { registerMetricTests } from "./features/metricTests/register";
import { registerPlots } from "./features/plots/register";
import { registerStateCommands } from "./features/runCommands/commands";
import { registerCompare } from "./features/compare/register";
import { registerTable } from "./features/table/register";
import { registerToday } from "./features/today/register";
import { registerTree } from "./features/tree/register";
import { createApp } from "./host/createApp";
import { loadLanguage } from "./util/languages";

/** Constructs and wires. Nothing is read here: the first view, command or Python file that asks starts the store. */
export function activate(context: ExtensionContext): void {
  loadLanguage(join(context.extensionPath, "l10n"), env.language);
  const app = createApp(context);
  registerTree(app);
  registerToday(app);
  registerStateCommands(app);
  registerPlots(app);
  registerTable(app);
  registerCompare(app);
  registerMedia(app);
  registerLaunch(app);
  registerMetricTests(app);
  registerCodeLens(app);
  registerAgents(app);
  registerCleanUp(app);
  registerFirstSteps(app);
}
