// What VS Code's extension host runs: the suites that scripts/stages/vscode.mjs names in LOSSLINE_FILES. Without
// them, as under the debugger, all those beside this file that are for a trusted folder.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import Reporter, { mark } from "../../scripts/lib/mocha-reporter.mjs";

/** Called by VS Code; a rejection makes the run fail. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => console.log(mark + format(...values));
  const mocha = new Mocha({ ui: "bdd", reporter: Reporter, timeout: 30_000, color: false });
  const pattern = process.env["LOSSLINE_GREP"];
  if (pattern) mocha.grep(pattern);
  for (const file of named() ?? beside()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

function named(): string[] | undefined {
  const files = process.env["LOSSLINE_FILES"];
  return files === undefined ? undefined : (JSON.parse(files) as string[]);
}

function beside(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith(".test.js") && !name.endsWith(".restricted.test.js"))
    .map((name) => join(__dirname, name));
}
