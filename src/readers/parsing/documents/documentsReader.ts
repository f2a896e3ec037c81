import type { ReadOutcome, SourceReader } from "../../format";
import { fillParams } from "../params/fillParams";
import type { SideFiles } from "../params/sideFiles";
import type { RawSource } from "../../raw";
import type { JsonValue } from "./pythonJson";
import { WholeJsonFile } from "../files/wholeJsonFile";

/** The documents that could be read, by path. Those that are not there, or not whole yet, are missing. */
export type Documents = ReadonlyMap<string, JsonValue>;

/** Writes documents into an empty source. @returns why they are no run, if they are none */
export type Fill = (documents: Documents, into: RawSource) => string | undefined;

/**
 * Reads JSON documents that their writer replaces as a whole: one file, or several that make up a run. All is filled in
 * anew when one of them changed; one that is half-written leaves what it said before in place.
 */
export class DocumentsReader implements SourceReader {
  private readonly known: readonly WholeJsonFile[];
  private readonly documents = new Map<string, JsonValue>();
  private readonly problems = new Map<string, string>();
  private refused: string | undefined;

  /**
   * @param paths absolute; the first is the one without which there is no run
   * @param sides files of parameters, which the run has before `fill` adds to them; only where there is one run
   * @param mayBeSeveral a file may hold documents one after another, which are a list of them
   */
  constructor(
    paths: readonly string[],
    private readonly fill: Fill,
    private readonly sides?: SideFiles,
    mayBeSeveral = false,
  ) {
    this.known = paths.map((path) => new WholeJsonFile(path, mayBeSeveral));
  }

  get files(): readonly string[] {
    return [...this.known.map(({ path }) => path), ...(this.sides?.files ?? [])];
  }

  get sideFiles(): readonly string[] {
    return this.sides?.files ?? [];
  }

  get alsoWatched(): readonly string[] {
    return this.sides?.awaited(this.known[0]?.path ?? "") ?? [];
  }

  get warnings(): readonly string[] {
    const others = this.known.slice(1).flatMap(({ path }) => this.problems.get(path) ?? []);
    return [...others, ...(this.sides?.warnings ?? [])];
  }

  read(into: RawSource): ReadOutcome {
    const looks = this.known.map((file) => this.look(file));
    if (this.sides?.refresh() === true || looks.includes(true)) {
      into.clear();
      if (this.sides) fillParams(into.run(), this.sides);
      this.refused = this.documents.size > 0 ? this.fill(this.inOrder(), into) : undefined;
      for (const run of into.runs.values()) for (const { points } of run.series.values()) points.trim();
    }
    const reason = this.problems.get(this.known[0]?.path ?? "") ?? this.refused;
    return reason === undefined ? { state: "idle" } : { state: "broken", reason };
  }

  /** In the order of the paths, not in which they arrived. */
  private inOrder(): Documents {
    const there = this.known.filter(({ path }) => this.documents.has(path));
    return new Map(there.map(({ path }) => [path, this.documents.get(path)!]));
  }

  /** @returns whether the document is another now */
  private look(file: WholeJsonFile): boolean {
    const look = file.look();
    if (look.state === "same") return false;
    this.problems.delete(file.path);
    if (look.state === "unreadable" && look.isFinal) this.problems.set(file.path, look.reason);
    if (look.state === "gone") return this.documents.delete(file.path);
    if (look.state === "read") this.documents.set(file.path, look.value);
    return look.state === "read";
  }
}
