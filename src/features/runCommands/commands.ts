import type { App } from "../../host/app";
import { registerAdded } from "./added";
import { registerAddFolder } from "./addFolder";
import { registerFileCommands } from "./files";
import { registerColor } from "./color";
import { registerMoveMarks } from "./moveMarks";
import { registerMarks } from "./marks";
import { registerMetricChoices } from "./metrics";
import { registerPromote } from "./promote";

/** The commands on what the user sets, and on runs' files. */
export function registerStateCommands(app: App): void {
  registerMarks(app);
  registerColor(app);
  registerMoveMarks(app);
  registerMetricChoices(app);
  registerPromote(app);
  registerAdded(app);
  registerAddFolder(app);
  registerFileCommands(app);
}
