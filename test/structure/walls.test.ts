import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { layers, walls } from "../../eslint.walls.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { useTempFolder } from "../support/tempFolder";

const temp = useTempFolder();
let made = 0;

/** What the walls say of made files, by path: the ids of the rules that are broken. */
async function broken(files: Readonly<Record<string, string>>): Promise<Record<string, readonly string[]>> {
  const folder = join(temp(), String(made++));
  for (const kept of ["src/features", "src/readers/formats"]) mkdirSync(join(folder, kept), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const overrideConfig = [{ files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } }, ...walls(folder)];
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig });
  const results = await eslint.lintFiles(Object.keys(files));
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [
      filePath.slice(folder.length + 1).replaceAll("\\", "/"),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    ]),
  );
}

const value = "export const value = 1;\n";
const wrongWay = "import-x/no-restricted-paths";

describe("The walls between the rooms of the source", () => {
  it("find a cycle of two files", async () => {
    const found = await broken({
      "src/util/a.ts": 'import { b } from "./b";\nexport const a = (): number => b();\n',
      "src/util/b.ts": 'import { a } from "./a";\nexport const b = (): number => a();\n',
    });
    assert.deepEqual(found, { "src/util/a.ts": ["import-x/no-cycle"], "src/util/b.ts": ["import-x/no-cycle"] });
  });

  for (const path of ["src/cli/a.ts", "src/cli.ts", "src/runs/a.ts", "src/launches/a.ts", "media/plots/a.ts"]) {
    it(`keep vscode out of ${path}`, async () => {
      const found = await broken({ [path]: 'import * as vscode from "vscode";\nexport const it = vscode;\n' });
      assert.deepEqual(found, { [path]: ["no-restricted-imports"] });
    });
  }

  for (const names of ["openSync", "readFileSync", "* as fs"]) {
    it(`let readers open files by the one door only, not by ${names}`, async () => {
      const imported = names.startsWith("*") ? names : `{ ${names} }`;
      const text = `import ${imported} from "node:fs";\nexport const it = ${names.startsWith("*") ? "fs" : names};\n`;
      const found = await broken({ "src/readers/formats/one/a.ts": text, "src/store/index/a.ts": text });
      assert.deepEqual([...new Set(Object.values(found).flat())], ["no-restricted-imports"]);
      assert.ok(Object.values(found).every(({ length }) => length > 0));
    });
  }

  const imports: readonly (readonly [what: string, from: string, of: string])[] = [
    ["a format that imports a format", "src/readers/formats/one/format.ts", "src/readers/formats/two/model.ts"],
    ["a format that imports the registry", "src/readers/formats/one/format.ts", "src/readers/registry.ts"],
    ["what formats share importing a format", "src/readers/parsing/a.ts", "src/readers/formats/one/model.ts"],
    ["a feature that imports a feature", "src/features/tree/a.ts", "src/features/plots/b.ts"],
    ["the host importing a feature", "src/host/a.ts", "src/features/plots/b.ts"],
    ["runs importing the command line", "src/runs/a.ts", "src/cli/b.ts"],
    ["readers importing runs", "src/readers/a.ts", "src/runs/b.ts"],
    ["the command line importing the editor's side", "src/cli/a.ts", "src/host/b.ts"],
    ["a page importing the store", "media/plots/a.ts", "src/store/b.ts"],
    ["what pages share importing a page", "media/page/a.ts", "media/plots/b.ts"],
    ["util importing what is shared", "src/util/a.ts", "src/shared/b.ts"],
    ["the source importing a page", "src/runs/a.ts", "media/page/b.ts"],
  ];
  for (const [what, from, of] of imports) {
    it(`stop ${what}`, async () => {
      const up = "../".repeat(from.split("/").length - 1);
      const text = `import { value } from "${up}${of.replace(/\.ts$/, "")}";\nexport const it = value;\n`;
      const found = await broken({ [from]: text, [of]: value });
      assert.deepEqual([...new Set(found[from])], [wrongWay]);
    });
  }

  it("let through what points down", async () => {
    const found = await broken({
      "src/features/tree/a.ts": 'import { value } from "../../runs/b";\nexport const it = value;\n',
      "src/runs/b.ts": 'import { value as one } from "../readers/formats/one/model";\nexport const value = one;\n',
      "src/readers/formats/one/model.ts": value,
    });
    assert.deepEqual(Object.values(found).flat(), []);
  });

  it("leave no file of src or media without a room", () => {
    const files = ["src", "media"].flatMap((top) =>
      readdirSync(join(root, top), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .replaceAll("\\", "/"),
        ),
    );
    const roomless = files.filter(
      (file) => !Object.keys(layers).some((layer) => file === layer || file.startsWith(`${layer}/`)),
    );
    assert.deepEqual(roomless, []);
  });
});
