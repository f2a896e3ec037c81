import { basename, dirname, join } from "node:path";
import type { FolderListing, HeadReader, ReadOutcome, SourceReader } from "../../format";
import {
  isJsonObject,
  own,
  parsePythonJson,
  type JsonObject,
  type JsonValue,
} from "../../parsing/documents/pythonJson";
import { pushPoint } from "../../parsing/documents/tree";
import { headBytes } from "../../parsing/files/head";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";
import { numberIn } from "../../parsing/tables/numbers";
import type { RawRun, RawSource } from "../../raw";
import { t } from "../../../util/text";
import { fillModelParams, sidesOf } from "./modelFiles";

/** `all` holds what the others do, as of when each was last written. */
const names = ["all_results.json", ...["train", "eval", "test", "predict"].map((split) => `${split}_results.json`)];

/** What the Trainer puts before the names of a split's metrics. */
const ofSplit = /^(?:train|eval|test|predict)_./;

/** One value, and the absolute path of the file that says it. */
interface Result {
  readonly path: string;
  readonly value: number;
}

/**
 * What save_metrics() leaves in an output folder: a flat object for each split, and all of them in one. They hold an evaluation
 * after the training, which the state tells only if it was saved later. Source: transformers, trainer_pt_utils.save_metrics.
 */
export class Results {
  private readonly known: readonly WholeJsonFile[];
  private readonly documents = new Map<string, JsonObject>();
  private readonly problems = new Map<string, string>();

  /** @param folder absolute path of the output folder */
  constructor(folder: string) {
    this.known = names.map((name) => new WholeJsonFile(join(folder, name)));
  }

  /** Absolute paths of those that were read. */
  get files(): readonly string[] {
    return [...this.documents.keys()];
  }

  /** Absolute paths of those that are there and cannot be read, perhaps not yet. */
  get awaited(): readonly string[] {
    return this.known.filter((file) => file.isUnreadable).map(({ path }) => path);
  }

  /** Why files cannot be read, by their absolute paths. */
  get broken(): ReadonlyMap<string, string> {
    return this.problems;
  }

  /** The values by the keys as logged, `epoch` among them, each with the file that says it. */
  get values(): ReadonlyMap<string, Result> {
    const values = new Map<string, Result>();
    for (const [path, document] of this.documents) {
      for (const key of Object.keys(document)) {
        const value = numberIn(own(document, key));
        if (value !== undefined) values.set(key, { path, value });
      }
    }
    return values;
  }

  /** Looks at the files again. @returns whether they say something else now */
  look(): boolean {
    return this.known.map((file) => this.lookAt(file)).includes(true);
  }

  /** Counts what is neither a number nor one in words. */
  countOthers(run: RawRun): void {
    for (const [path, document] of this.documents) {
      const others = Object.keys(document).filter((key) => numberIn(own(document, key)) === undefined).length;
      run.leftOut.set({ path, unit: "record", cause: "not-a-number" }, others);
    }
  }

  private lookAt(file: WholeJsonFile): boolean {
    const look = file.look();
    if (look.state === "same") return false;
    this.problems.delete(file.path);
    if (look.state === "unreadable" && look.isFinal) this.problems.set(file.path, look.reason);
    if (look.state === "read" && isResults(look.value)) this.documents.set(file.path, look.value);
    else if (look.state !== "unreadable") return this.documents.delete(file.path);
    return look.state === "read";
  }
}

/** Where the results in a folder are: the first of them that is the Trainer's. */
export function resultsIn(folder: FolderListing, heads: HeadReader): string | undefined {
  const found = names.find((name) => {
    if (!folder.files.includes(name)) return false;
    const parsed = parsePythonJson(heads.head(name, headBytes)?.toString("utf8") ?? "");
    return parsed.ok && isResults(parsed.value);
  });
  return found === undefined ? undefined : join(folder.path, found);
}

/** Whether a path leads to results, by its name. */
export function isResultsFile(path: string): boolean {
  return names.includes(basename(path));
}

/** Other tools use such names for what is nested, by model or by language. */
function isResults(document: JsonValue): document is JsonObject {
  if (!isJsonObject(document)) return false;
  const values = Object.values(document);
  return (
    values.every((value) => typeof value !== "object") &&
    Object.keys(document).some((key) => ofSplit.test(key) && numberIn(own(document, key)) !== undefined)
  );
}

/**
 * Adds to a run read from a state what only the results tell, where the training stood by their epoch. Values that were logged
 * already, as those of the best checkpoint's evaluation, are left as they are.
 */
export function addResults(run: RawRun, values: ReadonlyMap<string, Result>, step: number, epoch: number): void {
  const at = values.get("epoch")?.value ?? epoch;
  const place = at < epoch && epoch > 0 ? Math.round((step * at) / epoch) : step;
  for (const [key, { path, value }] of values) {
    if (key === "epoch" || run.series.get(key)?.points.view().values.includes(value) === true) continue;
    pushPoint(run, key, value, { path, step: place, epoch: at });
  }
}

/** Reads the results of a folder without a state: one point of each metric. */
export class ResultsReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  private readonly results: Results;
  private readonly sides;

  /** @param path absolute path of one of the files */
  constructor(private readonly path: string) {
    this.results = new Results(dirname(path));
    this.sides = sidesOf(dirname(path), dirname(path));
  }

  get files(): readonly string[] {
    return [...this.results.files, ...this.sides.flatMap((side) => side.files)];
  }

  get sideFiles(): readonly string[] {
    return this.sides.flatMap((side) => side.files);
  }

  get alsoWatched(): readonly string[] {
    return this.results.awaited;
  }

  read(into: RawSource): ReadOutcome {
    const isNew = this.results.look();
    const run = into.run();
    if (isNew) this.fill(run);
    if (this.sides.map((side) => side.refresh()).includes(true)) fillModelParams(run, this.sides);
    const reason = this.results.broken.get(this.path);
    return reason === undefined ? { state: "idle" } : { state: "broken", reason };
  }

  private fill(run: RawRun): void {
    run.series.clear();
    const { values } = this.results;
    const epoch = values.get("epoch")?.value;
    for (const [key, { path, value }] of values) {
      if (key !== "epoch")
        pushPoint(run, key, value, { path, step: epoch ?? 0, kind: epoch === undefined ? "row" : "epoch" });
    }
    this.results.countOthers(run);
    run.facts.status = { status: "finished", reason: t("the results were written") };
  }
}
