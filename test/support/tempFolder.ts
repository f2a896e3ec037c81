import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one suite's files, deleted after it. */
export function useTempFolder(): () => string {
  let folder: string | undefined;
  before(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  after(() => rmSync(folder!, { recursive: true, force: true }));
  return () => {
    if (folder === undefined) throw new Error("The folder is there within tests only.");
    return folder;
  };
}
