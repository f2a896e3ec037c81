import type { Call, Outline, Path } from "./module";

/** What is called `run` and trains: sessions of TensorFlow 1, trainers and runners. */

const runnerType = /(?:Trainer|Solver|Learner|FineTuner|Workspace)$|Experiment(?!al|Config|Log|Result|Report)/;

/** Runners that use what was trained. */
const measures =
  /^(?:Eval\w*|Test\w*|Infer\w*|Predict\w*|Visual\w*|Demo|Export\w*)(?:Runner|Engine|Experiment|Pipeline)$/;

/** What a session is told to run that trains, and what is only named after training. */
const trainOp = /train|optimi[sz]|minimi[sz]|solver|\bopt\w*_op\b|\bupdate_(?!op\b)\w*op\b/i;
const notTrainOp =
  /handle|iterator|init(?:ializer)?$|_(?:iter\w*|[xy]s?|data\w*|inputs?|labels?|images?|batch|features?)$/i;

/** TensorFlow 1: session.run([train_op, loss]); and what is called after those that train. */
export function runs(call: Call, path: Path, outline: Outline, framework: boolean): boolean {
  const receiver = call.callee.at(-2)!;
  if (/^(?:clf|classifier)\d*$/i.test(receiver)) return true;
  if (/sess/i.test(receiver))
    return call.first.split(/[^\w.]+/).some((each) => trainOp.test(each) && !notTrainOp.test(each));
  if (path.at(-2) === "()" && measures.test(path.at(-3) ?? "")) return false;
  if (/\btrain_?(?:op|step)\b/.test(call.first) || call.keywords.includes("max_epochs")) return true;
  const type = path.at(-2) === "()" ? (path.at(-3) ?? "") : "";
  // Of a solver of the file what it runs tells: many solve no model.
  if (/Solver$/.test(type) && outline.classes.has(type)) return false;
  if (runnerType.test(type)) return true;
  return /trainer$/i.test(receiver) || (framework && /^(?:runner|solver|learner|experiment)$/i.test(receiver));
}
