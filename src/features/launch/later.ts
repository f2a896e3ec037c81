// What launching's commands and notices need: loaded with the first that asks, so that the extension begins without it.
export { evaluationPoints, evaluationsMarkdown } from "../../models/evaluationsPage";
export { knownArguments } from "./argumentSource";
export { askArguments, splitTyped } from "./askArguments";
export { debug } from "./debug";
export { chooseModel, evaluateAgain, followedAt } from "./evaluateAgain";
export { explainFailure } from "./explain";
export { moreWays } from "./moreWays";
export { actionsFor } from "./failureActions";
export { evaluated, modelName } from "../../host/models";
export { pickScript } from "./pickScript";
export { addToLaunchJson, logOutput, saveProfile, selectProfile } from "./profileCommands";
export { askSweep } from "./queue/askSweep";
export { repeatWithSeeds } from "./repeatWithSeeds";
export { scheduleEvaluation } from "./scheduleEvaluation";
export { stopLaunch } from "./stopCommand";
export { testModel } from "./testModel";
