import type { Outline, Path, Scope } from "./module";
import { isFramework, resolve } from "./trains";

/** A function, class or method of another module that a piece of code may run: "nnet.build.make_net", ".agent.Agent.learn". */
export type Wanted = string;

/** What trains is called so, as a rule: it is looked into first, since few files are read. */
const begin = /\.(?:\w*(?:train|fit|learn|optimi[sz]|experiment)\w*|run|main|start|launch|update|work|solve)$/i;

/** What these do prepares data, whatever it fits for that. */
const transforms = /\.(?:fit_)?transform$/;

/** More names than this are not followed from one file. */
const most = 60;

/** What these pieces of code call, or hand to others, of what their file imports. */
export function wantedBy(scopes: readonly Scope[], outline: Outline): readonly Wanted[] {
  const wanted = new Set<Wanted>();
  for (const scope of scopes) {
    for (const { callee, handed, given } of scope.calls) {
      const called = importedPath(callee, scope, outline);
      if (called !== undefined && !isOnlyMade(callee, scope, scopes)) wanted.add(called);
      for (const each of ofBases(callee, scope, outline)) wanted.add(each);
      for (const name of [...handed, ...given]) {
        const [head = "", ...rest] = name.split(".");
        const module = outline.imports.get(head);
        if (module !== undefined) wanted.add([module, ...rest].join("."));
      }
    }
  }
  for (const each of ofUnknown(scopes, outline)) wanted.add(each);
  for (const each of wanted) if (transforms.test(each)) wanted.delete(each);
  const begins = (each: Wanted) => Number(begin.test(each));
  return [...wanted].sort((a, b) => begins(b) - begins(a)).slice(0, most);
}

/** What may well train by being made. */
const makers = /Train|Run|Agent|Learn|Experiment|Solve|Engine|Serve|Pipeline|Main|Work|Search|Optimi/;

/** `net = Network(3)` and no more: what is made and handed to nothing trains by its methods, if at all. */
function isOnlyMade(callee: Path, scope: Scope, scopes: readonly Scope[]): boolean {
  const name = callee.at(-1)!;
  if (!/^[A-Z]/.test(name) || makers.test(name)) return false;
  const variables = [...scope.made].flatMap(([variable, path]) =>
    path.join(".") === callee.join(".") && !variable.includes(".") ? [variable] : [],
  );
  const handed = scopes.flatMap(({ calls }) => calls.flatMap((call) => call.handed));
  return variables.length > 0 && !variables.some((variable) => handed.includes(variable));
}

/** Of the classes that a class is derived from, the methods that it may have from them. */
export function wantedOfBases(bases: readonly Path[], methods: readonly string[], outline: Outline): readonly Wanted[] {
  return bases.flatMap((base) => {
    const module = outline.imports.get(base[0] ?? "");
    if (module === undefined) return [];
    return methods.map((method) => [module, ...base.slice(1), method].join("."));
  });
}

/** What works, whatever it is called on. */
const working = /^(?:work|run|main|start|step|\w*(?:train|learn|fit|updat|optimi)\w*)$/i;

/** What is no instance of a class that is made in sight. */
const notClasses = /^(?:self|sess(?:ion)?)$/;

/** `for worker in workers: worker.work()`: what is called on something unknown may be of any class that is made there. */
function ofUnknown(scopes: readonly Scope[], outline: Outline): readonly Wanted[] {
  const calls = [...scopes, ...outline.statements].flatMap((scope) => scope.calls);
  const classes = new Set(
    calls.flatMap(({ callee: [name = ""], callee }) => {
      const module = outline.imports.get(name);
      return callee.length === 1 && module !== undefined && /^[A-Z]/.test(name) && !isFramework(module) ? [module] : [];
    }),
  );
  const methods = new Set(
    scopes.flatMap((scope) =>
      scope.calls.flatMap(({ callee }) => {
        const [receiver = "", method = ""] = callee;
        const isKnown = outline.imports.has(receiver) || scope.made.has(receiver) || outline.made.has(receiver);
        return callee.length === 2 && !isKnown && !notClasses.test(receiver) && working.test(method) ? [method] : [];
      }),
    ),
  );
  return [...classes].flatMap((each) => [...methods].map((method) => `${each}.${method}`));
}

/** `Own(…).run()`, of a class of the file that does not define it: its bases do. */
function ofBases(callee: Path, scope: Scope, outline: Outline): readonly Wanted[] {
  const path = resolve(callee, scope, outline);
  const own = path.at(-2) === "()" ? outline.classes.get(path.at(-3) ?? "") : undefined;
  const method = path.at(-1) ?? "";
  return own && !own.methods.has(method) ? wantedOfBases(own.bases, [method], outline) : [];
}

/** The whole name of what a call calls, if that is imported; `Agent(…).learn` is Agent.learn. */
function importedPath(callee: Path, scope: Scope, outline: Outline): Wanted | undefined {
  const head = callee[0] ?? "";
  const path = resolve(callee, scope, outline).filter((part) => part !== "()");
  if (path.includes("?") || path.includes("[]")) return undefined;
  const isImported = outline.imports.has(head) || path.join(".") !== callee.filter((part) => part !== "()").join(".");
  if (isImported) return path.join(".");
  if (callee.length > 1 || outline.functions.has(head) || outline.classes.has(head)) return undefined;
  // A name that only a star import can have brought: the first is looked into.
  const [star] = outline.stars;
  return star === undefined ? undefined : `${star}${star.endsWith(".") ? "" : "."}${head}`;
}
