import type { LeftOut, LeftOutCause } from "../shared/run";
import { t } from "../util/text";

/** What was left out, before it is counted. `reason` only where the cause's own words do not say enough. */
export type LeftOutKind = Omit<LeftOut, "count" | "reason"> & { readonly reason?: string };

/** More kinds than this in one run are counted under the last of them: a run may have thousands of files. */
const mostKinds = 100;

/** What a reader left out of one run or source, by file and cause. Costs nothing while nothing is left out. */
export class LeftOutLog {
  private entries: Map<string, LeftOut> | undefined;

  /** Counts `count` more of a kind. */
  add(kind: LeftOutKind, count = 1): void {
    this.put(kind, (before) => before + count);
  }

  /** Says how many of a kind there are by now, where the reader counts by itself. */
  set(kind: LeftOutKind, count: number): void {
    this.put(kind, () => count);
  }

  get list(): readonly LeftOut[] {
    return this.entries ? [...this.entries.values()] : [];
  }

  private put(kind: LeftOutKind, countOf: (before: number) => number): void {
    const own = `${kind.cause} ${kind.unit} ${kind.path}`;
    const isNew = !this.entries?.has(own);
    const isFull = isNew && (this.entries?.size ?? 0) >= mostKinds;
    const key = isFull ? [...this.entries!.keys()].at(-1)! : own;
    const before = this.entries?.get(key);
    const count = isFull ? before!.count + countOf(0) : countOf(before?.count ?? 0);
    if (count <= 0) {
      if (!isFull) this.entries?.delete(key);
      return;
    }
    (this.entries ??= new Map()).set(
      key,
      before ? { ...before, count } : { reason: reasonOf(kind.cause), ...kind, count },
    );
  }
}

/** What each cause means to a person: what follows "3 rows left out:". */
function reasonOf(cause: LeftOutCause): string {
  switch (cause) {
    case "width":
      return t("wider or narrower than the header");
    case "no-step":
      return t("no number on the x axis");
    case "not-a-number":
      return t("neither numbers nor parameters");
    case "not-json":
      return t("not valid JSON objects");
    case "form":
      return t("not in the form of this log");
    case "damaged":
      return t("damaged");
    case "too-large":
      return t("too large");
    case "too-many":
      return t("beyond the limit");
    case "encoding":
      return t("the encoding cannot be read");
    case "unreadable":
      return t("cannot be read");
    case "copy":
      return t("a copy of what is read already");
    case "superseded":
      return t("a training went on from an earlier checkpoint");
  }
}
