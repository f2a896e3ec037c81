import { statSync } from "node:fs";
import { join, parse } from "node:path";
import type { RawRun } from "../raw";

/** The pictures that a trainer draws of its results, in a run's folder, by names that are known: noted, not read. */
export class ResultPictures {
  private noted = "";

  /** @param folder absolute path @param names of files in it, in the order in which they are shown */
  constructor(
    private readonly folder: string,
    private readonly names: readonly string[],
  ) {}

  /** Notes those that are there, each with the time at which it was drawn: it may have been drawn anew since the last look. */
  look({ records }: RawRun): void {
    const found = this.names.flatMap((name) => {
      const stat = statSync(join(this.folder, name), { throwIfNoEntry: false });
      return stat?.isFile() ? [{ name, wall: Math.floor(stat.mtimeMs) / 1000 }] : [];
    });
    const text = JSON.stringify(found);
    if (text === this.noted && records.isEmpty === (found.length === 0)) return;
    this.noted = text;
    records.clear();
    for (const { name, wall } of found)
      records.add({
        tag: parse(name).name,
        kind: "image",
        step: 0,
        wall,
        file: join(this.folder, name),
        place: { within: this.folder },
      });
  }
}
