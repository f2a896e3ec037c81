import assert from "node:assert/strict";
import { build } from "esbuild";
import { root } from "../../scripts/lib/paths.mjs";

/** What the extension host needs for a few commands only, which load it when they are asked for. */
const late =
  /^(?:src\/readers\/(?:registry\.ts|formats\/)|node_modules\/(?:@stdlib|yaml|csv-parse|picomatch|@lezer)\/)/;

/** The modules that are loaded with one: all that it imports, but for what it imports when it needs it. */
async function loadedWith(stdin: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: stdin, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    external: ["vscode"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const loaded = new Set(["<stdin>"]);
  for (const path of loaded)
    for (const { path: next, kind, external } of metafile.inputs[path]?.imports ?? [])
      if (!external && kind !== "dynamic-import") loaded.add(next);
  return [...loaded].map((path) => path.replace(/^.*node_modules\//, "node_modules/"));
}

const lateIn = async (stdin: string) => (await loadedWith(stdin)).filter((path) => late.test(path));

describe("The start of the extension", () => {
  it("loads no reader, no statistics, and no parser of tables, YAML or Python", async () => {
    assert.deepEqual(await lateIn('import "./src/extension"'), []);
  });

  it("would be found to load one", async () => {
    assert.ok((await lateIn('import "./src/data/declared"')).some((path) => path.startsWith("node_modules/yaml/")));
    assert.ok((await lateIn('import "./src/readers/homes"')).includes("src/readers/registry.ts"));
  });
});
