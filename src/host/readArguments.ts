import { t } from "../util/text";
import { Commands, InternalCommands, type CommandId } from "./contributions";
import type { CommandArguments } from "./commandArguments";
import {
  clickedTarget,
  filePath,
  filesOf,
  listsOf,
  misuse,
  misuseOf,
  plotOptionsOf,
  queuedIdsOf,
  runIdsOf,
  scriptOf,
  seedsOf,
  targetsOf,
  textsOf,
  valuesOf,
  type Passed,
} from "./passed";

type Readers = { readonly [Id in CommandId]: (passed: Passed) => CommandArguments[Id] };

const nothing = () => [] as const;
const runs = (passed: Passed) => [runIdsOf(passed)] as const;
const run = (passed: Passed) => [runIdsOf(passed.slice(0, 1))[0]] as const;
const targets = (passed: Passed) => [targetsOf(passed)] as const;
const metric = ([clicked]: Passed) =>
  [typeof clicked === "string" ? clicked : clickedTarget([clicked])?.metric] as const;
const runsAndMetric = (passed: Passed) => [runIdsOf(passed), ...metric(passed)] as const;
const script = (passed: Passed) => [scriptOf(passed[0])] as const;
const queued = (passed: Passed) => [queuedIdsOf(passed)] as const;
const scriptAndArguments = ([clicked, args]: Passed) => [scriptOf(clicked), textsOf(args)] as const;

const readers: Readers = {
  [Commands.refresh]: nothing,
  [Commands.stopLooking]: nothing,
  [Commands.filterRuns]: nothing,
  [Commands.clearFilter]: nothing,
  [Commands.sortRuns]: nothing,
  [Commands.groupRuns]: nothing,
  [Commands.showHidden]: nothing,
  [Commands.hideHidden]: nothing,
  [Commands.plot]: (passed) => [runIdsOf(passed), plotOptionsOf(passed)],
  [Commands.plotRows]: runsAndMetric,
  [Commands.addToPlot]: runsAndMetric,
  [Commands.plotAll]: nothing,
  [Commands.plotAside]: runs,
  [Commands.table]: nothing,
  [Commands.compare]: runs,
  [Commands.media]: runs,
  [Commands.setBaseline]: runs,
  [Commands.switchBaseline]: nothing,
  [Commands.compareAt]: nothing,
  [Commands.clearBaseline]: nothing,
  [Commands.promote]: run,
  [Commands.demote]: run,
  [Commands.compareVersions]: run,
  [Commands.evaluateAgain]: run,
  [Commands.scheduleEvaluation]: run,
  [Commands.showEvaluations]: run,
  [Commands.pin]: runs,
  [Commands.unpin]: runs,
  [Commands.hide]: runs,
  [Commands.unhide]: runs,
  [Commands.rename]: run,
  [Commands.setColor]: runs,
  [Commands.moveMarks]: nothing,
  [Commands.openFiles]: targets,
  [Commands.reveal]: targets,
  [Commands.copyPath]: targets,
  [Commands.copySummary]: runs,
  [Commands.copyValue]: (passed) => [valuesOf(passed)],
  [Commands.setHeadlineMetric]: ([clicked]) => {
    if (typeof clicked === "string") return [clicked, undefined];
    const row = clickedTarget([clicked]);
    return [row?.metric, row && row.runIds.length > 0 ? row.path : undefined];
  },
  [Commands.setAsHeadline]: metric,
  [Commands.setDirection]: ([clicked]) => [typeof clicked === "string" ? clicked : clickedTarget([clicked])?.tag],
  [Commands.countAsOne]: metric,
  [Commands.addAsRun]: (passed) => [filesOf(passed)],
  [Commands.removeAdded]: runs,
  [Commands.addFolder]: nothing,
  [Commands.searchFolder]: targets,
  [Commands.openState]: nothing,
  [Commands.train]: scriptAndArguments,
  [Commands.trainWithArguments]: scriptAndArguments,
  [Commands.repeatWithSeeds]: ([clicked, seeds]) => [scriptOf(clicked), seedsOf(seeds)],
  [Commands.sweep]: scriptAndArguments,
  [Commands.debug]: scriptAndArguments,
  [Commands.moreWays]: script,
  [Commands.selectProfile]: script,
  [Commands.logOutput]: script,
  [Commands.saveProfile]: scriptAndArguments,
  [Commands.addToLaunchJson]: scriptAndArguments,
  [Commands.pauseQueue]: nothing,
  [Commands.resumeQueue]: nothing,
  [Commands.stopQueue]: nothing,
  [Commands.clearQueue]: nothing,
  [Commands.stopQueued]: queued,
  [Commands.retryQueued]: queued,
  [Commands.removeQueued]: queued,
  [Commands.moveUp]: queued,
  [Commands.moveDown]: queued,
  [Commands.runAgain]: script,
  [Commands.restoreCode]: script,
  [Commands.changedSince]: script,
  [Commands.stop]: script,
  [Commands.explainFailure]: script,
  [Commands.testModel]: run,
  [Commands.runTests]: ([clicked, only]) => [scriptOf(clicked), typeof only === "string" ? only : undefined],
  [Commands.showLog]: nothing,
  [Commands.markSeen]: nothing,
  [Commands.showSince]: nothing,
  [Commands.copyMcpConfiguration]: nothing,
  [Commands.cleanUp]: nothing,
  [Commands.undoCleanUp]: nothing,
  [Commands.openSampleRuns]: nothing,
  [Commands.openInLossline]: (passed) => [filesOf(passed)],
  [Commands.reportIssue]: nothing,
  [Commands.showWhatLeaves]: nothing,
  [Commands.firstSteps]: nothing,
  [Commands.standUp]: nothing,
  [Commands.wrapUp]: nothing,
  [InternalCommands.openSelected]: nothing,
  [InternalCommands.renameSelected]: nothing,
  [InternalCommands.hideSelected]: nothing,
  [InternalCommands.copySelected]: nothing,
  [InternalCommands.compareSelected]: nothing,
  [InternalCommands.runSequence]: ([script, lists]) => [
    filePath(script) ?? misuse(t("a script’s URI"), script),
    listsOf(lists),
  ],
};

/**
 * The one place that knows how commands are called: with a row or a file and the selection, by code, or with nothing.
 * @throws {HumanError} that says what the command takes, if it was called with anything else
 */
export function readArguments<Id extends CommandId>(id: Id, passed: Passed): CommandArguments[Id] {
  try {
    return readers[id](passed);
  } catch (error) {
    throw misuseOf(id, error);
  }
}
