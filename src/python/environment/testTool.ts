import { execFile } from "node:child_process";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Interpreter } from "./interpreters";
import { exists, shortPath } from "./paths";

export type TestTool = "pytest" | "unittest";

/** Which tests to run. */
export interface WhichTests {
  readonly files: readonly string[];
  /** A class, function or method of the one file, as pytest names it after `::`. */
  readonly only?: string | undefined;
}

/** What the test tool's module is told. unittest looks in a file's folder, so that it can import what lies beside it. */
export function testArguments(tool: TestTool, { files, only }: WhichTests, cwd: string): readonly string[] {
  const short = files.map((file) => shortPath(file, cwd));
  const [first] = files;
  const one = files.length === 1 ? only : undefined;
  if (tool === "pytest") return one === undefined ? short : [`${short[0] ?? ""}::${one}`];
  if (first === undefined || files.length > 1) return short;
  // -k takes a pattern of the whole dotted name, which ends in the method's: of a class every method is meant.
  const pattern = one?.includes("::") ? `*.${one.replaceAll("::", ".")}` : `*.${one ?? ""}.*`;
  const chosen = one === undefined ? [] : ["-k", pattern];
  return ["discover", "-s", shortPath(dirname(first), cwd), "-p", basename(first), ...chosen];
}

/**
 * pytest where it can be imported; else unittest if it sees every test: it takes the methods of a TestCase only, and calls a file
 * of plain test functions "0 tests, OK". Undefined if pytest is needed, and missing.
 * @param folder where they are started, and where pytest's own settings may lie: then the project's tests are pytest's
 */
export async function testTool(
  interpreter: Interpreter,
  texts: readonly string[],
  folder: string,
): Promise<TestTool | undefined> {
  if (await canImportPytest(interpreter, folder)) return "pytest";
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

/** How long an answer may take, in ms: a project's tool may have to make the environment first. */
const patience = { python: 10_000, tool: 120_000 };

/** Asks the interpreter once a session, without importing pytest, and with nothing of the project on its path. */
function canImportPytest({ path, runner = [], environment }: Interpreter, folder: string): Promise<boolean> {
  const key = [...runner, path, ...(runner.length > 0 ? [folder] : [])].join("\0");
  let answer = known.get(key);
  if (!answer) {
    const question =
      "import sys; sys.path[:] = filter(None, sys.path); import importlib.util; sys.exit(importlib.util.find_spec('pytest') is None)";
    const [program, ...before] = runner.length === 0 ? [path] : [...runner, path];
    // A tool looks for its project from there.
    const cwd = runner.length > 0 ? folder : isAbsolute(path) ? dirname(path) : undefined;
    const timeout = runner.length > 0 ? patience.tool : patience.python;
    const env = { ...process.env, ...environment };
    answer = new Promise((resolve) => {
      execFile(program, [...before, "-c", question], { timeout, cwd, env }, (error) => {
        if (error) known.delete(key); // it may be installed by the next time
        resolve(!error);
      });
    });
    known.set(key, answer);
  }
  return answer;
}
