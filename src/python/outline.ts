import type { SyntaxNode, SyntaxNodeRef } from "@lezer/common";
import { stepsByAssignment, stepsByUpdate, widestStatement } from "./descent";
import { readImport } from "./importing";
import { newScope, type Call, type Class, type Outline, type Path, type Scope } from "./module";
import type { Parsed } from "./parse";
import { namesScript, namesTrainingScript, widestText } from "./starters";

/** So much of a first argument is taken down: a list of what a session runs may be long. */
const widestFirst = 160;

/** So many scripts that a piece of code names are looked into. */
const mostScripts = 4;

/** So many statements that give one name its value are kept. */
const mostValues = 12;

/** What the walk is inside of. `depth` counts the scopes, so that leaving a node closes what it opened. */
type Frame =
  | { readonly kind: "module" }
  | { readonly kind: "class"; readonly of: Class }
  | { readonly kind: "code"; readonly scope: Scope; readonly definition: boolean };

const definitions = new Set(["FunctionDefinition", "ClassDefinition"]);
const transparent = new Set(["Script", "StatementGroup", "DecoratedStatement", "Comment", "VariableName"]);
const command = /\.(command|main|automain|callback|local_entrypoint|cell)\b/;
const shows =
  /(?:^|\.)(?:print|echo|info|debug|warning|error|exception|add_argument|ArgumentParser|SystemExit|exit|\w*Error)$/;
const moves = /^(?:to|cuda|cpu|half|float|double|bfloat16|eval|requires_grad_)$/;
const steps = /train|fit|step|update|epoch|learn|optimi[sz]e/i;
const epochs =
  /\b\w*(epoch|iteration|episode|max_iter|num_iter|n_iter|iters?\b|num_steps|n_steps|max_steps|total_steps|train_steps|total_timesteps|num_updates|generations?\b|rounds?\b|t_max\b|(?:^|_|\s)(?:ep|games|trials)\b)/i;

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
    values: new Map(),
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
    const guards = node.name === "IfStatement" && isGuard(this.text.slice(node.from, bodyStart(node.node)));
    // Of files that were joined, the further guards are statements like others.
    if (guards && this.outline.guard === undefined) this.outline.guard = scope;
    else this.outline.statements.push(scope);
    if (node.name === "AssignStatement") this.noteValue(node.node, scope);
    this.push(node, { kind: "code", scope, definition: false });
    this.note(node, scope);
  }

  /** `steps = […]` and `settings["run"] = "lab.train"`, by the name in front. */
  private noteValue(node: SyntaxNode, scope: Scope): void {
    const [name = "?"] = node.firstChild ? this.pathOf(node.firstChild) : [];
    const known = this.outline.values.get(name) ?? [];
    if (name !== "?" && known.length < mostValues) this.outline.values.set(name, [...known, scope]);
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
        if (!this.isOnTheWay(node.node)) scope.members.add(this.slice(node));
        break;
      case "CallExpression":
        this.noteCall(node.node, scope);
        break;
      case "AssignStatement":
        this.noteAssignment(node.node, scope);
        break;
      case "UpdateStatement":
        scope.descends ||= stepsByUpdate(this.start(node, widestStatement));
        break;
      case "String":
      case "FormatString":
        this.noteText(node, scope);
        break;
      case "ForStatement":
      case "WhileStatement":
        scope.repeats = true;
        scope.loops ||= epochs.test(this.text.slice(node.from, bodyStart(node.node)));
        break;
      case "ArrayComprehensionExpression":
      case "ComprehensionExpression":
        scope.repeats ||= this.collectsSteps(node.node);
        break;
    }
  }

  /** `[train_step(batch) for batch in loader]`, behind whose bracket stands what is done each time. */
  private collectsSteps(node: SyntaxNode): boolean {
    const each = node.firstChild?.nextSibling;
    return each?.name === "CallExpression" && !!each.firstChild && steps.test(this.pathOf(each.firstChild).at(-1)!);
  }

  private noteAssignment(node: SyntaxNode, scope: Scope): void {
    scope.descends ||= stepsByAssignment(this.start(node, widestStatement));
    const target = node.firstChild;
    const value = node.lastChild;
    if (!target || value?.name !== "CallExpression" || !value.firstChild) return;
    if (target.name === "VariableName" || target.name === "MemberExpression") {
      const name = this.slice(target);
      const path = madeBy(this.pathOf(value.firstChild));
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
    const given: string[] = [];
    let first = "";
    const list = node.getChild("ArgList");
    for (let child = list?.firstChild?.nextSibling; child; child = child.nextSibling) {
      const assigned = child.nextSibling?.name === "AssignOp";
      if (!assigned && child.name === "VariableName") handed.push(this.slice(child));
      if (child.name === "MemberExpression") given.push(this.start(child, widestText));
      if (assigned && child.name === "VariableName") keywords.push(this.slice(child));
      else if (!first && keywords.length === 0 && !/^[(),*]/.test(child.name)) {
        first = this.text.slice(child.from, Math.min(child.to, child.from + widestFirst));
      }
    }
    return { callee: node.firstChild ? this.pathOf(node.firstChild) : ["?"], keywords, first, handed, given };
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

  private noteText(node: SyntaxNodeRef, scope: Scope): void {
    scope.namesTraining ||= this.namesTraining(node);
    const text = this.start(node, widestText);
    if (!text.includes(".py") || scope.scripts.size >= mostScripts) return;
    const named = namesScript(unquoted(text));
    if (named !== undefined && !this.isShown(node.node)) scope.scripts.add(named);
  }

  /** Whether a text, but no docstring, names a script that trains. */
  private namesTraining(node: SyntaxNodeRef): boolean {
    const text = this.start(node, widestText);
    if (!/train|tun|learn|epoch|\blr\b|max.iter/i.test(text) || node.node.parent?.name === "ExpressionStatement")
      return false;
    if (this.isShown(node.node)) return false;
    const comma = node.node.prevSibling;
    const before = comma?.name === "," && comma.prevSibling ? this.start(comma.prevSibling, widestText) : "";
    const first = node.node.parent?.firstChild?.nextSibling; // behind the bracket
    return namesTrainingScript(unquoted(text), unquoted(before), first ? this.start(first, widestText) : "");
  }

  /** The `train` of `tf.train.Saver()` and `mnist.train.images`, which is a module or a part of data. */
  private isOnTheWay(node: SyntaxNode): boolean {
    const member = node.parent;
    const chained = member?.parent?.name === "MemberExpression" && member.parent.firstChild?.from === member.from;
    return chained && this.slice(node) === "train";
  }

  /** Whether a text is printed, logged or an error's: then it tells someone what to start. */
  private isShown({ parent }: SyntaxNode): boolean {
    const call = parent?.name === "ArgList" ? parent.parent : null;
    return !!call?.firstChild && shows.test(this.start(call.firstChild, widestText));
  }

  private start({ from, to }: { readonly from: number; readonly to: number }, most: number): string {
    return this.text.slice(from, Math.min(to, from + most));
  }

  private slice(node: { readonly from: number; readonly to: number }): string {
    return this.text.slice(node.from, node.to);
  }
}

/** Tells the nodes apart that can open a frame: a body may begin and end where its statement does, but is none of them. */
function keyOf(node: SyntaxNodeRef): number {
  return node.from * 1000 + node.type.id;
}

/** What `Net(3).to(device)` is made by: moved or cast, it stays what it was. */
function madeBy(path: Path): Path {
  let end = path.length;
  while (path[end - 2] === "()" && moves.test(path[end - 1]!)) end -= 2;
  return path.slice(0, end);
}

function unquoted(text: string): string {
  return text.replace(/^\w{0,2}["']{1,3}/, "").replace(/["']{1,3}$/, "");
}

function bodyStart(node: SyntaxNode): number {
  return node.getChild("Body")?.from ?? node.to;
}

function isGuard(header: string): boolean {
  return header.includes("__name__") && header.includes("__main__");
}
