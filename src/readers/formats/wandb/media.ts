import type { Logged, RecordRef } from "../../../shared/records";
import { pathWithin } from "../../parsing/files/within";
import type { JsonValue } from "../../parsing/documents/pythonJson";
import type { RawRun } from "../../raw";
import { wholesOf } from "./dotted";

/** W&B's names of media, less "-file", in the words of the other formats. */
const kinds = new Map([
  ["images/separated", "image"],
  ["audio/separated", "audio"],
  ["videos/separated", "video"],
  ["partitioned-table", "table"],
  ["joined-table", "table"],
]);

/** Files of one value, a list of images for example, beyond this many are passed over. W&B itself takes 108. */
const mostFiles = 1000;

/** Where values stand that are in the row itself, by their keys. Those that are not found there are counted only. */
export type Locate = (tags: ReadonlySet<string>) => ReadonlyMap<string, Pick<RecordRef, "file" | "place">>;

/**
 * The media of one row of a run's history, from the parts in which W&B describes them: `KEY._type`, `KEY.path`,
 * `KEY.filenames` (wandb/sdk/data_types). Histograms and texts stand in the row itself.
 */
export class MediaRow {
  /** Keys of media by kind. */
  private readonly kinds = new Map<string, string>();
  /** Texts may be values of their own, or parts of media. */
  private readonly texts = new Map<string, string>();
  private readonly lists = new Map<string, readonly string[]>();

  /** @param folder absolute path of the folder below which the files of media lie */
  constructor(
    private readonly records: RawRun["records"],
    private readonly folder: string,
  ) {}

  text(name: string, value: string): void {
    if (name.endsWith("._type")) this.kinds.set(name.slice(0, -"._type".length), kindOf(value));
    else if (!name.startsWith("_")) this.texts.set(name, value);
  }

  list(name: string, values: readonly JsonValue[]): void {
    if (!listsFiles(name)) return;
    const files = values.slice(0, mostFiles).filter((value) => typeof value === "string");
    this.lists.set(name, files);
  }

  /** A value of this name describes media of the row. Good once the whole row was taken. */
  isPart(name: string): boolean {
    return this.kinds.size > 0 && [...wholesOf(name)].some((whole) => this.kinds.has(whole));
  }

  /** Ends the row. @param wall unix seconds @param locate finds what stands in the row; absent where rows have no place */
  end(step: number, wall: number | undefined, locate: Locate | undefined): void {
    const inRow = new Map<string, string>();
    for (const [tag, kind] of this.kinds) {
      const paths = this.lists.get(`${tag}.filenames`) ?? this.pathOf(tag);
      if (paths) this.note({ tag, kind, step, wall }, paths);
      else inRow.set(tag, kind);
    }
    for (const tag of this.texts.keys()) if (!this.isPart(tag)) inRow.set(tag, "text");
    const places = inRow.size > 0 ? locate?.(new Set(inRow.keys())) : undefined;
    for (const [tag, kind] of inRow) {
      const found = places?.get(tag);
      const logged = { tag, kind, step, wall };
      if (found) this.records.add({ ...logged, ...found });
      else this.records.count(logged);
    }
    this.kinds.clear();
    this.texts.clear();
    this.lists.clear();
  }

  private pathOf(tag: string): readonly string[] | undefined {
    const path = this.texts.get(`${tag}.path`);
    return path === undefined ? undefined : [path];
  }

  private note(logged: Logged, paths: readonly string[]): void {
    for (const path of paths) {
      const file = pathWithin(this.folder, path);
      if (file === undefined) this.records.count(logged);
      else this.records.add({ ...logged, file, place: { within: this.folder } });
    }
  }
}

/** A part of media that is a list of files. */
export const listsFiles = (name: string): boolean => name.endsWith(".filenames");

function kindOf(type: string): string {
  return kinds.get(type) ?? type.replace(/-file$/, "");
}
