import { join, relative, sep } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { GitFiles } from "../../parsing/git/files";
import { gitFolderOf, type GitFolder } from "../../parsing/git/gitFolder";
import { commitOf, type Commit } from "../../parsing/git/history";
import { GitObjects } from "../../parsing/git/objects";
import { stampsAt } from "../../parsing/files/stat";
import type { RawFacts, RawSource } from "../../raw";
import { logsIn } from "./logs";
import { experimentsIn, type Experiment } from "./experiments";
import { ExperimentFiller } from "./fill";
import { ProjectFiles } from "./projectFiles";
import { plural, t } from "../../../util/text";

/** Begins the message of a commit that its maker gave none. */
const ownMessage = /^dvc: commit experiment /;
const shortId = 7;
const longestTitle = 60;
const mostWarnings = 5;

/** What became of one experiment. */
interface Done {
  readonly commit: string;
  readonly warnings: readonly string[];
  /** Absolute paths of what was looked for and may not have been there, or not all of it; and how they were before. */
  readonly awaited: readonly string[];
  readonly stamps: string;
}

/** So many of the paths that are awaited are looked at like files of the log. */
const mostWatched = 100;

/** Reads the experiments of one project: each once, and again when it is another commit. */
export class ExperimentsReader implements SourceReader {
  /** They are Git's: there is none to open, and only its folders tell what is new. */
  readonly files = [];
  alsoWatched: readonly string[] = [];
  private readonly done = new Map<string, Done>();
  private listWarnings: readonly string[] = [];

  private readonly cache: string;

  /** @param project absolute path of the folder with .dvc in it */
  constructor(private readonly project: string) {
    this.cache = join(project, ".dvc", "cache");
  }

  get warnings(): readonly string[] {
    const all = [...this.listWarnings, ...[...this.done.values()].flatMap(({ warnings }) => warnings)];
    const more = all.length - mostWarnings;
    return more > 0
      ? [
          ...all.slice(0, mostWarnings),
          plural(more, {
            one: "{count} more experiment could not be read completely.",
            other: "{count} more experiments could not be read completely.",
          }),
        ]
      : all;
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const git = gitFolderOf(this.project);
    const { list, watched, warnings } = git ? experimentsIn(git.common) : none;
    const awaited = [...this.done.values()].flatMap((done) => done.awaited);
    this.alsoWatched = [...watched, ...[...new Set(awaited)].slice(0, mostWatched)];
    this.listWarnings = warnings;
    const ids = new Set(list.map(({ id }) => id));
    for (const id of [...this.done.keys()]) if (!ids.has(id)) this.forget(id, into);
    const due = list.filter((experiment) => this.isDue(experiment));
    return git && due.length > 0 ? this.readAll(due, git, into, budget) : { state: "idle" };
  }

  /** It was not read yet, is another commit, or what it lacked may be there by now: fetched by Git, or pulled by DVC. */
  private isDue({ id, commit }: Experiment): boolean {
    const done = this.done.get(id);
    return done?.commit !== commit || done.stamps !== stampsAt(done.awaited);
  }

  private forget(id: string, into: RawSource): void {
    this.done.delete(id);
    into.runs.delete(id);
  }

  private readAll(due: readonly Experiment[], git: GitFolder, into: RawSource, budget: number): ReadOutcome {
    const objects = new GitObjects(git.common);
    try {
      const files = new GitFiles(objects);
      const folder = relative(git.workTree, this.project).split(sep).join("/");
      for (const experiment of due) {
        if (files.used > budget) return { state: "more" };
        this.forget(experiment.id, into);
        objects.unread.clear();
        const { warnings, asked } = readExperiment(
          experiment,
          { folder, cache: this.cache, root: this.project },
          objects,
          files,
          into,
        );
        const named = warnings.map((warning) => t("Experiment {name}: {warning}.", { name: experiment.name, warning }));
        const awaited = [...asked, ...(objects.unread.size > 0 ? objects.placesOf(objects.unread) : [])];
        const { commit } = experiment;
        this.done.set(experiment.id, { commit, warnings: named, awaited, stamps: stampsAt(awaited) });
      }
      return { state: "idle" };
    } finally {
      objects.close();
    }
  }
}

const none = { list: [], watched: [], warnings: [] };

/** What reading one experiment told beside its run. */
interface Told {
  /** What could not be read, in words that follow its name. */
  readonly warnings: readonly string[];
  /** Absolute paths of what was looked for in DVC's cache. */
  readonly asked: readonly string[];
}

/** Makes the run of an experiment. */
function readExperiment(
  { id, name, commit: commitId, baseline }: Experiment,
  { folder, cache, root }: { readonly folder: string; readonly cache: string; readonly root: string },
  objects: GitObjects,
  files: GitFiles,
  into: RawSource,
): Told {
  const commit = commitOf(objects, commitId);
  if (typeof commit === "string")
    return only(t("the commit {id} {problem}", { id: commitId.slice(0, shortId), problem: commit }));
  const begun = commitOf(objects, baseline);
  const before = typeof begun === "string" ? undefined : files.find(begun.tree, folder)?.id;
  const after = files.find(commit.tree, folder);
  // A repository may hold several projects: an experiment that changed nothing in this one is another's.
  if (after?.kind !== "folder" || (folder !== "" && after.id === before)) return only();
  const run = into.run(id);
  Object.assign(run.facts, factsOf(name, commit, baseline, begun));
  const project = new ProjectFiles(files, after.id, cache);
  const filler = new ExperimentFiller(project, run, root);
  filler.fill(logsIn(project, before));
  return { warnings: filler.warnings, asked: [...project.asked] };
}

function only(...warnings: string[]): Told {
  return { warnings, asked: [] };
}

function factsOf(name: string, commit: Commit, baseline: string, begun: Commit | string): RawFacts {
  const title = typeof begun === "string" ? "" : ` ${begun.message.split("\n", 1)[0]!.slice(0, longestTitle)}`;
  return {
    name,
    group: `${baseline.slice(0, shortId)}${title}`.trim(),
    git: { commit: baseline },
    status: { status: "finished", reason: t("DVC saved it as an experiment, which it does when a run ends") },
    ...(commit.committedAt !== undefined && { endedAt: commit.committedAt }),
    ...(commit.message !== "" && !ownMessage.test(commit.message) && { notes: commit.message }),
  };
}
