import { isWithin } from "../../util/paths";
import type { Problem } from "../../shared/run";
import type { Passed } from "./protocol";
import type { ReaderEnd } from "./readerEnd";

/** So often may one path end a reader, changed in between or not; after that it is read again only if the user asks. */
const mostTries = 3;

/** What ended a reader, and is passed over by those after it. Each is a problem that the user sees. */
export class SetAside {
  private readonly complaints = new Map<string, string>();
  private readonly tries = new Map<string, number>();

  /** With the reasons. */
  get all(): readonly (Passed & { readonly message: string })[] {
    return [...this.complaints].map(([path, message]) => ({
      path,
      forGood: (this.tries.get(path) ?? 0) >= mostTries,
      message,
    }));
  }

  get passed(): readonly Passed[] {
    return this.all.map(({ path, forGood }) => ({ path, forGood }));
  }

  /** @param roots the folders that are searched */
  problems(roots: readonly string[]): readonly Problem[] {
    return [...this.complaints].flatMap(([path, message]) => {
      const root = roots.find((folder) => isWithin(path, folder));
      return root === undefined ? [] : [{ path, root, message }];
    });
  }

  /** @returns whether something was set aside */
  take({ culprit, complaint }: ReaderEnd): boolean {
    if (culprit === undefined || complaint === undefined) return false;
    this.complaints.set(culprit, complaint);
    this.tries.set(culprit, (this.tries.get(culprit) ?? 0) + 1);
    return true;
  }

  /** It changed, and is read again. */
  takeUp(path: string): void {
    this.complaints.delete(path);
  }

  /** The user asks for everything. */
  clear(): void {
    this.complaints.clear();
    this.tries.clear();
  }
}
