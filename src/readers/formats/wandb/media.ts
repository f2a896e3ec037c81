import { pathWithin } from "../../parsing/files/within";
import type { JsonValue } from "../../parsing/documents/pythonJson";
import type { RawRun } from "../../raw";

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

/**
 * The media of one row of a run's history, from the parts in which W&B describes them: `KEY._type`, `KEY.path`,
 * `KEY.filenames` (wandb/sdk/data_types). Histograms and texts stand in the row itself: they are counted.
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
    for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
      if (this.kinds.has(name.slice(0, end))) return true;
    }
    return false;
  }

  /** Ends the row. @param wall unix seconds */
  end(step: number, wall: number | undefined): void {
    for (const [tag, kind] of this.kinds) this.note(tag, kind, step, wall);
    for (const tag of this.texts.keys()) if (!this.isPart(tag)) this.records.count({ tag, kind: "text", step, wall });
    this.kinds.clear();
    this.texts.clear();
    this.lists.clear();
  }

  private note(tag: string, kind: string, step: number, wall: number | undefined): void {
    const logged = { tag, kind, step, wall };
    const paths = this.lists.get(`${tag}.filenames`) ?? [this.texts.get(`${tag}.path`) ?? ""];
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
