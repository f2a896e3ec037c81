import type { Scope } from "./module";

/** A command, or the name of a script, as it stands between quotes: what follows `python` and the like, or the script alone. */
const command =
  /^(?:(?:tmux|screen|nohup|cd|sudo|ssh|docker|conda)\b.{0,80}[\s"'&;])?(?:[A-Z_]\w*=\S* )*(?:\S*python[\d.]*\}?|\{[\w.()]*exe\w*\}|torchrun|deepspeed|accelerate launch|uv run|srun|mpirun|bash|sh|sbatch)\s.{0,120}\b\w*(?:train|fine_?tun)\w*\.(?:py|sh)\b/i;
/** A command that is told the size of its steps or how often it goes through its data, whatever the script is called. */
const told =
  /^(?:[A-Z_]\w*=\S* )*(?:\S*python[\d.]*\}?|torchrun|uv run|srun)\s.{0,60}\.py\b.{0,120}\s--?(?:\w*epochs?|lr|learning[-_]rate|train|max[-_]?iter\w*)(?![a-z])/i;
/** A training script that is told not to train. */
const measuresOnly = /\s--?(?:eval|evaluate|test)(?:[-_](?:only|phase|mode))?(?![-\w])/;
const script = /^[^\s'"]*\b\w*(?:train|fine_?tun)\w*\.(?:py|sh)$/i;
const program =
  /^(?:(?:python -m )?spacy train\b|\S*python[\d.]*\}? -m (?:\w+\.)*train(?:ing|er)?(?![.\w])|yolo\b.{0,80}\btrain\b|llamafactory-cli train\b|mlagents-learn\b|mlagents\.trainers\.learn$|nnUNet\w*_train\b|\S*(?:ffm|fm|svm|linear)-train\b|fasttext (?:supervised|skipgram|cbow)\b|\S*darknet \w+ train\b)/;

/** `python -m package.training.trainer` with its words apart. */
const module = /^(?:\w+\.)+(?:run_|start_)?(?:pre|fine|re)?_?(?:train|trainer|training|tune)(?:_loop)?$/i;

/** What follows `-m` as a word of its own. */
const afterM = /^(?:\w+\.)*(?:pre|fine|re)?_?(?:train|tune)(?:er|ing)?(?:_(?!util|data|config|arg)\w+)?$/i;

/** What begins a command that has `-m`: Python or what starts it, by name, or whatever a variable holds. Not Git, whose `-m` is a message. */
const runsModules =
  /^(?:[A-Za-z_][\w.]*$|["'](?:\S*python[\d.]*|torchrun|deepspeed|accelerate|uv|srun|mpirun|poetry|pipenv|conda)\b)/;

/** What a script is told to do, as a word of its own: `[sys.executable, main, "--action", "finetune"]`, `["yolo", "train"]`. */
const task = /^(?:pre_?|fine_?)?(?:train|tune)(?:ing)?$/i;

/** What begins a command, by its name or by that of the variable that holds it. */
const runner =
  /^(?:[\w.]*(?:python|py_?bin|pyexe|interp|executable|PYTHON)\w*$|["'](?:\S*python[\d.]*|torchrun|deepspeed|accelerate|uv|yolo|spacy|rasa|nnUNet\w*|mlflow|dvc|swift)["'])/;

/** What begins a command that does something else with a script. */
const others =
  /^["'](?:git|rm|cp|mv|cat|head|tail|ls|wc|grep|diff|scp|rsync|tar|zip|chmod|touch|code|vim|nano|black|ruff|flake8|isort|pylint|mypy|pyflakes)["']/;

/** More of a text than this is not looked at. */
export const widestText = 200;

/** A script's name in a command or by itself. */
const anyScript = /(?:^|\s)([\w./-]*\w\.py)(?=\s|$)/;

/** The script that a text names as one that is started, if it does. */
export function namesScript(text: string): string | undefined {
  return anyScript.exec(text)?.[1];
}

/** Whether code that runs all of these starts other programs. */
export function startsPrograms(scopes: readonly Scope[]): boolean {
  return scopes.some((scope) => scope.calls.some(({ callee }) => starts(callee)));
}

/**
 * Whether a text names a script that trains, as one is started: by its name.
 * @param before the text in front of it in a list
 * @param first what that list begins with, as it stands in the source
 */
export function namesTrainingScript(text: string, before: string, first: string): boolean {
  if (measuresOnly.test(text)) return false;
  if (before === "-m" && runsModules.test(first) && afterM.test(text)) return true;
  if (task.test(text) && runner.test(first)) return true;
  return (
    (script.test(text) && !others.test(first)) ||
    command.test(text) ||
    told.test(text) ||
    program.test(text) ||
    module.test(text)
  );
}

/** Whether code that runs all of these starts a script that trains: several of them, or one on each GPU. */
export function startsTraining(scopes: readonly Scope[]): boolean {
  return scopes.some((scope) => scope.namesTraining) && startsPrograms(scopes);
}

function starts(callee: readonly string[]): boolean {
  const [owner, name] = callee.slice(-2);
  // dnnlib.submission.submit.submit_run(run_func_name="train.train", …)
  if (name === "submit_run" || callee.at(-1) === "submit_run") return true;
  if (owner === "subprocess") return /^(?:run|call|Popen|check_call|check_output)$/.test(name ?? "");
  if (owner === "sh") return /^(?:python3?|bash)$/.test(name ?? "");
  if (owner === "os") return /^(?:system|popen|spawn\w+|exec\w+)$/.test(name ?? "");
  if (name === "system" && owner === "()") return true; // get_ipython().system(…), as notebooks are exported
  if (/^(?:run|launch|submit|execute)_(?:cmd|command|script|job)$/.test(name ?? "")) return true;
  return callee.length === 1 && /^(?:Popen|call|check_call|check_output|getoutput)$/.test(callee[0]!);
}
