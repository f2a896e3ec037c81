import { execFile } from "node:child_process";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Interpreter } from "./interpreters";
import { exists, shortPath } from "./paths";

export type TestTool = "pytest" | "unittest";

/** What the test tool's module is told. unittest looks in a file's folder, so that it can import what lies beside it. */
export function testArguments(tool: TestTool, files: readonly string[], cwd: string): readonly string[] {
  const short = files.map((file) => shortPath(file, cwd));
  const [first] = files;
  if (tool === "pytest" || first === undefined || files.length > 1) return short;
  return ["discover", "-s", shortPath(dirname(first), cwd), "-p", basename(first)];
}

/**
 * pytest where it can be imported; else unittest if it sees every test: it takes the methods of a TestCase only, and calls a file
 * of plain test functions "0 tests, OK". Undefined if pytest is needed, and missing.
 * @param folder where pytest's own settings may lie: then the project's tests are pytest's
 */
export async function testTool(
  interpreter: Interpreter,
  texts: readonly string[],
  folder: string,
): Promise<TestTool | undefined> {
  if (await canImportPytest(interpreter)) return "pytest";
  if (await exists(join(folder, "pytest.ini"))) return undefined;
  return texts.every(isForUnittest) ? "unittest" : undefined;
}

/** Whether unittest finds tests in the text, and all that pytest would. */
export function isForUnittest(text: string): boolean {
  if (/^[ \t]*(?:import|from)[ \t]+pytest\b/m.test(text)) return false;
  if (/^(?:async[ \t]+)?def[ \t]+test/m.test(text)) return false;
  const classes = [...text.matchAll(/^class[ \t]+\w+[ \t]*(?::|\(([^()]*)\))/gm)];
  const isCase = (bases: string | undefined) => bases !== undefined && /TestCase\b/.test(bases);
  const plain = classes.some(([line, bases]) => /^class[ \t]+Test/.test(line) && !isCase(bases));
  return !plain && classes.some(([, bases]) => isCase(bases));
}

const known = new Map<string, Promise<boolean>>();

/** Asks the interpreter once a session, without importing pytest and outside of the project's folder. */
function canImportPytest({ path, runner = [] }: Interpreter): Promise<boolean> {
  const key = [...runner, path].join("\0");
  let answer = known.get(key);
  if (!answer) {
    const question = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pytest') is None)";
    const [program, ...before] = runner.length === 0 ? [path] : [...runner, path];
    const cwd = isAbsolute(path) ? dirname(path) : undefined;
    answer = new Promise((resolve) => {
      execFile(program, [...before, "-c", question], { timeout: 10_000, cwd }, (error) => {
        if (error) known.delete(key); // it may be installed by the next time
        resolve(!error);
      });
    });
    known.set(key, answer);
  }
  return answer;
}
