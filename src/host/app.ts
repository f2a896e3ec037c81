import type * as vscode from "vscode";
import type { LaunchLog } from "../launches/launchLog";
import type { RunSummary } from "../shared/run";
import type { RunStore } from "../store/runStore";
import type { UserState } from "../state/userState";
import type { CommandArguments } from "./commandArguments";
import type { CommandId } from "./contributions";
import type { Judging } from "./judging";
import type { Plotted } from "./plotted";
import type { ProfileChoice } from "./profileChoice";
import type { RunFilter } from "./runFilter";
import type { RunGroups } from "./runGroups";
import type { Verdicts } from "./verdicts";

/** What every feature is given. A feature is a function from this to something disposable. */
export interface App {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly state: UserState;
  readonly launches: LaunchLog;
  /** The one judge of everything that is shown, copied or said. */
  readonly judging: Judging;
  /** What a run is called wherever it is shown. */
  readonly nameOf: (run: RunSummary) => string;
  /** The groups that runs are shown and judged in. */
  readonly groups: RunGroups;
  /** Which runs are plotted. */
  readonly plotted: Plotted;
  /** The filter of the Runs view, which the table may share. */
  readonly filter: RunFilter;
  /** The verdicts on runs, worked out from their points. */
  readonly verdicts: Verdicts;
  /** Which profile each script is started with. */
  readonly profiles: ProfileChoice;
  /** Registers a command behind the one error wrapper; disposed with the extension. */
  command<Id extends CommandId>(id: Id, run: (...args: CommandArguments[Id]) => unknown): void;
}
