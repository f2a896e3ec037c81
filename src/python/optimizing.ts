import type { Call, Outline, Scope } from "./module";
import { resolve } from "./trains";

/** Classes and functions of optimizers, whatever package they come from. */
const optimizer =
  /^(?:(?:[A-Z]\w*)?(?:Adam|AdamW|Adam8bit|SGD)|NAdam|RAdam|Adamax|Adagrad|Adadelta|Adafactor|RMSprop|SGD|LBFGS|OptaxSolver|Lion|LAMB|Lamb|LARS|Muon|AdamOptimizer|GradientDescentOptimizer|MomentumOptimizer|RMSPropOptimizer)$/;
const made = /^(?:adam|adamw|adamax|adagrad|adafactor|rmsprop|sgd|lion|lamb|lars)$/;

/** What is done with a gradient, and functions that are handed an optimizer to do it. */
const workings = new Set("value_and_grad gradient compute_gradients minimize".split(" "));
const stepping = /update|step|train|optimi[sz]e|epoch|fit|learn/;

/** Methods that take gradients. */
export const backwards: readonly string[] = ["backward", "manual_backward"];

/** Whether one of these takes gradients in a loop, itself or by what it mentions. */
export function repeatsGradients(scopes: readonly Scope[]): boolean {
  const mentions = (scope: Scope, name: string) => scope.members.has(name) || scope.names.has(name);
  const taking = new Set(scopes.filter((scope) => backwards.some((name) => scope.members.has(name))));
  for (const found of taking) {
    if (found.repeats) return true;
    if (found.name !== "") for (const scope of scopes) if (mentions(scope, found.name)) taking.add(scope);
  }
  return false;
}

/** Functions that differentiate: of packages in which one does so to learn. */
const differentiates = /^(?:jax|autograd|mlx\.nn|mlx\.core|flax\.nnx|equinox)\.(?:filter_)?(?:grad|value_and_grad)$/;

/** Whether code that runs all of these differentiates and loops over epochs or steps. */
export function differentiatesInLoop(scopes: readonly Scope[], outline: Outline): boolean {
  if (!scopes.some((scope) => scope.loops)) return false;
  return scopes.some(({ calls }) =>
    calls.some(({ callee, handed }) =>
      [callee, ...handed.map((name) => [name])].some((path) => differentiates.test(wholeName(path, outline))),
    ),
  );
}

/** Whether code that runs all of these compiles a step that updates weights, by Theano, and repeats it. */
export function updatesInLoop(scopes: readonly Scope[], outline: Outline): boolean {
  if (!scopes.some((scope) => scope.repeats)) return false;
  return scopes.some(({ calls }) =>
    calls.some(
      ({ callee, keywords }) => keywords.includes("updates") && wholeName(callee, outline) === "theano.function",
    ),
  );
}

/** Whether code that runs all of these hands a cost or loss to one of SciPy's minimizers, as courses train their first models. */
export function minimizesCost(scopes: readonly Scope[], outline: Outline): boolean {
  return scopes.some(({ calls }) =>
    calls.some(
      (call) =>
        isOfExamples(call, outline) && /^scipy\.optimize\.(?:fmin_\w+|minimize)$/.test(wholeName(call.callee, outline)),
    ),
  );
}

const plainCost = /^(?:comp(?:ute)?_?|calc(?:ulate)?_?|get_?)?(?:cost|loss)_?(?:func?(?:tion)?|fn)?$/i;

/**
 * Whether what is minimized is a model's cost, by its plain name or by what it is handed beside: that of a portfolio has neither. Beside a
 * framework of networks SciPy fits something else, unless it is handed a gradient.
 */
function isOfExamples({ first, handed, keywords }: Call, outline: Outline): boolean {
  const networks = [...outline.imports.values()].some((module) => /^(?:torch|tensorflow|keras)\b/.test(module));
  if (networks && !keywords.some((keyword) => /^(?:jac|fprime)$/.test(keyword))) return false;
  const minimized = keywords.some((keyword) => /^func?$/.test(keyword)) ? handed : [first];
  if (minimized.some((name) => plainCost.test(name))) return true;
  const more = keywords.some((keyword) => /^(?:args|jac|fprime)$/.test(keyword)) || /^lambda\b/.test(first);
  return more && minimized.some((name) => /cost|loss/i.test(name));
}

/** The name of what is called, its module's in front. */
function wholeName([head = "", ...rest]: readonly string[], outline: Outline): string {
  return [outline.imports.get(head) ?? head, ...rest].join(".");
}

/** Whether code that runs all of these makes an optimizer and, in a loop, has it work. */
export function optimizesInLoop(scopes: readonly Scope[], outline: Outline): boolean {
  if (!scopes.some((scope) => scope.repeats)) return false;
  const names = new Set(scopes.flatMap((scope) => optimizersOf(scope, outline)));
  const calls = scopes.flatMap((scope) => scope.calls);
  if (restoresOnly(scopes, calls)) return false;
  const makes = names.size > 0 || scopes.some((scope) => scope.calls.some((call) => isOptimizer(call, scope, outline)));
  if (!makes) return false;
  if (repeatsGradients(scopes)) return true;
  if (scopes.some((scope) => [...scope.members].some((member) => workings.has(member)))) return true;
  return calls.some(
    ({ callee, handed }) =>
      (stepping.test(callee.at(-1) ?? "") && handed.some((name) => names.has(name))) ||
      // Chainer's and MLX's; `optimizer.step()` alone may try out a schedule.
      (callee.at(-1) === "update" && names.has(callee.slice(0, -1).join("."))),
  );
}

/** What a session is handed where a list that was made before says what to run. */
const listed = /fetch|output_feed|\bops\b/i;

/** Whether a graph of TensorFlow 1 is restored, and of what is run in sight nothing is, or may hold, the step that it was trained by. */
function restoresOnly(scopes: readonly Scope[], calls: readonly Call[]): boolean {
  if (!scopes.some(({ members }) => members.has("restore"))) return false;
  const steps = scopes.flatMap(({ made }) =>
    [...made].flatMap(([name, path]) => (/^(?:minimize|apply_gradients)$/.test(path.at(-1) ?? "") ? [name] : [])),
  );
  const lasts = steps.map((step) => step.split(".").at(-1)!);
  const run = calls.flatMap(({ callee, first }) => (callee.at(-1) === "run" ? [[...callee, first].join(" ")] : []));
  const mayTrain = (text: string) => listed.test(text) || lasts.some((step) => text.includes(step));
  return steps.length > 0 && run.length > 0 && !run.some(mayTrain);
}

/** The variables of a piece of code that hold optimizers. */
function optimizersOf(scope: Scope, outline: Outline): readonly string[] {
  return [...scope.made].flatMap(([name, path]) => (isOptimizerPath(path, scope, outline) ? [name] : []));
}

function isOptimizer({ callee }: Call, scope: Scope, outline: Outline): boolean {
  return isOptimizerPath(callee, scope, outline);
}

function isOptimizerPath(path: readonly string[], scope: Scope, outline: Outline): boolean {
  const whole = resolve(path, scope, outline);
  const name = whole.at(-1) ?? "";
  return optimizer.test(name) || (made.test(name) && whole[0] === "optax");
}
