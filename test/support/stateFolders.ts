import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FileUserState } from "../../src/state/userState";

/** Two workspace folders, the first one's state file, which is not there yet, and what the user sets in them. */
export interface StateFolders {
  readonly folder: string;
  readonly second: string;
  readonly file: string;
  readonly state: FileUserState;
}

/** Folders of its own for each test of a suite, deleted after it. */
export function eachWithStateFolders(use: (folders: StateFolders) => void): void {
  let made: StateFolders;
  beforeEach(() => {
    const base = realpathSync(mkdtempSync(join(tmpdir(), "lossline-state-")));
    const [folder, second] = [join(base, "first"), join(base, "second")];
    for (const path of [folder, second]) mkdirSync(path);
    made = {
      folder,
      second,
      file: join(folder, ".lossline", "state.json"),
      state: new FileUserState([folder, second]),
    };
    use(made);
  });
  afterEach(() => {
    made.state.dispose();
    rmSync(dirname(made.folder), { recursive: true, force: true });
  });
}
