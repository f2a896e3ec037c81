import type { CommandId, Commands, InternalCommands } from "./contributions";

/** What a command was called on: a row of one of our views, or a run by its id. */
export interface Target {
  /** The runs that it stands for; several for a folder, none for a file. */
  readonly runIds: readonly string[];
  /** The metric of its row: SeriesSummary.name, and the name that the tool logged. */
  readonly metric?: string;
  readonly tag?: string;
  /** The file or folder that the row itself stands for, rather than its runs: absolute path. */
  readonly path?: string;
}

/** How runs are plotted. */
export interface PlotOptions {
  /** Beside the runs shown before, rather than instead of them. */
  readonly add?: boolean;
  /** Name of a series whose chart to bring into view. */
  readonly series?: string;
  /** Leave the focus where it is: for plots that follow a selection elsewhere. */
  readonly preserveFocus?: boolean;
}

/** A script by its absolute path, or by the id of a run that it made. */
export type ScriptTarget = { readonly path: string } | { readonly run: string };

type Nothing = readonly [];
type Runs = readonly [runs: readonly string[]];
type RunsAndMetric = readonly [runs: readonly string[], metric: string | undefined];
/** Undefined: the command asks which. */
type Run = readonly [run: string | undefined];
type Targets = readonly [targets: readonly Target[]];
/** Ids of queued launches. */
type Queued = readonly [launches: readonly string[]];
type Script = readonly [script: ScriptTarget | undefined];
/** Without arguments for the script: those of the run, if the command was called for one. */
type ScriptAndArguments = readonly [...Script, args: readonly string[] | undefined];

/** What each command's handler is given, whoever called it: `readArguments` makes it of what VS Code or a caller passed. */
export interface CommandArguments {
  readonly [Commands.refresh]: Nothing;
  readonly [Commands.stopLooking]: Nothing;
  readonly [Commands.filterRuns]: Nothing;
  readonly [Commands.clearFilter]: Nothing;
  readonly [Commands.sortRuns]: Nothing;
  readonly [Commands.groupRuns]: Nothing;
  readonly [Commands.showHidden]: Nothing;
  readonly [Commands.hideHidden]: Nothing;
  /** No runs: the command asks which. */
  readonly [Commands.plot]: readonly [runs: readonly string[], options: PlotOptions];
  /** With the metric of the row that was clicked, whose chart is brought into view. */
  readonly [Commands.plotRows]: RunsAndMetric;
  readonly [Commands.addToPlot]: RunsAndMetric;
  readonly [Commands.plotAll]: Nothing;
  /** No runs: the command asks which. */
  readonly [Commands.plotAside]: Runs;
  readonly [Commands.table]: Nothing;
  readonly [Commands.compare]: Runs;
  /** No runs: the command asks which. */
  readonly [Commands.media]: Runs;
  /** No runs: the command asks which. */
  readonly [Commands.setBaseline]: Runs;
  readonly [Commands.switchBaseline]: Nothing;
  readonly [Commands.compareAt]: Nothing;
  readonly [Commands.clearBaseline]: Nothing;
  readonly [Commands.promote]: Run;
  readonly [Commands.demote]: Run;
  readonly [Commands.compareVersions]: Run;
  /** The run that was promoted. */
  readonly [Commands.evaluateAgain]: Run;
  readonly [Commands.scheduleEvaluation]: Run;
  readonly [Commands.showEvaluations]: Run;
  readonly [Commands.pin]: Runs;
  readonly [Commands.unpin]: Runs;
  readonly [Commands.hide]: Runs;
  readonly [Commands.unhide]: Runs;
  readonly [Commands.rename]: Run;
  readonly [Commands.setColor]: Runs;
  readonly [Commands.moveMarks]: Nothing;
  readonly [Commands.openFiles]: Targets;
  readonly [Commands.reveal]: Targets;
  readonly [Commands.copyPath]: Targets;
  readonly [Commands.copySummary]: Runs;
  /** Those of the rows that were clicked or selected. */
  readonly [Commands.copyValue]: readonly [values: readonly string[]];
  /** The metric of the row that was clicked, or a folder whose metric to choose (absolute path); neither: the command asks which. */
  readonly [Commands.setHeadlineMetric]: readonly [metric: string | undefined, folder: string | undefined];
  /** The metric of the row that was clicked; undefined: the command asks which. */
  readonly [Commands.setAsHeadline]: readonly [metric: string | undefined];
  /** The logged name behind the metric of the row that was clicked; undefined: the command asks which. */
  readonly [Commands.setDirection]: readonly [tag: string | undefined];
  /** The metric of the row that was clicked; undefined: the command offers all that there are. */
  readonly [Commands.countAsOne]: readonly [metric: string | undefined];
  /** Absolute paths of files; none: the command asks which. */
  readonly [Commands.addAsRun]: readonly [paths: readonly string[]];
  readonly [Commands.removeAdded]: Runs;
  readonly [Commands.addFolder]: Nothing;
  /** Rows of links that were not followed. */
  readonly [Commands.searchFolder]: Targets;
  readonly [Commands.openState]: Nothing;
  readonly [Commands.train]: ScriptAndArguments;
  readonly [Commands.trainWithArguments]: ScriptAndArguments;
  /** Without seeds the command asks which. */
  readonly [Commands.repeatWithSeeds]: readonly [...Script, seeds: readonly number[] | undefined];
  readonly [Commands.sweep]: ScriptAndArguments;
  /** Without arguments those that the script was started with last. */
  readonly [Commands.debug]: ScriptAndArguments;
  readonly [Commands.moreWays]: Script;
  readonly [Commands.selectProfile]: Script;
  readonly [Commands.logOutput]: Script;
  /** Without arguments those that the script was started with last. */
  readonly [Commands.saveProfile]: ScriptAndArguments;
  readonly [Commands.addToLaunchJson]: ScriptAndArguments;
  readonly [Commands.pauseQueue]: Nothing;
  readonly [Commands.resumeQueue]: Nothing;
  readonly [Commands.stopQueue]: Nothing;
  readonly [Commands.clearQueue]: Nothing;
  readonly [Commands.stopQueued]: Queued;
  readonly [Commands.retryQueued]: Queued;
  readonly [Commands.removeQueued]: Queued;
  readonly [Commands.moveUp]: Queued;
  readonly [Commands.moveDown]: Queued;
  /** Without a script: the training that was started last. */
  readonly [Commands.runAgain]: Script;
  readonly [Commands.restoreCode]: Script;
  readonly [Commands.changedSince]: Script;
  /** Without a script: the launch that runs, or the one that the user picks. */
  readonly [Commands.stop]: Script;
  /** Without a script: the launch that failed last. */
  readonly [Commands.explainFailure]: Script;
  readonly [Commands.testModel]: Run;
  /** Only a class, function or method of a test file, as pytest names it after `::`. */
  readonly [Commands.runTests]: readonly [...Script, only: string | undefined];
  readonly [Commands.showLog]: Nothing;
  readonly [Commands.markSeen]: Nothing;
  readonly [Commands.showSince]: Nothing;
  readonly [Commands.copyMcpConfiguration]: Nothing;
  readonly [Commands.cleanUp]: Nothing;
  readonly [Commands.undoCleanUp]: Nothing;
  readonly [Commands.openSampleRuns]: Nothing;
  /** Absolute paths of files or folders. */
  readonly [Commands.openInLossline]: readonly [paths: readonly string[]];
  readonly [Commands.reportIssue]: Nothing;
  readonly [Commands.showWhatLeaves]: Nothing;
  readonly [Commands.firstSteps]: Nothing;
  readonly [Commands.standUp]: Nothing;
  readonly [Commands.wrapUp]: Nothing;
  readonly [InternalCommands.openSelected]: Nothing;
  readonly [InternalCommands.renameSelected]: Nothing;
  readonly [InternalCommands.hideSelected]: Nothing;
  readonly [InternalCommands.copySelected]: Nothing;
  readonly [InternalCommands.compareSelected]: Nothing;
  /** The script's absolute path, and the arguments of each start. */
  readonly [InternalCommands.runSequence]: readonly [script: string, lists: readonly (readonly string[])[]];
}

/** A command with what to call it on, for a row that is clicked. */
export type Call = {
  [Id in CommandId]: { readonly id: Id; readonly args: CommandArguments[Id] };
}[CommandId];
