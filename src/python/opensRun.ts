import type { Call, Outline, Scope } from "./module";
import { resolve } from "./trains";

/** What begins a run of an experiment tracker, by the end of its whole name. */
const openers = new Set(
  (
    "wandb.init mlflow.start_run mlflow.run mlflow.projects.run trackio.init swanlab.init dvclive.Live aim.Run neptune.init_run neptune.init clearml.Task.init " +
    "comet_ml.Experiment comet_ml.start torch.utils.tensorboard.SummaryWriter tensorboardX.SummaryWriter " +
    "tensorboard.SummaryWriter torch.utils.tensorboard.writer.SummaryWriter"
  ).split(" "),
);

/** Whether one of these, when it runs, begins a run: then the script that they are of is one that people train or evaluate with. */
export function opensRun(scopes: readonly Scope[], outline: Outline): boolean {
  return scopes.some((scope) => scope.calls.some((call) => opens(call, scope, outline)));
}

function opens(call: Call, scope: Scope, outline: Outline): boolean {
  const path = resolve(call.callee, scope, outline).filter((part) => part !== "()");
  return openers.has(path.join("."));
}
