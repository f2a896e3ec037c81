import type { Call, Outline, Path, Scope } from "./module";
import { outlining } from "./outline";
import { parsing, type Parsed } from "./parse";
import { opensRun } from "./opensRun";
import {
  backwards,
  differentiatesInLoop,
  minimizesCost,
  optimizesInLoop,
  repeatsGradients,
  updatesInLoop,
} from "./optimizing";
import { reach } from "./reach";
import { startsTraining } from "./starters";
import { testPlaces, type TestPlace } from "./testPlaces";
import { reinforces } from "./reinforcing";
import { callTrains, handsOn, handsOver, importsFramework, tellsToTrain } from "./trains";
import { isVerb } from "./verbs";

/** What a Python file is to someone who trains models. `line` is 0-based: lenses stand above it. */
export type Script =
  | { readonly kind: "training"; readonly line: number }
  | { readonly kind: "evaluation"; readonly line: number }
  | { readonly kind: "tests"; readonly line: number; readonly tests: readonly TestLine[] }
  | { readonly kind: "none" };

/** A test in a test file; `line` is 0-based. */
export interface TestLine extends Pick<TestPlace, "selector" | "isClass"> {
  readonly line: number;
}

const none: Script = { kind: "none" };

/** A file in which none of these words stands neither trains nor tests: most files are not parsed at all. */
const worthParsing =
  /train|fit|grad|theano|hyper_?opt|optim|epoch|episode|generation|neat|pycaret|learning_rate|backward|learn|tune|apply_gradients|apply_updates|LightningCLI|cross_val|ray\.tune|Word2Vec|wandb|mlflow|trackio|swanlab|SummaryWriter|dvclive|aim|neptune|clearml|comet_ml|optuna|evaluat|reward|agent|\bloss|def test|class Test|TestCase|boost|gbm/;

/** What a file begins whose project does all the work elsewhere, and how long such a file is at most. */
const begins = /\.(?:run|main|start|launch|execute|work)\(|\bmain\(|__main__/;
const short = 8000;

/** Files that are started by a tool of their own. */
const notScripts = /^(setup|conftest|__init__|__main__\.pyi|noxfile|fabfile|tasks|sitecustomize)\.py$/;

/**
 * Says whether a Python file is a training script (started, it trains), a test file, or neither.
 * @param file the file's base name
 */
export function analyse(text: string, file: string): Script {
  const steps = analysing(text, file);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value.script;
  }
}

export interface Analysis {
  readonly script: Script;
  readonly outline?: Outline;
  /** To make the next analysis of the same file quick; absent if there was nothing to parse. */
  readonly parsed?: Parsed;
}

/** As `analyse`, in small steps between which others can run. @param previous the file's last analysis */
export function* analysing(text: string, file: string, previous?: Parsed): Generator<undefined, Analysis> {
  const worth = worthParsing.test(text) || evaluating.test(file) || (text.length < short && begins.test(text));
  if (notScripts.test(file) || !worth) return { script: none };
  const parsed = yield* parsing(text, previous);
  const outline = yield* outlining(parsed);
  return { script: classify(outline, text, file), outline, parsed };
}

function classify(outline: Outline, text: string, file: string): Script {
  const tests = testsIn(outline, file);
  const training = trainingAt(outline, file);
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length - 1;
  // pytest takes a script whose functions happen to be called test_… for a test file too: there, what it does when started counts.
  const deliberate = usesTestTool(outline);
  const [first] = tests;
  if (first && (deliberate || training === undefined)) {
    const lines = tests.map(({ selector, isClass, from }) => ({ selector, isClass, line: lineOf(from) }));
    return { kind: "tests", line: lineOf(first.from), tests: lines };
  }
  if (training !== undefined) return { kind: "training", line: lineOf(training) };
  const evaluation = startOf(outline, (roots) => evaluates(reach(roots, outline), outline, file));
  return evaluation === undefined ? none : { kind: "evaluation", line: lineOf(evaluation) };
}

/** Names that people give to scripts which measure a finished model. */
const evaluating = /(?:^|[_-])(?:eval|evaluate|evaluation|validate|benchmark)(?:[_-]|\.|$)/i;

/** What people call scripts that show what an agent has learned. */
const enjoying = /^enjoy(?:[_-]|\.)/i;

/** Whether code that runs all of these measures a model: by its file's name and what it imports, or by its calls. */
function evaluates(scopes: readonly Scope[], outline: Outline, file: string): boolean {
  if (!importsFramework(outline)) return false;
  const calls = scopes.flatMap((scope) => scope.calls);
  if (calls.length === 0) return false;
  return (
    evaluating.test(file) ||
    calls.some(({ callee }) => callee.length > 1 && /^(evaluate|simple_evaluate)$/.test(callee.at(-1)!))
  );
}

/** The offset that the lenses of a training script stand above. */
function trainingAt(outline: Outline, file: string): number | undefined {
  if (isStartedElsewhere(outline) || enjoying.test(file) || isWindow(outline, file)) return undefined;
  const framework = importsFramework(outline);
  const starting = !evaluating.test(file);
  const found = startOf(outline, (roots) => trains(reach(roots, outline), outline, framework, { starting }));
  // A script that begins a run of a tracker trains, whatever does it; unless its name says that it evaluates.
  if (found !== undefined || evaluating.test(file)) return found;
  const opening = startOf(outline, (roots) => opensRun(reach(roots, outline), outline));
  return opening ?? (isNamedForTraining(file) ? startedByName(outline, file) : undefined);
}

/** Where a file that is named for training starts something that may well train. */
function startedByName(outline: Outline, file: string): number | undefined {
  const plain = trainItself.test(file) ? outline.statements : [];
  const loop =
    plain.find(({ calls }) => calls.some(({ callee }) => beginsOther(callee, outline))) ??
    (importsFramework(outline) ? plain.find(({ repeats, calls }) => repeats && calls.length > 0) : undefined);
  const [start] = outline.guard ? [outline.guard] : [...outline.automains, ...(loop ? [loop] : [])];
  if (!start || start.calls.every(({ callee }) => callee.join(".") === "print")) return undefined;
  if (trainItself.test(file)) return start.from;
  const scopes = reach([start, ...outline.commands], outline);
  const speaks = scopes.some((scope) => scope.loops || [...scope.names].some((name) => ofModels.test(name)));
  return importsFramework(outline) || speaks ? start.from : undefined;
}

/** Whether a call begins what another module does: `main(mode=1)`, `made.fit()`. */
function beginsOther(callee: Path, outline: Outline): boolean {
  if (callee.length > 1 && /^(?:fit|train)$/.test(callee.at(-1)!)) return true;
  return outline.imports.has(callee[0]!) && /^(?:main|run|start|launch|cli)$/.test(callee.at(-1)!);
}

/** Files of orchestrators describe tasks; started, they run none. */
export function isStartedElsewhere(outline: Outline): boolean {
  return [...outline.imports.values()].some((module) => /^(?:airflow|kfp)\b/.test(module));
}

/** Pages and windows wait for someone; a button that trains is no start of a training. */
function isWindow(outline: Outline, file: string): boolean {
  if (!/^(?:app|gui|ui|web_?ui|dashboard|server|interface|\w*_demo)\.py$/i.test(file)) return false;
  const windows = /^(?:gradio|streamlit|flask|fastapi|dash|nicegui|PyQt\d|PySide\d|tkinter|customtkinter)\b/;
  return [...outline.imports.values()].some((module) => windows.test(module));
}

const ofModels = /^(?:(?:n_|num_)?epochs?|generations?|episodes?|loss(?:es)?|fitness|model|policy|agent)$/i;
const trainName =
  /^(?:re|pre)?_?train(?:ing)?(?:[_-]|\.)|^fine_?tun(?:e|ing)|[_-](?:pre|re)?train\.|[_-]fine_?tune?\./i;
/** Whatever a script of this name starts: nothing else is called so. */
const trainItself = /^(?:run_|main_|start_)?(?:pre_?|fine_?)?(?:train|tune)(?:_model|_main)?\.py$/i;
const otherName =
  /(?:^|[^a-z]|(?<=[a-z])(?=[A-Z]))(?:plot|prep|data|util|token|split|test|config|log(?!ist|it)|visual|args?(?![a-z])|argument|eval|valid|fake|mock|dummy|simulat|subset|download|convert)/i;

/** "train.py", "train_gan.py", "pretrain.py", "bert_finetune.py"; but not "train_utils.py". */
function isNamedForTraining(file: string): boolean {
  return trainName.test(file) && !otherName.test(file);
}

/** The offset of the code that is started, if that does what is asked for: the guard, or the statement of the module that does. */
function startOf(outline: Outline, does: (roots: readonly Scope[]) => boolean): number | undefined {
  const { guard, statements, commands, automains } = outline;
  // tf.app.run() starts main without naming it.
  const runsMain = [...(guard ? [guard] : []), ...statements].some(({ calls }) =>
    calls.some(({ callee, handed }) => callee.slice(-2).join(".") === "app.run" && handed.length === 0),
  );
  const main = runsMain ? outline.functions.get("main") : undefined;
  const starts = (roots: readonly Scope[]) => does(main ? [...roots, main] : roots);
  // A guard may start commands through a name that tells nothing: app().
  if (guard && starts([guard, ...commands])) return guard.from;
  if (automains[0] && starts(automains)) return automains[0].from;
  if (!starts(statements)) return undefined;
  const start =
    statements.find((statement) => starts([statement])) ??
    statements.find((each) => each.loops) ??
    statements.find((each) => each.repeats);
  return (start ?? statements[0])?.from;
}

function isLbfgs({ callee }: Call): boolean {
  return callee.at(-1) === "LBFGS";
}

interface Circumstances {
  /** Whether what calls this code may well do so in a loop. */
  readonly repeated?: boolean;
  /** Whether training scripts that it starts are started to train. */
  readonly starting?: boolean;
}

/** Whether code that runs all of these trains. */
export function trains(
  scopes: readonly Scope[],
  outline: Outline,
  framework: boolean,
  { repeated = false, starting = true }: Circumstances = {},
): boolean {
  const members = new Set(scopes.flatMap((scope) => [...scope.members]));
  const has = (...names: readonly string[]) => names.some((name) => members.has(name));
  // What takes one step, and repeats none, only tries something out; L-BFGS repeats by itself.
  const repeats = repeated || repeatsGradients(scopes) || scopes.some(({ calls }) => calls.some(isLbfgs));
  const steps = has("step") || scopes.some((scope) => scope.descends || (scope.repeats && isVerb(scope.name)));
  if (has(...backwards) && repeats && steps) return true;
  const loops = scopes.some((scope) => scope.loops);
  if (has("forward_backward", "forward_backward_async") && has("step", "optim_step", "optim_step_async")) return true;
  if (has("apply_gradients") && (has("gradient") || loops)) return true;
  // Gradient descent by hand, whoever worked the gradient out.
  if (loops && scopes.some((scope) => scope.descends)) return true;
  if (has("reset") && has("step") && scopes.some((scope) => scope.repeats && scope.descends)) return true;
  if (loops && has("GradientTape", "value_and_grad")) return true;
  if (has("value_and_grad", "grad") && has("apply_updates", "apply_gradients")) return true;
  if (scopes.some((scope) => scope.loops && isVerb(scope.name))) return true;
  if (loops && scopes.some((scope) => scope.calls.some(reinforces))) return true;
  if (optimizesInLoop(scopes, outline) || differentiatesInLoop(scopes, outline)) return true;
  if (updatesInLoop(scopes, outline) || minimizesCost(scopes, outline)) return true;
  if ((starting && startsTraining(scopes)) || scopes.some(handsOn)) return true;
  if (scopes.some((scope) => scope.calls.some((call) => callTrains(call, scope, outline, framework)))) return true;
  const handed = scopes.flatMap((scope) => scope.calls.flatMap((call) => [...call.handed, ...call.given]));
  if (handed.some((name) => handsOver(name, outline))) return true;
  if (tellsToTrain(scopes, outline)) return true;
  return loops && scopes.some((scope) => scope.name !== "" && isVerb(scope.name));
}

/** The tests in a file that test tools collect, in their order. */
function testsIn(outline: Outline, file: string): readonly TestPlace[] {
  const named = /^test_.*\.py$|_test\.py$/.test(file);
  return named || usesUnittest(outline) ? testPlaces(outline, named) : [];
}

function usesUnittest(outline: Outline): boolean {
  return (
    outline.imports.get("unittest") !== undefined ||
    [...outline.imports.values()].some((module) => module.startsWith("unittest."))
  );
}

function usesTestTool(outline: Outline): boolean {
  return (
    usesUnittest(outline) || [...outline.imports.values()].some((module) => /^pytest\b/.test(module)) || !outline.guard
  );
}
