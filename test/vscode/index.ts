// What VS Code's extension host runs: the suites that scripts/stages/vscode.mjs names in LOSSLINE_FILES.
import { format } from "node:util";
import Mocha from "mocha";
import Reporter, { mark } from "../../scripts/lib/mocha-reporter.mjs";

/** Called by VS Code; a rejection makes the run fail. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => console.log(mark + format(...values));
  const mocha = new Mocha({ ui: "bdd", reporter: Reporter, timeout: 20_000, color: false });
  const pattern = process.env["LOSSLINE_GREP"];
  if (pattern) mocha.grep(pattern);
  for (const file of JSON.parse(process.env["LOSSLINE_FILES"] ?? "[]") as string[]) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
