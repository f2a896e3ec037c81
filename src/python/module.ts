/** A dotted path of code: `Trainer(a).fit` is ["Trainer", "()", "fit"]; what is not a name is "?". */
export type Path = readonly string[];

export interface Call {
  readonly callee: Path;
  /** Names of the keyword arguments. */
  readonly keywords: readonly string[];
  /** The first positional argument as written, cut to a few characters; "" if there is none. */
  readonly first: string;
  /** Names that are given as arguments by themselves: `Process(target=train)` hands over `train`. */
  readonly handed: readonly string[];
  /** Likewise what has a dot: `Job(main=training.main)` gives `training.main`. */
  readonly given: readonly string[];
}

/** What a piece of code does when it runs: a function, or one statement of the module. */
export interface Scope {
  /** "" for code of the module itself. */
  readonly name: string;
  /** Offset of its first character. */
  readonly from: number;
  readonly calls: Call[];
  /** Every name it mentions, so also functions that it hands to others. */
  readonly names: Set<string>;
  /** Every `.name` it mentions. */
  readonly members: Set<string>;
  /** What a variable was made by: `x = Trainer(a)` gives x → ["Trainer"]. */
  readonly made: Map<string, Path>;
  /** It holds a loop over epochs, steps or the like. */
  loops: boolean;
  /** It holds a loop over anything. */
  repeats: boolean;
  /** It changes values by a gradient or a rate of learning. */
  descends: boolean;
  /** It has a text that names a script that trains. */
  namesTraining: boolean;
  /** Other scripts that its texts name, as they stand there: "tools/run.py". */
  readonly scripts: Set<string>;
}

export interface Class {
  readonly name: string;
  readonly from: number;
  readonly bases: readonly Path[];
  readonly methods: Map<string, Scope>;
}

/** A Python module, as far as it matters for what runs when it is started. */
export interface Outline {
  /** Modules whose every name is imported: `from keras.layers import *`. */
  readonly stars: Set<string>;
  /** What variables of the module, and attributes of `self` in any method, were made by. */
  readonly made: Map<string, Path>;
  /** Local name → what it stands for: "xgb" → "xgboost", "Trainer" → "transformers.Trainer"; relative ones begin with dots. */
  readonly imports: Map<string, string>;
  /** Module-level functions, also those in a module-level `if` or `try`. */
  readonly functions: Map<string, Scope>;
  readonly classes: Map<string, Class>;
  /** Statements of the module itself, without definitions, imports and the guard. */
  readonly statements: Scope[];
  /** Statements of the module that give a name, or a part of it, its value: what mentions the name works with what stands there. */
  readonly values: Map<string, Scope[]>;
  /** `if __name__ == "__main__":` */
  guard: Scope | undefined;
  /** Functions that a decorator makes commands of: `@app.command()`, `@hydra.main`, `@ex.automain`. */
  readonly commands: Scope[];
  /** Functions that `@ex.automain` starts without a guard. */
  readonly automains: Scope[];
}

export function newScope(name: string, from: number): Scope {
  return {
    name,
    from,
    calls: [],
    names: new Set(),
    members: new Set(),
    made: new Map(),
    loops: false,
    repeats: false,
    descends: false,
    namesTraining: false,
    scripts: new Set(),
  };
}
