import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { importsIn } from "./imports";
import type { Place } from "./spec";

/** A parsed file of the project, and what its module level defines. */
export class Source {
  readonly root: SyntaxNode;
  /** Local name → module and name: "add_args" → ["common.options", "add_args"]; of a whole module the name is "". */
  readonly imports: ReadonlyMap<string, readonly [module: string, name: string]>;
  /** Functions and classes of the module, also those in an `if` or `try`. */
  readonly definitions = new Map<string, SyntaxNode>();
  /** What names of the module were assigned last. */
  readonly constants = new Map<string, SyntaxNode>();

  /** @param path absolute @param beside the project's files that are known; it may grow */
  constructor(
    readonly path: string,
    readonly text: string,
    private readonly beside: readonly Source[] = [],
  ) {
    this.root = parser.parse(text).topNode;
    this.imports = importsIn(text);
    this.define(this.root);
  }

  /** What a name stands for here: a definition of this file, or of one of the project's that it comes from. */
  find(name: string): Definition | undefined {
    const own = this.definitions.get(name);
    if (own) return { definition: own, source: this };
    const [head = "", member] = name.split(".");
    const [module, imported] = this.imports.get(head) ?? [];
    const original = member ?? imported ?? name;
    // What is imported of a package lies in its folder: `nn.Module` of torch is not the project's own Module.
    const top = /^\w+/.exec(module ?? "")?.[0];
    const mayHold = ({ path }: Source) => top === undefined || pathParts(path).includes(top);
    const source = this.beside.find((each) => each !== this && each.definitions.has(original) && mayHold(each));
    return source && { definition: source.definitions.get(original)!, source };
  }

  slice(node: { readonly from: number; readonly to: number }): string {
    return this.text.slice(node.from, node.to);
  }

  place(node: SyntaxNode): Place {
    let line = 1;
    for (let at = this.text.indexOf("\n"); at >= 0 && at < node.from; at = this.text.indexOf("\n", at + 1)) line++;
    return { file: this.path, line };
  }

  private define(scope: SyntaxNode): void {
    for (let node = scope.firstChild; node; node = node.nextSibling) {
      if (node.name === "AssignStatement" && node.firstChild?.name === "VariableName" && node.lastChild) {
        this.constants.set(this.slice(node.firstChild), node.lastChild);
      } else if (node.name === "IfStatement" || node.name === "TryStatement" || node.name === "Body") this.define(node);
      const defined = definitionIn(node);
      const name = defined?.getChild("VariableName");
      if (defined && name) this.definitions.set(this.slice(name), defined);
    }
  }
}

/** The names of folders and of the file itself, without its ending. */
function pathParts(path: string): readonly string[] {
  return path.replace(/\.py$/, "").split(/[\\/]/);
}

/** A function or class, and the file that defines it. */
export interface Definition {
  readonly definition: SyntaxNode;
  readonly source: Source;
}

/** The function or class that a statement defines, decorated or not. */
export function definitionIn(node: SyntaxNode): SyntaxNode | undefined {
  if (node.name === "FunctionDefinition" || node.name === "ClassDefinition") return node;
  if (node.name !== "DecoratedStatement") return undefined;
  return node.getChild("FunctionDefinition") ?? node.getChild("ClassDefinition") ?? undefined;
}

/** Every node below, itself included, in the order of the text. */
export function* below(node: SyntaxNode): Generator<SyntaxNode> {
  const cursor = node.cursor();
  const end = node.to;
  do {
    if (cursor.from > end) return;
    yield cursor.node;
  } while (cursor.next() && cursor.from < end);
}

/** What a call is given. */
export interface Given {
  readonly positional: readonly SyntaxNode[];
  readonly keywords: ReadonlyMap<string, SyntaxNode>;
  /** It holds `*args` or `**kwargs`, so more than can be seen. */
  readonly open: boolean;
}

/** Reads the arguments of a call, decorator or class. @param node has an ArgList */
export function givenTo(node: SyntaxNode, source: Source): Given {
  const positional: SyntaxNode[] = [];
  const keywords = new Map<string, SyntaxNode>();
  let open = false;
  for (let child = node.getChild("ArgList")?.firstChild; child; child = child.nextSibling) {
    if (child.name === "*" || child.name === "**") {
      open = true;
      child = child.nextSibling ?? child;
    } else if (child.name === "VariableName" && child.nextSibling?.name === "AssignOp") {
      const name = source.slice(child);
      child = child.nextSibling.nextSibling ?? child;
      keywords.set(name, child);
    } else if (!/^(?:[(),]|Comment)$/.test(child.name)) positional.push(child);
  }
  return { positional, keywords, open };
}

/** What is called, as text: "parser.add_argument", "click.option". */
export function calleeOf(node: SyntaxNode, source: Source): string {
  if (node.name !== "Decorator") return node.firstChild ? source.slice(node.firstChild) : "";
  const list = node.getChild("ArgList");
  return source.text.slice(node.from + 1, list?.from ?? node.to).trim();
}

/** What a name other than a function’s or class’s was assigned somewhere in the file: `classes = (Model, Data)`. */
export function assignedTo(node: SyntaxNode, source: Source): SyntaxNode {
  const name = source.slice(node);
  if (node.name !== "VariableName" || source.find(name) || source.imports.has(name)) return node;
  for (const each of below(source.root)) {
    const isIt = each.name === "AssignStatement" && each.firstChild && source.slice(each.firstChild) === name;
    if (isIt && each.lastChild) return each.lastChild;
  }
  return node;
}
