import type { ReadOutcome, SourceReader } from "../../format";
import type { RawSource } from "../../raw";
import { fileStat } from "../files/stat";
import { databaseFiles, outcomeOf, readDatabase, warningsOf, type Database, type Refused } from "./open";

/** Follows a database: asks it at each pass for what is new, and from the start where another file took its place. */
export abstract class DatabaseFollower<Look> implements SourceReader {
  readonly files: readonly string[];
  warnings: readonly string[] = [];
  private inode: number | undefined;
  private into: RawSource | undefined;

  constructor(protected readonly path: string) {
    this.files = databaseFiles(path);
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const inode = fileStat(this.path)?.ino;
    if (inode !== this.inode || into !== this.into) this.startOver(into);
    [this.inode, this.into] = [inode, into];
    const answer = readDatabase(this.path, (database) => this.look(database, budget));
    this.warnings = warningsOf(answer);
    return answer.ok ? this.take(answer.value, into) : this.refused(answer);
  }

  /** What one pass brings, as it was at one moment. @param budget bytes, about */
  protected abstract look(database: Database, budget: number): Look;
  protected abstract take(look: Look, into: RawSource): ReadOutcome;
  /** Where to go on is the start again. */
  protected abstract forget(): void;

  protected startOver(into: RawSource): void {
    into.clear();
    this.forget();
  }

  protected refused(answer: Refused): ReadOutcome {
    return outcomeOf(answer);
  }
}
