import { adoptFile } from "../../readers/registry";
import type { Claimed } from "./claims";
import type { Source } from "./source";

/** A key of an open source, or the reason why there is none. */
export type Adopted = { readonly key: string } | { readonly reason: string };

/** Who holds the sources, by keys. */
interface Sources {
  open(claimed: Claimed): string;
  close(key: string): void;
}

/** The files that the user added as runs, and what came of them. */
export class AdoptedFiles {
  private readonly adopted = new Map<string, Adopted>();

  constructor(private readonly sources: Sources) {}

  /** By absolute path. */
  get files(): ReadonlyMap<string, Adopted> {
    return this.adopted;
  }

  /** Opens those that are new, and closes those that were taken back; what was found by itself stays. @param added absolute paths */
  follow(added: readonly string[], sources: Iterable<Source>): void {
    for (const [path, adopted] of this.adopted) {
      if (added.includes(path)) continue;
      this.adopted.delete(path);
      if ("key" in adopted) this.sources.close(adopted.key);
    }
    const found = new Set([...sources].map(({ claim }) => claim.path));
    for (const path of added) {
      if (found.has(path)) continue;
      const adopted = adoptFile(path);
      this.adopted.set(path, "reason" in adopted ? adopted : { key: this.sources.open(adopted) });
    }
  }
}
