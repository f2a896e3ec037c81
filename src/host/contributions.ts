/** Every id that package.json and the code share. A unit test holds the two against each other, both ways. */

export const Commands = {
  refresh: "lossline.refresh",
  stopLooking: "lossline.stopLooking",
  filterRuns: "lossline.filterRuns",
  clearFilter: "lossline.clearFilter",
  sortRuns: "lossline.sortRuns",
  groupRuns: "lossline.groupRuns",
  showHidden: "lossline.showHidden",
  hideHidden: "lossline.hideHidden",
  plot: "lossline.plot",
  plotRows: "lossline.plotRows",
  addToPlot: "lossline.addToPlot",
  plotAll: "lossline.plotAll",
  plotAside: "lossline.plotAside",
  table: "lossline.table",
  compare: "lossline.compare",
  media: "lossline.media",
  setBaseline: "lossline.setBaseline",
  clearBaseline: "lossline.clearBaseline",
  switchBaseline: "lossline.switchBaseline",
  compareAt: "lossline.compareAt",
  pin: "lossline.pin",
  unpin: "lossline.unpin",
  hide: "lossline.hide",
  unhide: "lossline.unhide",
  rename: "lossline.rename",
  setColor: "lossline.setColor",
  moveMarks: "lossline.moveMarks",
  openFiles: "lossline.openFiles",
  reveal: "lossline.reveal",
  copyPath: "lossline.copyPath",
  copySummary: "lossline.copySummary",
  copyValue: "lossline.copyValue",
  promote: "lossline.promote",
  demote: "lossline.demote",
  compareVersions: "lossline.compareVersions",
  evaluateAgain: "lossline.evaluateAgain",
  scheduleEvaluation: "lossline.scheduleEvaluation",
  showEvaluations: "lossline.showEvaluations",
  setHeadlineMetric: "lossline.setHeadlineMetric",
  setAsHeadline: "lossline.setAsHeadline",
  setDirection: "lossline.setDirection",
  countAsOne: "lossline.countAsOne",
  addAsRun: "lossline.addAsRun",
  removeAdded: "lossline.removeAdded",
  addFolder: "lossline.addFolder",
  searchFolder: "lossline.searchFolder",
  openState: "lossline.openState",
  train: "lossline.train",
  trainWithArguments: "lossline.trainWithArguments",
  runTests: "lossline.runTests",
  testModel: "lossline.testModel",
  repeatWithSeeds: "lossline.repeatWithSeeds",
  sweep: "lossline.sweep",
  debug: "lossline.debug",
  moreWays: "lossline.moreWays",
  selectProfile: "lossline.selectProfile",
  saveProfile: "lossline.saveProfile",
  logOutput: "lossline.logOutput",
  addToLaunchJson: "lossline.addToLaunchJson",
  pauseQueue: "lossline.pauseQueue",
  resumeQueue: "lossline.resumeQueue",
  stopQueue: "lossline.stopQueue",
  clearQueue: "lossline.clearQueue",
  stopQueued: "lossline.stopQueued",
  retryQueued: "lossline.retryQueued",
  removeQueued: "lossline.removeQueued",
  moveUp: "lossline.moveUp",
  moveDown: "lossline.moveDown",
  runAgain: "lossline.runAgain",
  restoreCode: "lossline.restoreCode",
  changedSince: "lossline.changedSince",
  stop: "lossline.stop",
  explainFailure: "lossline.explainFailure",
  showLog: "lossline.showLog",
  markSeen: "lossline.markSeen",
  showSince: "lossline.showSince",
  copyMcpConfiguration: "lossline.copyMcpConfiguration",
  cleanUp: "lossline.cleanUp",
  undoCleanUp: "lossline.undoCleanUp",
  openSampleRuns: "lossline.openSampleRuns",
  openInLossline: "lossline.openInLossline",
  reportIssue: "lossline.reportIssue",
  showWhatLeaves: "lossline.showWhatLeaves",
  firstSteps: "lossline.firstSteps",
  standUp: "lossline.standUp",
  wrapUp: "lossline.wrapUp",
} as const;

/** Commands that our own views call and nobody else: not in package.json. */
export const InternalCommands = {
  /** Opens what is selected in the Runs view. */
  openSelected: "lossline.internal.openSelected",
  /** Keys on the selection of the Runs view. */
  renameSelected: "lossline.internal.renameSelected",
  hideSelected: "lossline.internal.hideSelected",
  copySelected: "lossline.internal.copySelected",
  compareSelected: "lossline.internal.compareSelected",
  /** Starts a script (Uri) with each of a list of lists of arguments, one after another: see `runSequence`. */
  runSequence: "lossline.internal.runSequence",
} as const;

export type CommandId =
  (typeof Commands)[keyof typeof Commands] | (typeof InternalCommands)[keyof typeof InternalCommands];

export const Views = {
  container: "lossline",
  today: "lossline.today",
  runs: "lossline.runs",
  queue: "lossline.queue",
} as const;

export const WebviewPanels = {
  plots: "lossline.plots",
  table: "lossline.table",
  compare: "lossline.compare",
  media: "lossline.media",
} as const;

export const CustomEditors = {
  runFile: "lossline.runFile",
} as const;

/** Context keys that `when` clauses in package.json ask for. */
export const Contexts = {
  /** At least one run was found. */
  hasRuns: "lossline.hasRuns",
  /** The first look through the workspace is over. */
  scanned: "lossline.scanned",
  /** A look through everything takes long. */
  looking: "lossline.looking",
  filtered: "lossline.filtered",
  showsHidden: "lossline.showsHidden",
  hasBaseline: "lossline.hasBaseline",
  /** Launches are queued, or were and are still listed. */
  hasQueue: "lossline.hasQueue",
  queuePaused: "lossline.queuePaused",
  /** The active editor holds a Python script that trains. */
  isTrainingScript: "lossline.isTrainingScript",
} as const;
export type ContextKey = (typeof Contexts)[keyof typeof Contexts];

/** Settings and their defaults; the unit test holds the defaults against package.json. */
export const SettingDefaults = {
  "lossline.codeLens.enabled": true,
  "lossline.codeLens.onTop": false,
  "lossline.compare.at": "last" as "last" | "best",
  "lossline.discovery.folders": [] as readonly string[],
  "lossline.discovery.exclude": [] as readonly string[],
  "lossline.data.paths": [] as readonly string[],
  "lossline.promote.folder": "models",
  "lossline.cleanUp.quietHours": 6,
  "lossline.plots.smoothing": 0,
  "lossline.plots.maxRuns": 100,
  "lossline.launch.saveBeforeRun": true,
  "lossline.tests.modelTemplate": "MODEL_PATH={checkpoint}",
  "lossline.launch.workingDirectory": "workspaceFolder" as "workspaceFolder" | "scriptFolder",
  "lossline.launch.searchAddress": "https://www.google.com/search?q={query}",
  "lossline.queue.slots": 0,
  "lossline.queue.useGpus": true,
  "lossline.queue.stopAtNan": false,
  "lossline.notifications.runEnded": true,
  "lossline.notifications.runFailed": true,
  "lossline.notifications.nan": true,
  "lossline.notifications.stale": true,
  "lossline.notifications.newBest": true,
  "lossline.notifications.regression": true,
  "lossline.notifications.testsEnded": true,
  "lossline.reading.patience": 4,
  "lossline.memory.limit": 512,
  "lossline.standUp.ticketAddresses": {} as Readonly<Record<string, string>>,
  "lossline.wrapUp.folder": "notes",
  "lossline.agents.launch": false,
};
export type SettingId = keyof typeof SettingDefaults;
