import { holdsTooMuch, type Source } from "./source";

/** So many folders are looked into for each source that is read meanwhile: the first runs are there at once, and all are found soon. */
const foldersForEach = 10;

/** What the first look finds, in order, for some of it to be read before the last folder was looked into. */
export class FirstFinds {
  private readonly waiting: Source[] = [];
  private begun: Source[] = [];
  private folders = 0;

  add(source: Source): void {
    this.waiting.push(source);
  }

  /** Another folder was looked into. @returns the source to begin with now, if one is due */
  afterFolder(): Source | undefined {
    if (++this.folders % foldersForEach > 0) return undefined;
    this.begun = this.begun.filter(({ isUnfinished }) => isUnfinished);
    const next = holdsTooMuch(this.begun) ? undefined : this.waiting.shift();
    if (next) this.begun.push(next);
    return next;
  }
}
