import { dirname, join } from "node:path";
import { inSlices } from "../util/inSlices";
import { trains } from "./analyse";
import { exists, foldersUp } from "./environment/paths";
import type { Outline, Scope } from "./module";
import { ModuleCache } from "./moduleCache";
import { moduleFile } from "./moduleFile";
import { outlining } from "./outline";
import { parsing } from "./parse";
import { reach, reachFrom } from "./reach";
import { importsFramework, isCliClass } from "./trains";
import { wantedBy, wantedOfBases, type Wanted } from "./wanted";

/** Files that are read for one piece of code and for all of a script, and how far imports are followed. */
const most = { files: 8, inAll: 24, depth: 3 };

/** Of modules that hold a word of training, or hand on the names of others. */
const outlines = new ModuleCache<Outline>(outlineOf);

/** What is wanted, and the file and its outline that want it. */
interface Ask {
  readonly wanted: Wanted;
  readonly from: string;
}

/**
 * Whether what a script runs of its project's other modules trains. Only functions and methods that are called are looked
 * into, in a few files; what is not of the project, or cannot be read, trains nothing.
 * @param path of the script, absolute
 * @param root the folder of the project
 * @param read the files that were read for the script before, to which those are added that are read now
 */
export async function trainsElsewhere(
  roots: readonly Scope[],
  outline: Outline,
  path: string,
  root: string,
  read: Set<string>,
): Promise<boolean> {
  const project = new Project(path, root, read);
  let asks: readonly Ask[] = wantedBy(roots, outline).map((wanted) => ({ wanted, from: path }));
  for (let depth = 0; depth < most.depth && asks.length > 0; depth++) {
    const next: Ask[] = [];
    for (const ask of asks) {
      const further = await project.follow(ask);
      if (further === true) return true;
      next.push(...further);
    }
    asks = next;
  }
  return false;
}

/** What is imported everywhere, and isn’t a module of a project. */
const foreign = new Set(
  (
    "os sys re io json time math random argparse logging pathlib collections typing functools itertools copy shutil subprocess " +
    "datetime glob pickle csv warnings threading multiprocessing numpy pandas matplotlib tqdm cv2 PIL scipy seaborn torch " +
    "torchvision tensorflow keras sklearn jax transformers gym gymnasium hydra omegaconf wandb mlflow yaml requests"
  ).split(" "),
);

/** Whether a piece of code calls, itself or through a function of its file, what may be of the project. */
export function callsProject(start: Scope, outline: Outline): boolean {
  return wantedBy(reach([start], outline), outline).some((wanted) => !foreign.has(wanted.split(".", 1)[0]!));
}

/** Without one of these words a module trains nothing; a short one may hand on the names of others. */
const works = /backward|\bfit\b|\.fit_|train|learn|optimi[sz]|minimize|apply_gradients|subprocess|os\.system|\.run\(/;
const handsOnOnly = /^[^]{0,4000}$/;

class Project {
  private readonly files = new Set<string>();
  private readonly asked = new Set<string>();
  private readonly heads = new Map<string, Promise<boolean>>();
  private readonly folder: string;

  constructor(
    path: string,
    private readonly root: string,
    private readonly read: Set<string>,
  ) {
    this.folder = dirname(path);
  }

  /** @returns true if what is wanted trains, or else what it wants of other modules */
  async follow({ wanted, from }: Ask): Promise<true | readonly Ask[]> {
    const found = await this.find(wanted, from);
    if (!found) return [];
    const { outline, file, names } = found;
    const [name = "", method] = names;
    const handedOn = outline.imports.get(name);
    if (!outline.functions.has(name) && !outline.classes.has(name))
      return handedOn === undefined ? [] : [{ wanted: [handedOn, ...names.slice(1)].join("."), from: file }];
    if (method === undefined && isCliClass(outline.classes.get(name))) return true;
    const scopes = reachFrom(name, method === undefined ? [] : [method], outline);
    if (trains(scopes, outline, importsFramework(outline), { repeated: true })) return true;
    const bases = outline.classes.get(name)?.bases ?? [];
    const further = [
      ...wantedBy(scopes, outline),
      ...(method === undefined ? [] : wantedOfBases(bases, [method], outline)),
    ];
    return further.map((each) => ({ wanted: each, from: file }));
  }

  /** Whether a module or package of this name lies where the script's imports are looked for. */
  private isOwn(head: string, from: string): Promise<boolean> {
    if (foreign.has(head)) return Promise.resolve(false);
    const key = `${dirname(from)}\0${head}`;
    const known = this.heads.get(key) ?? this.looksFor(head, from);
    this.heads.set(key, known);
    return known;
  }

  private async looksFor(head: string, from: string): Promise<boolean> {
    const folders = foldersUp(this.folder, this.root).flatMap((each) => [each, join(each, "src")]);
    for (const folder of new Set([dirname(from), ...folders]))
      if ((await exists(join(folder, `${head}.py`))) || (await exists(join(folder, head)))) return true;
    return false;
  }

  /** The module that a dotted name begins with, and what is left of the name. */
  private async find(wanted: Wanted, from: string) {
    if (this.asked.has(`${from}\0${wanted}`)) return undefined;
    this.asked.add(`${from}\0${wanted}`);
    const dots = /^\.*/.exec(wanted)![0];
    const parts = wanted.slice(dots.length).split(".");
    if (dots === "" && !(await this.isOwn(parts[0]!, from))) return undefined;
    for (let length = parts.length - 1; length >= (dots === "" ? 1 : 0); length--) {
      const file = await moduleFile(dots + parts.slice(0, length).join("."), from, this.folder, this.root);
      if (file === undefined) continue;
      const outline = await this.open(file);
      return outline && { outline, file, names: parts.slice(length) };
    }
    return undefined;
  }

  private async open(file: string): Promise<Outline | undefined> {
    if (!this.files.has(file) && this.files.size >= most.files) return undefined;
    if (!this.read.has(file) && this.read.size >= most.inAll) return undefined;
    this.files.add(file);
    this.read.add(file);
    return outlines.of(file);
  }
}

async function outlineOf(text: string): Promise<Outline | undefined> {
  return handsOnOnly.test(text) || works.test(text) ? inSlices(outliningOf(text)) : undefined;
}

function* outliningOf(text: string): Generator<undefined, Outline> {
  return yield* outlining(yield* parsing(text));
}
