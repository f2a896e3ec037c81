import type { Call, Class, Outline, Path, Scope } from "./module";
import { isFramework } from "./trains";

/**
 * The scopes that run, or may run, when these do: functions of the file that they mention (called, or handed to something
 * that calls them: `spawn(worker)`), and of the classes they mention the construction and every method they mention.
 */
export function reach(roots: readonly Scope[], outline: Outline): readonly Scope[] {
  const search = new Search(outline);
  for (const root of roots) search.add(root);
  return search.run();
}

/** The scopes that run when a function or class of the file is called, and of the class these methods, too. */
export function reachFrom(name: string, methods: readonly string[], outline: Outline): readonly Scope[] {
  const search = new Search(outline);
  search.add(outline.functions.get(name));
  search.begin(outline.classes.get(name), methods);
  return search.run();
}

/** `fire.Fire()` and `CLI()` make a command of every function of the file; `globals()[name]()` picks one. */
function offersAll({ callee, first, keywords }: Call): boolean {
  const name = callee.at(-1);
  if (name === "globals") return true;
  return (name === "Fire" || name === "CLI" || name === "auto_cli") && first === "" && keywords.length === 0;
}

/** What a class is told to begin with all that it does. */
const starting = /^(?:run|main|start|execute|launch)$/;

class Search {
  private readonly reached = new Set<Scope>();
  private readonly classes = new Set<Class>();
  private readonly members = new Set<string>();
  private readonly waiting: Scope[] = [];

  constructor(private readonly outline: Outline) {}

  add(scope: Scope | undefined): void {
    if (!scope || this.reached.has(scope)) return;
    this.reached.add(scope);
    this.waiting.push(scope);
  }

  begin(made: Class | undefined, methods: readonly string[]): void {
    for (const method of methods) this.members.add(method);
    this.construct(made);
  }

  run(): readonly Scope[] {
    for (let scope = this.waiting.pop(); scope; scope = this.waiting.pop()) this.follow(scope);
    return [...this.reached];
  }

  private follow(scope: Scope): void {
    for (const name of scope.names) {
      this.add(this.outline.functions.get(name));
      for (const value of this.outline.values.get(name) ?? []) this.add(value);
      this.construct(this.outline.classes.get(name));
    }
    if (scope.calls.some(offersAll)) for (const each of this.outline.functions.values()) this.add(each);
    for (const member of scope.members) {
      if (this.members.has(member)) continue;
      this.members.add(member);
      for (const known of this.classes) this.call(known, member);
    }
  }

  private call(known: Class, member: string): void {
    this.add(known.methods.get(member));
    // What another module's class runs are the methods that this one fills in for it.
    const isBases =
      starting.test(member) && !known.methods.has(member) && known.bases.some((base) => this.isOther(base));
    if (isBases) for (const method of known.methods.values()) this.add(method);
  }

  /** Whether a base is of another module of the project, as far as its name tells. */
  private isOther([head = ""]: Path): boolean {
    const module = this.outline.imports.get(head);
    return module !== undefined && !isFramework(module);
  }

  private construct(made: Class | undefined): void {
    if (!made || this.classes.has(made)) return;
    this.classes.add(made);
    this.add(made.methods.get("__init__"));
    this.add(made.methods.get("__call__"));
    for (const member of this.members) this.call(made, member);
    // What is started as a process or a thread of its own runs.
    if (made.bases.some((base) => /^(?:Process|Thread)$/.test(base.at(-1) ?? ""))) this.add(made.methods.get("run"));
    for (const base of made.bases) if (base.length === 1) this.construct(this.outline.classes.get(base[0]!));
    // A flow's steps are methods that its runner calls.
    if (made.bases.some((base) => base.at(-1) === "FlowSpec")) for (const step of made.methods.values()) this.add(step);
  }
}
