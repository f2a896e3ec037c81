/** A Python with the packages that we compare with, in the cache that all checkouts share. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { cached } from "../../scripts/lib/cache.mjs";
import { mustRun, which } from "../../scripts/lib/processes.mjs";

/** Something that a measurement needs is not on this machine; its row is named as skipped. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/**
 * Makes a virtual environment the first time.
 * @param packages exact versions, as pip takes them: "tensorboard==2.21.0"
 * @returns the path of its interpreter
 * @throws Unavailable without a Python 3 that can make one, or where the packages cannot be had
 */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const python = which("python3") ?? which("python");
  if (!python) throw new Unavailable("python3 is absent");
  const version = await mustRun(python, ["--version"]);
  const key = createHash("sha256")
    .update([version, ...packages].join("\n"))
    .digest("hex")
    .slice(0, 12);
  try {
    const folder = await cached(`python-${key}`, async (draft) => {
      await mustRun(python, ["-m", "venv", draft]);
      await mustRun(interpreter(draft), ["-m", "pip", "install", "--quiet", ...packages]);
    });
    return interpreter(folder);
  } catch (error) {
    throw new Unavailable(`no Python with ${packages.join(", ")}: ${error instanceof Error ? error.message : ""}`);
  }
}

function interpreter(folder: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}
