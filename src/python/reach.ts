import type { Class, Outline, Scope } from "./module";

/**
 * The scopes that run, or may run, when these do: functions of the file that they mention (called, or handed to something
 * that calls them: `spawn(worker)`), and of the classes they mention the construction and every method they mention.
 */
export function reach(roots: readonly Scope[], outline: Outline): readonly Scope[] {
  const search = new Search(outline);
  for (const root of roots) search.add(root);
  return search.run();
}

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

  run(): readonly Scope[] {
    for (let scope = this.waiting.pop(); scope; scope = this.waiting.pop()) this.follow(scope);
    return [...this.reached];
  }

  private follow(scope: Scope): void {
    for (const name of scope.names) {
      this.add(this.outline.functions.get(name));
      this.construct(this.outline.classes.get(name));
    }
    for (const member of scope.members) {
      if (this.members.has(member)) continue;
      this.members.add(member);
      for (const known of this.classes) this.add(known.methods.get(member));
    }
  }

  private construct(made: Class | undefined): void {
    if (!made || this.classes.has(made)) return;
    this.classes.add(made);
    this.add(made.methods.get("__init__"));
    this.add(made.methods.get("__call__"));
    for (const member of this.members) this.add(made.methods.get(member));
    for (const base of made.bases) if (base.length === 1) this.construct(this.outline.classes.get(base[0]!));
  }
}
