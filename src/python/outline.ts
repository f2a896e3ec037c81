import type { SyntaxNode, SyntaxNodeRef } from "@lezer/common";
import type { Parsed } from "./parse";

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
  /** It changes values by their `.grad`. */
  descends: boolean;
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
  /** `if __name__ == "__main__":` */
  guard: Scope | undefined;
  /** Functions that a decorator makes commands of: `@app.command()`, `@hydra.main`, `@ex.automain`. */
  readonly commands: Scope[];
  /** Functions that `@ex.automain` starts without a guard. */
  readonly automains: Scope[];
}

/** What the walk is inside of. `depth` counts the scopes, so that leaving a node closes what it opened. */
type Frame =
  | { readonly kind: "module" }
  | { readonly kind: "class"; readonly of: Class }
  | { readonly kind: "code"; readonly scope: Scope; readonly definition: boolean };

const definitions = new Set(["FunctionDefinition", "ClassDefinition"]);
const transparent = new Set(["Script", "StatementGroup", "DecoratedStatement", "Comment", "VariableName"]);
const command = /\.(command|main|automain|callback|local_entrypoint)\b/;
const epochs =
  /\b\w*(epoch|iteration|episode|max_iter|num_iter|n_iter|iters?\b|num_steps|n_steps|max_steps|total_steps|train_steps|total_timesteps|num_updates|generations?\b|rounds?\b)/i;

/** A change of weights by a gradient or a learning rate: `w -= lr * dw`, `w -= eta * w.grad`; and `w = w - 0.01 * grad`. */
const descent = /\.grad\b|-=.*\b(?:lr|learning_rate|eta)\b/;
const assignedDescent = /^([\w.]+) = \1 - .*(?:\b(?:lr|learning_rate|eta)\b|\bd?grad)/;

/** Reads the outline off a syntax tree, in one walk, a little at a time as `parsing` does. */
export function* outlining({ text, tree }: Parsed): Generator<undefined, Outline> {
  const walk = new Walk(text);
  const cursor = tree.cursor();
  for (let nodes = 1; ; nodes++) {
    if (nodes % 1024 === 0) yield undefined;
    if (walk.enter(cursor) && cursor.firstChild()) continue;
    walk.leave(cursor);
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return walk.outline;
      walk.leave(cursor);
    }
  }
}

class Walk {
  readonly outline: Outline = {
    imports: new Map(),
    stars: new Set(),
    made: new Map(),
    functions: new Map(),
    classes: new Map(),
    statements: [],
    guard: undefined,
    commands: [],
    automains: [],
  };
  private readonly frames: { readonly node: number; readonly frame: Frame }[] = [];
  private frame: Frame = { kind: "module" };

  constructor(private readonly text: string) {}

  /** @returns false where the walk need not go deeper */
  enter(node: SyntaxNodeRef): boolean {
    if (node.name === "ImportStatement") {
      readImport(this.slice(node), this.outline);
      return false;
    }
    const frame = this.frame;
    if (definitions.has(node.name)) return this.define(node, frame);
    if (frame.kind === "code") {
      this.note(node, frame.scope);
      return true;
    }
    if (node.name === "Decorator" || node.name === "ArgList") return false;
    if (frame.kind === "module" && !transparent.has(node.name)) this.begin(node);
    return true;
  }

  leave(node: SyntaxNodeRef): void {
    if (this.frames.at(-1)?.node !== keyOf(node)) return;
    this.frames.pop();
    this.frame = this.frames.at(-1)?.frame ?? { kind: "module" };
  }

  private push(node: SyntaxNodeRef, frame: Frame): void {
    this.frames.push({ node: keyOf(node), frame });
    this.frame = frame;
  }

  /** A statement of the module: the guard, or code that runs on import too. */
  private begin(node: SyntaxNodeRef): void {
    const scope = newScope("", node.from);
    if (node.name === "IfStatement" && isGuard(this.text.slice(node.from, bodyStart(node.node))))
      this.outline.guard = scope;
    else this.outline.statements.push(scope);
    this.push(node, { kind: "code", scope, definition: false });
    this.note(node, scope);
  }

  /** A function or class. Within a function it counts as part of that function. */
  private define(node: SyntaxNodeRef, frame: Frame): boolean {
    if (frame.kind === "code" && frame.definition) return true;
    const named = node.node.getChild("VariableName");
    const name = named ? this.slice(named) : "";
    if (node.name === "ClassDefinition") {
      const made = { name, from: node.from, bases: this.basesOf(node.node), methods: new Map<string, Scope>() };
      this.outline.classes.set(name, made);
      this.push(node, { kind: "class", of: made });
      return true;
    }
    const scope = newScope(name, node.from);
    if (frame.kind === "class") frame.of.methods.set(name, scope);
    else this.outline.functions.set(name, scope);
    this.noteDecorators(node.node, scope);
    this.push(node, { kind: "code", scope, definition: true });
    return true;
  }

  private noteDecorators(node: SyntaxNode, scope: Scope): void {
    const parent = node.parent;
    if (parent?.name !== "DecoratedStatement") return;
    const decorators = parent.getChildren("Decorator").map((each) => this.slice(each).split("(", 1)[0]!);
    if (decorators.some((each) => command.test(each))) this.outline.commands.push(scope);
    if (decorators.some((each) => each.includes(".automain"))) this.outline.automains.push(scope);
  }

  private basesOf(node: SyntaxNode): Path[] {
    const list = node.getChild("ArgList");
    const bases: Path[] = [];
    for (let child = list?.firstChild; child; child = child.nextSibling) {
      if (child.name === "VariableName" || child.name === "MemberExpression") bases.push(this.pathOf(child));
    }
    return bases;
  }

  /** Takes down what a node within code tells. */
  private note(node: SyntaxNodeRef, scope: Scope): void {
    switch (node.name) {
      case "VariableName":
        scope.names.add(this.slice(node));
        break;
      case "PropertyName":
        scope.members.add(this.slice(node));
        break;
      case "CallExpression":
        this.noteCall(node.node, scope);
        break;
      case "AssignStatement":
        this.noteAssignment(node.node, scope);
        break;
      case "UpdateStatement":
        scope.descends ||= descent.test(this.slice(node));
        break;
      case "ForStatement":
      case "WhileStatement":
        scope.loops ||= epochs.test(this.text.slice(node.from, bodyStart(node.node)));
        break;
    }
  }

  private noteAssignment(node: SyntaxNode, scope: Scope): void {
    scope.descends ||= assignedDescent.test(this.text.slice(node.from, Math.min(node.to, node.from + 200)));
    const target = node.firstChild;
    const value = node.lastChild;
    if (!target || value?.name !== "CallExpression" || !value.firstChild) return;
    if (target.name === "VariableName" || target.name === "MemberExpression") {
      const name = this.slice(target);
      const path = this.pathOf(value.firstChild);
      scope.made.set(name, path);
      if (scope.name === "" || name.startsWith("self.")) this.outline.made.set(name, path);
    }
  }

  private noteCall(node: SyntaxNode, scope: Scope): void {
    const call = this.callOf(node);
    scope.calls.push(call);
    // param.data.add_(-lr * param.grad)
    scope.descends ||= /^(add|sub)_$/.test(call.callee.at(-1)!) && /\.grad\b/.test(this.slice(node));
  }

  private callOf(node: SyntaxNode): Call {
    const keywords: string[] = [];
    const handed: string[] = [];
    let first = "";
    const list = node.getChild("ArgList");
    for (let child = list?.firstChild?.nextSibling; child; child = child.nextSibling) {
      const assigned = child.nextSibling?.name === "AssignOp";
      if (!assigned && child.name === "VariableName") handed.push(this.slice(child));
      if (assigned && child.name === "VariableName") keywords.push(this.slice(child));
      else if (!first && keywords.length === 0 && !/^[(),*]/.test(child.name)) {
        first = this.text.slice(child.from, Math.min(child.to, child.from + 60));
      }
    }
    return { callee: node.firstChild ? this.pathOf(node.firstChild) : ["?"], keywords, first, handed };
  }

  /** The dotted path of an expression; of a chain that is longer than anyone writes, its end. */
  private pathOf(node: SyntaxNode): Path {
    const path: string[] = [];
    let at: SyntaxNode | null = node;
    for (let links = 0; at && links < 50; links++) {
      if (at.name === "MemberExpression") {
        const last: SyntaxNode | null = at.lastChild;
        path.push(last?.name === "PropertyName" ? this.slice(last) : "[]");
      } else if (at.name === "CallExpression") path.push("()");
      else if (at.name === "ParenthesizedExpression" || at.name === "AwaitExpression") {
        at = at.firstChild?.nextSibling ?? null;
        continue;
      } else {
        path.push(at.name === "VariableName" ? this.slice(at) : "?");
        break;
      }
      at = at.firstChild;
    }
    return path.reverse();
  }

  private slice(node: { readonly from: number; readonly to: number }): string {
    return this.text.slice(node.from, node.to);
  }
}

function newScope(name: string, from: number): Scope {
  return {
    name,
    from,
    calls: [],
    names: new Set(),
    members: new Set(),
    made: new Map(),
    loops: false,
    descends: false,
  };
}

/** Tells the nodes apart that can open a frame: a body may begin and end where its statement does, but is none of them. */
function keyOf(node: SyntaxNodeRef): number {
  return node.from * 1000 + node.type.id;
}

function bodyStart(node: SyntaxNode): number {
  return node.getChild("Body")?.from ?? node.to;
}

function isGuard(header: string): boolean {
  return header.includes("__name__") && header.includes("__main__");
}

/** Takes down the names that an import statement brings. */
function readImport(statement: string, { imports: into, stars }: Pick<Outline, "imports" | "stars">): void {
  const text = statement
    .replace(/#[^\n]*/g, "")
    .replace(/[()\\\s]+/g, " ")
    .trim();
  const from = /^from (.+?) import (.+)$/.exec(text);
  const module = from ? from[1]!.replaceAll(" ", "") : "";
  const list = from ? from[2]! : text.replace(/^import /, "");
  for (const item of list.split(",")) {
    const [path = "", alias] = item.trim().split(/ as /);
    const name = path.replaceAll(" ", "");
    if (name === "*") stars.add(module);
    if (name === "" || name === "*") continue;
    if (from) into.set(alias ?? name, module.endsWith(".") ? module + name : `${module}.${name}`);
    else if (alias) into.set(alias, name);
    else into.set(name.split(".", 1)[0]!, name.split(".", 1)[0]!);
  }
}
