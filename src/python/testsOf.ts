import { basename, dirname, join, relative } from "node:path";
import { smallText } from "../util/smallText";

/**
 * The test files of a script: test_<script>.py or <script>_test.py beside it, or in a folder `tests` or `test` beside it or
 * further up to the workspace folder, that import it. Absolute paths, the nearest first.
 */
export async function testsOf(script: string, root: string): Promise<readonly string[]> {
  const name = basename(script, ".py");
  const found = await Promise.all(
    candidates(script, root).map(async (path) => ((await importsScript(path, name)) ? [path] : [])),
  );
  return found.flat();
}

function candidates(script: string, root: string): readonly string[] {
  const name = basename(script, ".py");
  const files = [`test_${name}.py`, `${name}_test.py`];
  const paths: string[] = [];
  for (let folder = dirname(script); ; folder = dirname(folder)) {
    const below = relative(folder, dirname(script));
    const folders = ["tests", "test", join("tests", below), join("test", below)].map((each) => join(folder, each));
    for (const each of folder === dirname(script) ? [folder, ...folders] : folders) {
      paths.push(...files.map((file) => join(each, file)));
    }
    if (folder === root || folder === dirname(folder) || relative(root, folder).startsWith("..")) break;
  }
  return [...new Set(paths)].filter((path) => path !== script);
}

async function importsScript(path: string, module: string): Promise<boolean> {
  const text = await smallText(path);
  return text !== undefined && mentionsImport(text, module); // no such file, or not one that can be read: no tests
}

/** Whether a line of the text imports the module, as a whole or names of it: `import train`, `from pkg.train import main`, `from pkg import train`. */
export function mentionsImport(text: string, module: string): boolean {
  const name = module.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    `^[ \\t]*(?:import[ \\t]+(?:.*[\\s,.])?${name}\\b|from[ \\t]+(?:[\\w.]*\\.)?${name}[ \\t]+import\\b|from[ \\t]+[\\w.]+[ \\t]+import[ \\t(]+(?:[^#\\n]*[\\s,(])?${name}\\b)`,
    "m",
  ).test(text);
}
